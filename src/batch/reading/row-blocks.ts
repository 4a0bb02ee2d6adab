import { trimmed } from '../../permit/cell.ts';
import type { RowMarks } from '../../permit/row-reading.ts';
import { isBlank } from './header.ts';
import type { ReadingNote } from './reading-options.ts';
import type { NumberedRecords } from './record-source.ts';

export interface RowBlock {
  /** The rows' cells, blank records left out. */
  readonly rows: readonly (readonly string[])[];
  /** The number that a spreadsheet shows for each row. */
  readonly numbers: readonly number[];
  /** Positions in `rows` of rows whose quotes are odd; null where there are none. */
  readonly unbalanced: ReadonlySet<number> | null;
  /** What the file says of rows besides their cells, by position in `rows`; null where it says nothing. */
  readonly marks: ReadonlyMap<number, RowMarks> | null;
  /** Bytes of the file read so far. */
  readonly bytes: number;
}

/** Makes rows of the records below a header, and counts what is to be noted about them. */
export class RowBlocks {
  #ragged = 0;
  #unbalanced = 0;
  #blank = 0;
  /** The numbers of the last row, and of the last record. */
  #row: number;
  #record: number;
  readonly #width: number;
  readonly #omitsBlankEnd: boolean;
  readonly #rowWidth: number;

  /**
   * `headerRow` is the header's number, `width` how many cells it has; for `omitsBlankEnd` see RecordSource, for
   * `rowWidth` TrailingBlanks.
   */
  constructor(headerRow: number, width: number, omitsBlankEnd: boolean, rowWidth: number) {
    this.#row = headerRow;
    this.#record = headerRow;
    this.#width = width;
    this.#omitsBlankEnd = omitsBlankEnd;
    this.#rowWidth = rowWidth;
  }

  /** The rows among the records from position `from` on. */
  of({ records, numbers, unbalanced, marks, bytes }: NumberedRecords, from = 0): RowBlock {
    const rows: string[][] = [];
    const kept: number[] = [];
    let odd: Set<number> | null = null;
    let marked: Map<number, RowMarks> | null = null;
    for (let at = from; at < records.length; at++) {
      const cells = records[at] ?? [];
      const number = numbers[at] ?? 0;
      this.#record = number;
      if (isBlank(cells)) continue;
      if (this.#omitsBlankEnd) this.#fit(cells);
      else if (cells.length === this.#rowWidth) this.#shorten(cells);
      if (cells.length !== this.#width) this.#ragged++;
      if (unbalanced?.has(at)) {
        odd ??= new Set();
        odd.add(rows.length);
        this.#unbalanced++;
      }
      const mark = marks?.get(at);
      if (mark !== undefined) {
        marked ??= new Map();
        marked.set(rows.length, mark);
      }
      this.#blank += number - this.#row - 1;
      this.#row = number;
      rows.push(cells);
      kept.push(number);
    }
    return { rows, numbers: kept, unbalanced: odd, marks: marked, bytes };
  }

  /** What was odd about all rows. */
  notes(): ReadingNote[] {
    // Below its last row, a sheet has as many blank ones as its writer cared to give a look.
    const blank = this.#blank + (this.#omitsBlankEnd ? 0 : this.#record - this.#row);
    const notes: ReadingNote[] = [];
    if (this.#ragged > 0)
      notes.push({ code: 'rows-ragged', facts: { count: this.#ragged, width: this.#width } });
    if (this.#unbalanced > 0) notes.push({ code: 'rows-unbalanced', facts: { count: this.#unbalanced } });
    if (blank > 0) notes.push({ code: 'records-blank', facts: { count: blank } });
    return notes;
  }

  #fit(cells: string[]): void {
    while (cells.length < this.#width) cells.push('');
    this.#shorten(cells);
  }

  #shorten(cells: string[]): void {
    while (cells.length > this.#width && trimmed(cells[cells.length - 1] ?? '') === '') cells.pop();
  }
}
