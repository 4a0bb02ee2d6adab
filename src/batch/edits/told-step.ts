import { type FieldName, fieldNames } from '../../permit/field.ts';
import type { Choice } from '../file/choice.ts';
import { pageSize } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta } from '../file/meta.ts';
import { parseEntry } from '../trail/entry.ts';
import { choiceOfLine, type Direction, nextLine } from './undo-redo.ts';

/** What a step did, in a few words: the answer it gave, or its main change, to how many of what. */
export type ToldStep = ToldChanges | ({ readonly did: 'answer' } & Choice);

interface ToldChanges {
  readonly did: 'change' | 'repair' | 'keep' | 'leave-out' | 'bring-back' | 'choose';
  /** The field of its column; cells where that has none, or where there are several. */
  readonly of: FieldName | 'cell' | 'row';
  readonly count: number;
}

/** The step that undo takes back next, or redo does again; null where there is none, or the trail does not tell of it. */
export function toldStep(document: BatchDocument, direction: Direction): ToldStep | null {
  const next = nextLine(document, direction);
  if (next === null) return null;
  const choice = choiceOfLine(document, next.id, 'redo');
  if (choice !== null) return { did: 'answer', ...choice };
  // The numbers of steps that were taken back are given again: the newest is meant.
  const found = document.db
    .prepare(
      `select entry from trail where entry ->> 'kind' = 'edit' and entry ->> 'step' = ? order by seq desc limit 1`,
    )
    .get(next.step) as { entry: string } | undefined;
  const entry = found && parseEntry(found.entry);
  if (entry?.kind !== 'edit') return null;
  const { edit = 0, confirm = 0, recall = 0, 'leave-out': leaveOut = 0, ...repairs } = entry.kinds;
  const repaired = Object.values(repairs).reduce((sum, count) => sum + count, 0);
  const columns = entry.columns.flatMap(({ column }) => (column === 0 ? [] : [column]));
  const of = columns.length === 0 ? 'row' : columns.length > 1 ? 'cell' : fieldOf(document, columns[0]);
  // What a word of confirmation or a place among the left-out follows from is what was done.
  if (repaired > 0) return { did: 'repair', of, count: repaired };
  if (edit > 0) return { did: 'change', of, count: edit };
  if (leaveOut > 0) return { did: whatWasLeftOut(document, next), of: 'row', count: leaveOut };
  return { did: 'keep', of, count: confirm + recall };
}

function fieldOf(document: BatchDocument, column = 0): FieldName | 'cell' {
  const field = readMeta(document, 'columns')?.[column - 1]?.field;
  return fieldNames.find((name) => name === field) ?? 'cell';
}

/**
 * Rows are left out, or brought back; both where a person decided among the rows of a permit, which are few: only lines
 * near the one that begins the step are looked at.
 */
function whatWasLeftOut(
  { db }: BatchDocument,
  { id, step }: { readonly id: number; readonly step: number },
): ToldChanges['did'] {
  const { out, back } = db
    .prepare(
      `select max(after <> '') as out, max(after = '') as back from edit
       where id between ? and ? and step = ? and kind = 'leave-out'`,
    )
    .get(id - 2 * pageSize, id + 2 * pageSize, step) as { out: number; back: number };
  return out && back ? 'choose' : out ? 'leave-out' : 'bring-back';
}
