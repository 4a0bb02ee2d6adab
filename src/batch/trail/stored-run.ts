import { z } from 'zod';
import type { Database } from '../file/database.ts';
import type { EntryOf } from './entry.ts';

/** A line of the table `run`. */
interface StoredRun {
  readonly id: number;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly connection: string;
  readonly controller: string;
  readonly client: string;
  readonly who: string;
  readonly kind: EntryOf<'run-started'>['runKind'];
  readonly base: number;
  readonly settings: string;
  readonly end: EntryOf<'run-ended'>['end'] | null;
  readonly stopped_by: string | null;
  readonly results: string | null;
}

export function storedRuns(db: Database): StoredRun[] {
  return db.prepare('select * from run order by id').all() as StoredRun[];
}

export function storedRun(db: Database, id: number): StoredRun {
  return db.prepare('select * from run where id = ?').get(id) as StoredRun;
}

/** What a person can choose to have sent again. */
export const retriedOutcomes = ['rejected', 'unknown', 'unsent'] as const;

export type RetriedOutcome = (typeof retriedOutcomes)[number];

/** Strict, so that a key of another name is found: a key that is left out may be a setting that was taken away. */
const settings = z.strictObject({
  concurrency: z.number(),
  rate: z.number().nullable(),
  unknownToo: z.boolean().exactOptional(),
  outcomes: z.array(z.enum(retriedOutcomes)).exactOptional(),
});

type Start = Omit<EntryOf<'run-started'>, 'seq' | 'at' | 'previous' | 'by'>;

/** Throws where the run's settings are not what the app writes. */
export function startFacts(run: StoredRun): Start {
  const { concurrency, rate, unknownToo, outcomes } = settings.parse(JSON.parse(run.settings));
  return {
    kind: 'run-started',
    run: run.id,
    runKind: run.kind,
    base: run.base,
    connection: run.connection,
    controller: run.controller,
    client: run.client,
    who: run.who,
    concurrency,
    rate,
    ...(unknownToo === true ? { unknownToo } : {}),
    ...(outcomes === undefined ? {} : { outcomes }),
    startedAt: run.started_at,
  };
}

type End = Pick<EntryOf<'run-ended'>, 'kind' | 'run' | 'end' | 'stoppedBy' | 'endedAt'>;

/** null while the run goes on, and for one that was killed. */
export function endFacts({ id, end, ended_at, stopped_by }: StoredRun): End | null {
  if (end === null || ended_at === null) return null;
  const stoppedBy = stopped_by === null ? null : (JSON.parse(stopped_by) as End['stoppedBy']);
  return { kind: 'run-ended', run: id, end, stoppedBy, endedAt: ended_at };
}
