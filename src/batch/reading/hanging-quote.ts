import { afterQuote, type Dialect, longestCell } from './dialect.ts';

/** Thrown where rows were read that may be the inside of one cell: `row` is the record that its quote opens in. */
export class CellTooLong extends Error {
  readonly row: number;
  constructor(row: number) {
    super(`The cell in row ${row} is too long.`);
    this.row = row;
  }
}

/**
 * A quote that opens a cell and does not close within the longest cell there is. Its row was read as text, and so is what
 * follows: rightly where it was never meant to open anything, else rows come from inside a cell. The next quote tells.
 */
export class HangingQuote {
  readonly row: number;
  #carry = '';
  readonly #dialect: Dialect;

  constructor(row: number, dialect: Dialect) {
    this.row = row;
    this.#dialect = dialect;
  }

  /** What comes next of the text; true where the next quote is none that closes, so that all was text. Throws where it closes. */
  isText(piece: string, final: boolean): boolean {
    const text = this.#carry + piece;
    const found = afterQuote(text, 0, this.#dialect, final);
    if (found === 'closes') throw new CellTooLong(this.row);
    // What may be half of an escaped quote is looked at with what follows it.
    this.#carry = typeof found === 'number' ? text.slice(found) : '';
    return found === 'text';
  }
}

/** Whether a quote at `open` is followed by none that could close it within the longest cell. */
export function runsTooFar(text: string, open: number, dialect: Dialect): boolean {
  if (text.length - open <= longestCell) return false;
  return typeof afterQuote(text.slice(open + 1, open + 1 + longestCell), 0, dialect, false) === 'number';
}
