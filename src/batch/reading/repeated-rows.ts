import { mostRows, type RowBuilder, type SheetRow } from './sheet-row.ts';
import { WorkbookError } from './workbook-parts.ts';

/** How many cells may come of saying "the same again": each costs the writer nothing, and the reader a cell. */
const mostRepeated = 5_000_000;
const blockRows = 1000;

/** A cell that is put into each of the rows that it stands in. */
export type CellWriter = (row: RowBuilder) => void;

/** The rows of a sheet whose file may say of a row, or of a cell, that it comes many times. */
export class RepeatedRows {
  readonly #builder: RowBuilder;
  #rows: SheetRow[] = [];
  #number = 0;
  #repeated = 0;

  constructor(builder: RowBuilder) {
    this.#builder = builder;
  }

  /** The number of the row that comes next, from 1. */
  get next(): number {
    return this.#number + 1;
  }

  /** Passes over rows that have no cells. */
  skip(count: number): void {
    this.#advance(count);
  }

  /** Takes a row that comes `times` times. */
  add(cells: readonly CellWriter[], isHidden: boolean, times: number): void {
    if (cells.length === 0) {
      this.skip(times);
      return;
    }
    this.repeat(cells.length * (times - 1));
    for (let time = 0; time < times; time++) {
      this.#builder.start(isHidden);
      for (const write of cells) write(this.#builder);
      this.#advance(1);
      this.#rows.push(this.#builder.end(this.#number));
    }
  }

  /** Counts cells that exist by repetition only. */
  repeat(count: number): void {
    this.#repeated += count;
    if (!(this.#repeated <= mostRepeated)) throw new WorkbookError('workbook-too-large', 'repeated cells');
  }

  /** The rows so far where they are enough for a block, or all of them. */
  take(isAll: boolean): SheetRow[] | null {
    if (this.#rows.length === 0 || (!isAll && this.#rows.length < blockRows)) return null;
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  #advance(count: number): void {
    this.#number += count;
    // Sheets end with as many blank rows as there can be; more of them are the writer's slip and harm nobody.
    if (!(this.#number <= mostRows * 2)) throw new WorkbookError('file-not-xlsx', 'a row too far down');
  }
}
