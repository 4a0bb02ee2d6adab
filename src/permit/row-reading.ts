import type { IssueCode } from './issue.ts';
import type { RowKnown } from './row-known.ts';
import type { ComparableValues } from './same-value.ts';

/** What reading found out about a row besides its cells, and what people have said of it since. */
export interface RowReading {
  readonly quoteUnbalanced: boolean;
  /** A person has edited the row since, and so looked at its shape: the cells now stand where they should. */
  readonly edited?: boolean;
  readonly marks?: RowMarks;
  readonly confirmed?: Confirmed;
  /** Another permit's row that has this row's plate; null, or left out, where none has. */
  readonly twin?: number | null;
  /** What the permit book of the connection says of it. */
  readonly known?: RowKnown;
}

/**
 * What a file says of a row that its cells' text does not; of cells that were not edited since. Columns count from 1.
 */
export interface RowMarks {
  /** The workbook hides the row, or a filter does. */
  readonly hidden?: true;
  /** Quoted cells hold lines that read like rows of this table, if the reference ID stands in one of these columns. */
  readonly holdsRows?: readonly number[];
  /** What cells are besides text, by column. */
  readonly kinds?: Readonly<Record<string, CellKind>>;
  /** The row is of this product's results and was done then; what it was done with, by field, as it is compared (same-value.ts). */
  readonly done?: ComparableValues;
  /** The value of the merged cell that a blank one is part of, by the blank one's column. */
  readonly merged?: Readonly<Record<string, string>>;
}

/**
 * What a workbook's cell is, where that tells more than its text: a date, a truth value, a number shown in scientific
 * notation, one of more digits than a spreadsheet keeps, a formula nobody has calculated, or a text that the file lacks.
 */
export const cellKinds = ['date', 'truth', 'scientific', 'long-number', 'formula', 'lost'] as const;

export type CellKind = (typeof cellKinds)[number];

/** The issues that a person says are meant so, by column; those of the whole row are under 0. They end with an edit of the cell. */
export type Confirmed = Readonly<Record<string, readonly IssueCode[]>>;
