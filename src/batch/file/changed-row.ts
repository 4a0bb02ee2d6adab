import type { Confirmed, RowReading } from '../../permit/row-reading.ts';
import { type CurrentRow, laidOver, none, readingOf, readings } from './current-row.ts';
import { skippedAsDuplicate, skippedBy } from './left-out.ts';

/** What checking looks at in a row, and how its overlay and what is confirmed of it are stored; null where there is nothing. */
export interface ChangedRow {
  readonly cells: readonly string[];
  readonly reading: RowReading;
  readonly edits: string | null;
  readonly confirmed: string | null;
  readonly skipped: number;
}

/**
 * A change of one cell; of a confirmation its value is a JSON array of the codes that are confirmed of it then, of kind
 * `leave-out` the reason why the row is left out then, or blank.
 */
export interface ValueChange {
  readonly column: number;
  readonly value: string;
  readonly kind: string;
}

/** The row as it is once it is changed; of one cell the last value counts. Column 0 is the whole row. */
export function withChanges(row: CurrentRow, changes: readonly ValueChange[]): ChangedRow {
  const { read, edits, marks, reading } = row;
  let { skipped } = row;
  const [only, another] = changes;
  // One cell of a row of which nothing else is known: of a million repairs nearly all are.
  const isPlain = !edits && !marks && !reading.confirmed && !reading.twin && !reading.known;
  if (only && !another && isOfCell(only) && isPlain) {
    return withOneValue(row, only);
  }
  const overlay: Record<string, string> = { ...edits };
  const confirmed: Record<string, Confirmed[string]> = { ...reading.confirmed };
  for (const { column, value, kind } of changes) {
    if (isConfirmation({ kind })) {
      if (value === '[]') delete confirmed[column];
      else confirmed[column] = JSON.parse(value) as Confirmed[string];
    } else if (kind === 'leave-out') skipped = skippedThen(row, value);
    else if (value === (read[column - 1] ?? '')) delete overlay[column];
    else overlay[column] = value;
  }
  const isEdited = Object.keys(overlay).length > 0;
  const isConfirmed = Object.keys(confirmed).length > 0;
  const laid = isEdited ? laidOver(read, overlay) : { cells: read, edited: none };
  return {
    cells: laid.cells,
    reading: readingOf(reading.quoteUnbalanced, laid.edited, {
      marks,
      confirmed: isConfirmed ? confirmed : null,
      twin: reading.twin ?? null,
      known: reading.known ?? null,
    }),
    edits: isEdited ? JSON.stringify(overlay) : null,
    confirmed: isConfirmed ? JSON.stringify(confirmed) : null,
    skipped,
  };
}

/** Whether a change is of a cell's value, and not a word on the row or cell. */
export function isOfCell({ kind }: Pick<ValueChange, 'kind'>): boolean {
  return !isConfirmation({ kind }) && kind !== 'leave-out';
}

/** Whether it says what is confirmed of a cell: a person's word here (`confirm`), or one from before (`recall`). */
export function isConfirmation({ kind }: Pick<ValueChange, 'kind'>): boolean {
  return kind === 'confirm' || kind === 'recall';
}

/** Whether it is left out as a duplicate is not told by its edits: that stays as it is. */
function skippedThen({ skipped }: CurrentRow, value: string): number {
  return skippedBy(value) || (skipped === skippedAsDuplicate ? skipped : 0);
}

function withOneValue({ read, reading, skipped }: CurrentRow, { column, value }: ValueChange): ChangedRow {
  const [unedited, edited] = readings[reading.quoteUnbalanced ? 1 : 0];
  if (value === (read[column - 1] ?? '')) {
    return { cells: read, reading: unedited, edits: null, confirmed: null, skipped };
  }
  const cells = read.slice();
  while (cells.length < column) cells.push('');
  cells[column - 1] = value;
  const edits = `{"${column}":${JSON.stringify(value)}}`;
  return { cells, reading: edited, edits, confirmed: null, skipped };
}
