import type { z } from 'zod';
import type { rowRecord, withoutOutcomeRecord } from '../exports/report/report-schema.ts';
import type { Tally } from '../file/tally.ts';
import type { Discrepancies } from './discrepancy.ts';

type Line = z.output<typeof rowRecord>['line'];
type Stretch = z.output<typeof withoutOutcomeRecord>;

/**
 * Counts a report's rows by the last that was said about each, or by why that no longer holds or nothing was. Stretches of
 * such rows come first; then lines in the order of row numbers, and of entries within a row.
 */
export class RowTally {
  readonly #discrepancies: Discrepancies;
  readonly #counts = { accepted: 0, rejected: 0, unknown: 0, unsent: 0, skipped: 0 };
  readonly #stretches: Stretch[] = [];
  #inTheAir = 0;
  #resent = 0;
  /** The stretch that rows have come to. */
  #at = 0;
  #last: { readonly line: Line; readonly entry: number } | null = null;

  constructor(discrepancies: Discrepancies) {
    this.#discrepancies = discrepancies;
  }

  /** Rows that no outcome tells of; to be told before any line is. */
  leave(stretch: Stretch): void {
    const { why, first, last } = stretch;
    if (last < first || first <= (this.#stretches.at(-1)?.last ?? 0)) {
      this.#discrepancies.add('report-malformed', 0, 'untold');
    }
    this.#stretches.push(stretch);
    const rows = last - first + 1;
    if (why === 'inTheAir') this.#inTheAir += rows;
    this.#counts[why === 'inTheAir' ? 'unknown' : why] += rows;
  }

  add(entry: number, line: Line): void {
    const before = this.#last;
    if (before?.line.row === line.row) {
      // A row that was accepted is never sent again.
      const follows = entry > before.entry && before.line.outcome !== 'accepted';
      if (!follows) this.#discrepancies.add('outcomes-changed', entry, line.row);
    } else {
      if (before && line.row < before.line.row) this.#discrepancies.add('outcomes-changed', entry, line.row);
      this.#count();
    }
    this.#last = { line, entry };
  }

  end(): { readonly tally: Tally; readonly resent: number; readonly inTheAir: number } {
    this.#count();
    this.#last = null;
    return { tally: this.#counts, resent: this.#resent, inTheAir: this.#inTheAir };
  }

  /** What was said of a row that is being sent again, or that was unsent and is left out since, is no longer the last word. */
  #count(): void {
    if (!this.#last) return;
    const { line, entry } = this.#last;
    const { row, outcome, resent } = line;
    while ((this.#stretches[this.#at]?.last ?? row) < row) this.#at++;
    const stretch = this.#stretches[this.#at];
    if (stretch && stretch.first <= row) {
      const sentAgain = stretch.why === 'inTheAir' && outcome !== 'accepted';
      const leftOut = stretch.why === 'skipped' && outcome === 'unsent';
      if (!sentAgain && !leftOut) this.#discrepancies.add('outcomes-changed', entry, row);
      return;
    }
    this.#counts[outcome]++;
    if (resent) this.#resent++;
  }
}
