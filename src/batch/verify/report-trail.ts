import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { z } from 'zod';
import type { JsonMember } from '../exports/report/json-members.ts';
import {
  knownRecord,
  reportSchema,
  trailRecord,
  withoutOutcomeRecord,
} from '../exports/report/report-schema.ts';
import type { ReportSummary } from '../exports/report/report-summary.ts';
import { Summary } from '../exports/report/summary.ts';
import { canonical, type Json } from '../trail/canonical.ts';
import { type EntryOf, entrySchema } from '../trail/entry.ts';
import type { Discrepancies } from './discrepancy.ts';
import { parsedMember, reportMembers } from './report-members.ts';
import { RowTally } from './report-rows.ts';
import { TrailWalk, type Walked } from './trail-walk.ts';

/** What a report says besides its rows and edits, which are read after it. */
export interface ReportTrail {
  readonly walked: Walked;
  readonly gathered: Summary;
  readonly groups: ReadonlyMap<number, EntryOf<'outcomes'>>;
  /** By entry: the salt of what it commits to. */
  readonly salts: ReadonlyMap<number, string>;
  /** By entry of a step and column. */
  readonly columnSalts: ReadonlyMap<number, Readonly<Record<string, string>>>;
  readonly rows: RowTally;
  readonly redacted: boolean;
  /** null where it is not one. */
  readonly summary: ReportSummary | null;
}

/** The members that are no lists. */
const opening = reportSchema.pick({
  format: true,
  version: true,
  writtenAt: true,
  app: true,
  redacted: true,
  summary: true,
});
const lists = ['trail', 'edits', 'rows', 'untold', 'known'] as const;

/** Not a report of this product, or of this version. */
export class NoReport extends Error {}

/** Reads a report but for its rows and edits; `wanted` is a hash that is looked for in the chain. */
export async function readReportTrail(
  path: string,
  wanted: string | null,
  discrepancies: Discrepancies,
): Promise<ReportTrail> {
  const reader = new TrailReader(wanted, discrepancies);
  let read = 0;
  for (const member of reportMembers(path, discrepancies)) {
    reader.take(member);
    if (++read % 2000 === 0) await yieldToEventLoop();
  }
  return reader.end();
}

class TrailReader {
  readonly #discrepancies: Discrepancies;
  readonly #walk: TrailWalk;
  readonly #gathered = new Summary();
  readonly #groups = new Map<number, EntryOf<'outcomes'>>();
  readonly #salts = new Map<number, string>();
  readonly #columnSalts = new Map<number, Readonly<Record<string, string>>>();
  readonly #rows: RowTally;
  readonly #opening: Record<string, unknown> = {};

  constructor(wanted: string | null, discrepancies: Discrepancies) {
    this.#discrepancies = discrepancies;
    this.#walk = new TrailWalk(discrepancies, wanted);
    this.#rows = new RowTally(discrepancies);
  }

  take(member: JsonMember): void {
    const { key } = member;
    if (key === 'trail') this.#takeEntry(member);
    else if (key === 'untold') {
      const stretch = parsedMember(withoutOutcomeRecord, member, this.#discrepancies);
      if (stretch) this.#rows.leave(stretch);
    } else if (key === 'known') {
      // No entry commits to it: it can be said wrong, but not in another form.
      parsedMember(knownRecord, member, this.#discrepancies);
    } else if (!(lists as readonly string[]).includes(key)) {
      this.#opening[key] = parsedMember(z.json(), member, this.#discrepancies);
    }
  }

  end(): ReportTrail {
    const { format, version } = opening.shape;
    const told = this.#opening;
    if (!format.safeParse(told['format']).success || !version.safeParse(told['version']).success) {
      throw new NoReport();
    }
    const parsed = opening.safeParse(told);
    for (const { path, code, ...more } of parsed.error?.issues ?? []) {
      const about = code === 'unrecognized_keys' && 'keys' in more ? more.keys[0] : path[0];
      this.#discrepancies.add('report-malformed', 0, String(about));
    }
    return {
      walked: this.#walk.end(),
      gathered: this.#gathered,
      groups: this.#groups,
      salts: this.#salts,
      columnSalts: this.#columnSalts,
      rows: this.#rows,
      redacted: told['redacted'] === true,
      summary: parsed.data?.summary ?? null,
    };
  }

  #takeEntry(member: JsonMember): void {
    const record = parsedMember(trailRecord, member, this.#discrepancies);
    if (record) {
      const { hash, salt, salts, entry } = record;
      if (salt !== undefined) this.#salts.set(entry.seq, salt);
      if (salts) this.#columnSalts.set(entry.seq, salts);
      if (entry.kind === 'outcomes') this.#groups.set(entry.seq, entry);
      this.#walk.step(
        { seq: entry.seq, hash, entry: canonical(entry as unknown as Json) },
        () => salt ?? null,
      );
      this.#gathered.add(entry);
      return;
    }
    // The chain shows where the entry is.
    const { hash, entry } = JSON.parse(member.text) as { readonly hash?: unknown; readonly entry?: Json };
    const { seq } = (entry ?? {}) as { readonly seq?: unknown };
    if (typeof seq === 'number' && typeof hash === 'string' && !entrySchema.safeParse(entry).success) {
      this.#walk.step({ seq, hash, entry: canonical(entry ?? null) }, () => null);
    }
  }
}
