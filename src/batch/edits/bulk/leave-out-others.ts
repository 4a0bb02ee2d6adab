import { trimmed } from '../../../permit/cell.ts';
import type { Result } from '../../../permit/result.ts';
import { eachRow } from '../../file/current-row.ts';
import type { BatchDocument } from '../../file/document.ts';
import type { EditFailure, Editor } from '../edit.ts';
import { changeMany } from './change-many.ts';

/** Texts of a column, trimmed; its case counts. */
export interface WantedTexts {
  /** Counts from 1. */
  readonly column: number;
  readonly texts: readonly string[];
}

/** Leaves out all rows but those with one of the wanted texts in each of these columns. */
export function leaveOutOthers(
  document: BatchDocument,
  wanted: readonly WantedTexts[],
  editor: Editor,
): Result<null, EditFailure> {
  const rows: number[] = [];
  for (const { number, cells } of eachRow(document)) {
    const isWanted = wanted.every(({ column, texts }) => texts.includes(trimmed(cells[column - 1] ?? '')));
    if (!isWanted) rows.push(number);
  }
  return changeMany(document, { scope: { rows }, change: { kind: 'leave-out', reason: 'only' } }, editor);
}
