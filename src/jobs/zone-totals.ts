import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchDocument } from '../batch/file/document.ts';
import { rulesOf } from '../batch/file/meta.ts';
import { cannotBeWritten } from '../batch/file/open-document.ts';
import type { Pacing } from '../batch/push/gate.ts';
import type { PushEnd } from '../batch/push/push.ts';
import { lastRun } from '../batch/push/run.ts';
import type { EntryOf } from '../batch/trail/entry.ts';
import { recordTotals } from '../batch/trail/record.ts';
import { withBook } from '../book/book.ts';
import { bookConnectionOf } from '../book/fact.ts';
import { knownPermits } from '../book/known.ts';
import type { Connection } from '../connections/connection.ts';
import { askStats } from '../opscom/client.ts';
import { learnZones } from './known-zones.ts';
import type { Access } from './practice-controller.ts';

/** Milliseconds that each of the two questions may take, its wait for the run's pace included: a run is delayed by less than 5 s in all. */
const longest = 2_400;
/** Deletions whose zones are looked up in the permit book; of more the zones are not told apart. */
const mostLookedUp = 20_000;

type Reading = EntryOf<'totals'>['before'];
type Expected = EntryOf<'totals'>['expected'];

/**
 * Asks a controller for its totals by zone right before and right after a run of creations or deletions, with the run's
 * own token and at its pace, and puts them on the trail: the first at once, so that a run that is cut off tells it too. No
 * answer, whatever it is, stops a run or fails it.
 */
export class TotalsAround {
  #before: Reading = null;
  #pacing: Pacing | null = null;
  readonly #dataFolder: string;
  readonly #document: BatchDocument;
  readonly #connection: Connection;
  readonly #access: Access & { readonly proxy: string | null };

  constructor(
    dataFolder: string,
    document: BatchDocument,
    connection: Connection,
    access: Access & { readonly proxy: string | null },
  ) {
    this.#dataFolder = dataFolder;
    this.#document = document;
    this.#connection = connection;
    this.#access = access;
  }

  async askBefore(pacing: Pacing): Promise<void> {
    if (rulesOf(this.#document).name === 'update') return;
    this.#pacing = pacing;
    this.#before = await this.#ask();
    const run = lastRun(this.#document);
    if (this.#before !== null && run !== null)
      this.#record({ run: run.id, before: this.#before, after: null, expected: [] });
  }

  /** A run that failed on this computer is not compared: its batch may be gone. */
  async askAfter({ end, run }: Pick<PushEnd, 'end' | 'run'>): Promise<void> {
    if (rulesOf(this.#document).name === 'update' || end === 'failed') return;
    const before = this.#before;
    const after = await this.#ask();
    if (before === null && after === null) return;
    const named = new Set([...(before?.zones ?? []), ...(after?.zones ?? [])].map(({ zone }) => zone));
    this.#record({ run, before, after, expected: this.#expected(run, named) });
  }

  #record(totals: Parameters<typeof recordTotals>[1]): void {
    try {
      recordTotals(this.#document, totals, new Date());
    } catch (cause) {
      if (!cannotBeWritten(cause)) throw cause;
    }
  }

  /** Null without an answer, and where the pace leaves no time for the question. */
  async #ask(): Promise<Reading> {
    const { client } = this.#connection;
    const wait = this.#pacing?.paceWait() ?? 0;
    if (Math.max(wait, this.#pacing?.gap ?? 0) >= longest) return null;
    await sleep(wait);
    this.#pacing?.start();
    const stats = await askStats({ ...this.#access, client, timeouts: { whole: longest - wait } });
    if (stats.kind !== 'stats') return null;
    learnZones(this.#dataFolder, this.#connection, stats.totals);
    const permits = new Map<string, number>();
    for (const { zone, total } of stats.totals) permits.set(zone, (permits.get(zone) ?? 0) + total);
    const zones = [...permits].map(([zone, count]) => ({ zone, permits: count }));
    return { at: new Date().toISOString(), zones };
  }

  /** What the accepted rows of a run come to in the zones that the controller named. */
  #expected(run: number, named: ReadonlySet<string>): Expected {
    const deletes = rulesOf(this.#document).name === 'delete';
    const permits = new Map<string | null, number>();
    for (const [zone, rows] of deletes ? this.#deleted(run) : this.#created(run)) {
      const told = zone !== null && named.has(zone) ? zone : null;
      permits.set(told, (permits.get(told) ?? 0) + (deletes ? -rows : rows));
    }
    return [...permits].map(([zone, count]) => ({ zone, permits: count }));
  }

  #created(run: number): Iterable<readonly [string | null, number]> {
    const found = this.#document.db
      .prepare(
        "select sent ->> '$.zone' as zone, count(*) as rows from outcome where run = ? and status = 'accepted' group by 1",
      )
      .all(run) as { zone: string | null; rows: number }[];
    return found.map(({ zone, rows }) => [zone, rows]);
  }

  /** A deletion names no zone: what is known here of the permit does. */
  #deleted(run: number): Iterable<readonly [string | null, number]> {
    const { count } = this.#document.db
      .prepare("select count(*) as count from outcome where run = ? and status = 'accepted'")
      .get(run) as { count: number };
    if (count > mostLookedUp) return [[null, count]];
    const references = (
      this.#document.db
        .prepare(
          "select sent ->> '$.referenceId' as reference from outcome where run = ? and status = 'accepted'",
        )
        .all(run) as { reference: string }[]
    ).map(({ reference }) => reference);
    const known = withBook(this.#dataFolder, (book) =>
      knownPermits(book, bookConnectionOf(this.#connection), references),
    );
    return references.map((reference) => {
      const zone = known.ok ? known.value.get(reference)?.values.zone?.value : undefined;
      return [zone ?? null, 1];
    });
  }
}
