/** What does not fit; `words` has a sentence for each. */
export type DiscrepancyCode =
  /** The batch, made by an earlier version, has no trail yet. */
  | 'no-trail'
  /** The entry's text does not have the hash that stands beside it. */
  | 'entry-changed'
  /** It does not name the entry before it, or one is missing. */
  | 'entry-out-of-chain'
  /** It tells of a run that had ended, or had not begun. */
  | 'entry-out-of-place'
  | 'entry-malformed'
  /** A table holds bytes that are no text. */
  | 'unreadable'
  /** The rows are not those that were read. */
  | 'rows-changed'
  | 'source-changed'
  | 'columns-changed'
  | 'settings-changed'
  | 'counts-changed'
  | 'salt-changed'
  | 'edits-changed'
  /** A row's present cells do not follow from what was read and the edits. */
  | 'row-edits-changed'
  /** A row's check state, or whether it is left out, does not follow from its cells. */
  | 'check-changed'
  | 'outcomes-changed'
  | 'outcome-without-entry'
  | 'run-changed'
  /** What the end of a run says of all rows does not follow from their outcomes, or their outcomes now not from it. */
  | 'tally-changed'
  | 'signature-wrong'
  /** A report holds something twice, or something that reports do not have, or lacks something. */
  | 'report-malformed'
  | 'summary-wrong';

/** Something that does not fit the trail, and the entry that it belongs to. */
export interface Discrepancy {
  readonly code: DiscrepancyCode;
  /** The entry that does not fit. */
  readonly seq: number;
  /** The row, step, run, table or member that it is about, where it is about one. */
  readonly about: string | number | null;
}

/** Gathers what does not fit; the first by the entries' order is what is told. */
export class Discrepancies {
  #first: Discrepancy | null = null;
  #count = 0;

  get first(): Discrepancy | null {
    return this.#first;
  }

  get count(): number {
    return this.#count;
  }

  add(code: DiscrepancyCode, seq: number, about: string | number | null = null): void {
    this.#count++;
    if (this.#first === null || seq < this.#first.seq) this.#first = { code, seq, about };
  }
}
