import type { Tally } from '../file/tally.ts';
import type { EntryOf } from '../trail/entry.ts';
import type { Discrepancies } from './discrepancy.ts';
import type { Walked } from './trail-walk.ts';

type Told = 'accepted' | 'rejected' | 'unknown' | 'unsent';

type Counts = Record<Told, number>;

/**
 * Recomputes from the rows' outcomes what every end of a run says of all rows, and holds where the rows stand now
 * against the last end: whatever follows it without pushing changes no outcome.
 */
export class TallyCheck {
  readonly #walked: Walked;
  readonly #discrepancies: Discrepancies;
  readonly #ends: readonly EntryOf<'run-ended'>[];
  /** By end: what became of rows between the end before and it; of a row that had an outcome, that is taken off. */
  readonly #changes: readonly Counts[];
  #row = 0;
  #told: Told | null = null;

  constructor(walked: Walked, discrepancies: Discrepancies) {
    this.#walked = walked;
    this.#discrepancies = discrepancies;
    this.#ends = [...walked.runs.values()]
      .flatMap(({ end }) => (end ? [end] : []))
      .sort((one, other) => one.seq - other.seq);
    this.#changes = this.#ends.map(() => noCounts());
  }

  /** What the entry `seq` says of a row; to be given in the order of rows, and of entries within a row. */
  add(row: number, seq: number, outcome: string): void {
    if (row !== this.#row) this.#told = null;
    this.#row = row;
    if (!isTold(outcome)) return;
    const change = this.#changes[this.#endAfter(seq)];
    if (change && this.#told) change[this.#told]--;
    if (change) change[outcome]++;
    this.#told = outcome;
  }

  /** `now`: where the rows stand. To be called when all was added. */
  end(now: Tally): void {
    const { counts, runs, lastEnd, checkedAfterEnd, head } = this.#walked;
    const rows = counts?.counts.rows ?? 0;
    if (sumOf(now) !== rows) this.#discrepancies.add('tally-changed', head?.seq ?? 0);
    const told = noCounts();
    for (const [at, { seq, tally, run }] of this.#ends.entries()) {
      for (const outcome of outcomes) told[outcome] += this.#changes[at]?.[outcome] ?? 0;
      // Rows that were in the air when a run was cut off count as unknown until they are sent again.
      const cutOff = [...runs.values()].some(({ start, end }) => end === null && start.seq < seq);
      const follows =
        tally.accepted === told.accepted &&
        // A row that was told as unsent may have been left out since.
        tally.unsent + tally.skipped >= told.unsent &&
        (cutOff
          ? tally.rejected <= told.rejected
          : tally.rejected === told.rejected && tally.unknown === told.unknown);
      if (!follows || sumOf(tally) !== rows) this.#discrepancies.add('tally-changed', seq, run);
    }
    const last = this.#ends.at(-1);
    if (!last || last.seq !== lastEnd || [...runs.values()].some(({ start }) => start.seq > last.seq)) return;
    const { tally, run } = last;
    const stands =
      now.accepted === tally.accepted &&
      now.rejected === tally.rejected &&
      now.unknown === tally.unknown &&
      // Editing a row may make it fit to be sent, or unfit.
      (checkedAfterEnd ||
        (now.unsent === tally.unsent && now.skipped === tally.skipped) ||
        this.#isToldByEarlier(now, tally, told.unsent));
    // What changed it came after.
    if (!stands) this.#discrepancies.add('tally-changed', head?.seq ?? 0, run);
  }

  /** Earlier versions told a row as unsent although it was left out, where a run before had written it down as unsent. */
  #isToldByEarlier(now: Tally, { skipped }: Tally, unsentRows: number): boolean {
    const { rows = 0, invalid = 0, leftOut } = this.#walked.counts?.counts ?? {};
    const unfit = leftOut ? leftOut.valid + leftOut.warned + invalid : rows;
    return now.skipped > skipped && now.skipped <= Math.min(unfit, skipped + unsentRows);
  }

  /** The first end of a run after an entry, by its place among the ends. */
  #endAfter(seq: number): number {
    let low = 0;
    let high = this.#ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ends[middle]?.seq ?? 0) > seq) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

const outcomes = ['accepted', 'rejected', 'unknown', 'unsent'] as const satisfies readonly Told[];

function isTold(outcome: string): outcome is Told {
  return (outcomes as readonly string[]).includes(outcome);
}

function noCounts(): Counts {
  return { accepted: 0, rejected: 0, unknown: 0, unsent: 0 };
}

function sumOf(tally: Tally): number {
  return Object.values(tally).reduce((sum, count) => sum + count, 0);
}
