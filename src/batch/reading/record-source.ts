import type { FileFormat } from '../../permit/file-format.ts';
import type { RowMarks } from '../../permit/row-reading.ts';
import type { ReadingNote } from './reading-options.ts';

/** A file as the reader of its format understands it: records, not yet told into header and rows. */
export interface RecordSource {
  readonly sha256: string;
  readonly format: FileFormat;
  /** The WHATWG name in lower case. */
  readonly encoding: string;
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  readonly sheet: string | null;
  /** All sheets of a workbook, in its order; none of a text file. */
  readonly sheets: readonly string[];
  /** Columns that the workbook hides, from 1. */
  readonly hiddenColumns?: ReadonlySet<number>;
  /** What was odd so far. */
  readonly notes: readonly ReadingNote[];
  /** The first records, numbered from 1 on without a gap. */
  readonly first: NumberedRecords;
  /** Among how many of them the header is looked for. */
  readonly candidates: number;
  /** Whether the writer of this format leaves out blank cells at a row's end, so that they are no sign of a lost one. */
  readonly omitsBlankEnd: boolean;
  /** The records behind the first ones. May be asked for once. */
  rest(signal?: AbortSignal): AsyncGenerator<NumberedRecords>;
  /** All records from the first, read once more beside the others; not of every format. */
  again?(signal?: AbortSignal): AsyncGenerator<readonly (readonly string[])[]>;
  /** What was odd about records, once all were read. */
  notesAtEnd(): readonly ReadingNote[];
  /** How many bytes of the file were read. */
  bytesRead(): number;
  close(): void;
}

export interface NumberedRecords {
  readonly records: readonly string[][];
  /** The number that a spreadsheet shows for each. */
  readonly numbers: readonly number[];
  /** Positions in `records` of those whose quotes are odd; null where there are none. */
  readonly unbalanced: ReadonlySet<number> | null;
  /** What the file says of records besides their cells, by position; null where it says nothing. */
  readonly marks: ReadonlyMap<number, RowMarks> | null;
  /** Bytes of the file read so far. */
  readonly bytes: number;
}

/** `count` numbers from `first` on. */
export function numbersFrom(first: number, count: number): number[] {
  const numbers: number[] = [];
  for (let number = first; number < first + count; number++) numbers.push(number);
  return numbers;
}
