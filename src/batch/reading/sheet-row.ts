import type { CellKind, RowMarks } from '../../permit/row-reading.ts';
import { MergedCells } from './merged-cells.ts';
import { isoDateShown, type NumberText, numberText } from './workbook-cell.ts';
import { WorkbookError } from './workbook-parts.ts';

export interface SheetRow {
  readonly number: number;
  readonly cells: string[];
  /** What the sheet says of the row besides its cells' text; null where it says nothing. */
  readonly marks: RowMarks | null;
}

/** What is to be said of a sheet once its rows were read. */
export interface SheetFacts {
  /** Numbers that are shown rounded. */
  stored: number;
  /** Hidden rows. */
  hidden: number;
  /** Formulas without a result that somebody has counted. */
  formulas: number;
  /** Cells whose text or look the file lacks. */
  lost: number;
  /** Dates that are stored with a time zone, though a cell has none. */
  zoned: number;
  /** Hidden columns, from 1. */
  readonly hiddenColumns: Set<number>;
}

export function noFacts(): SheetFacts {
  return { stored: 0, hidden: 0, formulas: 0, lost: 0, zoned: 0, hiddenColumns: new Set() };
}

export const mostRows = 1_048_576;
export const mostColumns = 16_384;
/** Excel stops at 32,767 characters in a cell. */
export const mostText = 1_000_000;

/** Makes the rows of a sheet, cell by cell: the one place that knows what a workbook's cell reads as. */
export class RowBuilder {
  readonly #facts: SheetFacts;
  readonly #from1904: boolean;
  readonly #merged: MergedCells;
  readonly #texts = new Map<string, (value: number) => NumberText>();
  #cells: string[] = [];
  #kinds: Record<string, CellKind> | null = null;
  #isHidden = false;

  constructor(facts: SheetFacts, from1904 = false, merged = new MergedCells()) {
    this.#facts = facts;
    this.#from1904 = from1904;
    this.#merged = merged;
  }

  /** Begins a row. */
  start(isHidden: boolean): void {
    this.#cells = [];
    this.#kinds = null;
    this.#isHidden = isHidden;
  }

  /** A cell's text as it is; a blank one leaves no cell. Columns count from 1. */
  text(column: number, text: string): void {
    if (text === '') return;
    if (!(column >= 1 && column <= mostColumns)) {
      throw new WorkbookError('file-not-xlsx', 'a cell too far right');
    }
    while (this.#cells.length < column - 1) this.#cells.push('');
    this.#cells[column - 1] = text;
  }

  /** A number under its number format. */
  number(column: number, value: number, code: string): void {
    let textOf = this.#texts.get(code);
    if (textOf === undefined) {
      textOf = numberText(code, this.#from1904);
      this.#texts.set(code, textOf);
    }
    this.shown(column, textOf(value));
  }

  /** A number whose text is known. */
  shown(column: number, { text, stored, kind }: NumberText): void {
    if (stored) this.#facts.stored++;
    if (kind) this.#mark(column, kind);
    this.text(column, text);
  }

  truth(column: number, isTrue: boolean): void {
    this.#mark(column, 'truth');
    this.text(column, isTrue ? 'TRUE' : 'FALSE');
  }

  /** A date's text. */
  date(column: number, text: string): void {
    this.#mark(column, 'date');
    this.text(column, text);
  }

  /** A date that is stored as text, such as `2027-06-30T00:00:00`, under its number format. */
  isoDate(column: number, stored: string, code: string): void {
    if (/T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(stored.trim())) this.#facts.zoned++;
    this.date(column, isoDateShown(stored, code));
  }

  /** A cell whose text, or whose way of showing it, the file does not have. */
  lost(column: number): void {
    this.#facts.lost++;
    this.#mark(column, 'lost');
  }

  /** The cell is a formula; told after its result, of which `stored` is what the file has. */
  formula(column: number, stored: string): void {
    // Writers that calculate nothing leave the result out, or put a 0 there that nobody has counted.
    if (stored !== '' && stored !== '0') return;
    this.#facts.formulas++;
    this.#mark(column, 'formula');
  }

  /** Ends the row with that number. */
  end(number: number): SheetRow {
    const cells = this.#cells;
    if (this.#isHidden && cells.length > 0) this.#facts.hidden++;
    const merged = this.#merged.valuesOf(number, cells);
    const kinds = this.#kinds;
    if (!this.#isHidden && kinds === null && merged === null) return { number, cells, marks: null };
    const marks = {
      ...(this.#isHidden && ({ hidden: true } as const)),
      ...(kinds && { kinds }),
      ...(merged && { merged }),
    };
    return { number, cells, marks };
  }

  #mark(column: number, kind: CellKind): void {
    this.#kinds ??= {};
    this.#kinds[column] = kind;
  }
}
