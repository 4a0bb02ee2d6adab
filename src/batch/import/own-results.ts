import { trimmed } from '../../permit/cell.ts';
import { type ColumnMatch, mappingOf } from '../../permit/mapping.ts';
import { matchHeaders } from '../../permit/match-headers.ts';
import type { OperationName } from '../../permit/operation.ts';
import type { RowMarks } from '../../permit/row-reading.ts';
import { comparableValues } from '../../permit/same-value.ts';
import type { FindAccepted } from '../file/accepted-row.ts';
import type { RowBlock } from '../reading/row-blocks.ts';

/**
 * Marks the rows of this product's own results that were accepted in the same operation: done to a controller once, they
 * are not to be done again unsaid. What they were sent with is known from the batch they come from; of results from
 * elsewhere a row counts as it stands. Their operation is told by their source: only creations have no reference ID there.
 */
export function markDone(
  columns: readonly ColumnMatch[],
  operation: OperationName,
  find: FindAccepted,
): (block: RowBlock) => RowBlock {
  const headers = columns.map(({ header }) => header);
  const own = resultColumns(headers);
  if (own === null) return (block) => block;

  const { status, reference, completed, hadReference } = own;
  const mapping = mappingOf(columns);
  const mayBeSame = operation === 'create' || (operation === 'update' && hadReference);
  const doneOf = (cells: readonly string[]): RowMarks['done'] | null => {
    if (trimmed(cells[status] ?? '').toLowerCase() !== 'accepted') return null;
    const referenceId = trimmed(cells[reference] ?? '').replace(/^'/, '');
    const found = find(referenceId, trimmed(cells[completed] ?? ''));
    if (found === 'practised') return null;
    if (found === null)
      return mayBeSame ? comparableValues([cells, editedCells(cells, headers)], mapping) : null;
    return found.operation === operation ? found.values : null;
  };
  return (block) => {
    const marks = new Map(block.marks ?? []);
    for (const [at, cells] of block.rows.entries()) {
      const done = doneOf(cells);
      if (done) marks.set(at, { ...marks.get(at), done });
    }
    return marks.size === 0 ? block : { ...block, marks };
  };
}

export interface ResultColumns {
  /** Positions. */
  readonly status: number;
  readonly reference: number;
  readonly completed: number;
  /** The source named its permits by reference ID: only creations do not. */
  readonly hadReference: boolean;
}

/** Where this product's own results say what became of a row; null for any other file. */
export function resultColumns(headers: readonly string[]): ResultColumns | null {
  const status = headers.lastIndexOf('opscom_status');
  const reference = headers.lastIndexOf('opscom_reference_id');
  const completed = headers.lastIndexOf('opscom_completed_at');
  if (status < 0 || reference < status || completed < status) return null;
  const hadReference = matchHeaders(headers.slice(0, status)).some(({ field }) => field === 'referenceId');
  return { status, reference, completed, hadReference };
}

/** The cells as they were sent, by what `opscom_edits` says of each: `Plate: abc → ABC; End Date: …`. */
export function editedCells(cells: readonly string[], headers: readonly string[]): string[] {
  const edits = cells[headers.lastIndexOf('opscom_edits')] ?? '';
  if (edits === '') return [...cells];
  return cells.map((cell, at) => {
    const begin = `${trimmed(headers[at] ?? '') || String(at + 1)}: ${cell} → `;
    const from = edits.startsWith(begin) ? 0 : edits.indexOf(`; ${begin}`) + 2;
    if (from === 1) return cell;
    const after = edits.slice(from + begin.length);
    const ends = headers.map((header) => after.indexOf(`; ${header}: `)).filter((end) => end >= 0);
    return after.slice(0, Math.min(after.length, ...ends));
  });
}
