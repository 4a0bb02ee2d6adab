import { type FieldName, fieldNames } from '../../permit/field.ts';
import type { Choice } from '../file/choice.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta } from '../file/meta.ts';
import { parseEntry } from '../trail/entry.ts';
import { choiceOfStep, type Direction, type LoggedStep, nextStep } from './undo-redo.ts';

/** What a step did, in a few words: the answer it gave, or its main change, to how many of what. */
export type TurnedStep = ChangesTurned | ({ readonly did: 'answer' } & Choice);

interface ChangesTurned {
  readonly did: 'change' | 'repair' | 'keep' | 'leave-out' | 'bring-back' | 'choose';
  /** The field of its column; cells where that has none, or where there are several. */
  readonly of: FieldName | 'cell' | 'row';
  readonly count: number;
}

/** The step that was just taken back, or done again; null where the trail does not tell of it. */
export function turnedStep(document: BatchDocument, direction: Direction): TurnedStep | null {
  const step = nextStep(document, direction === 'undo' ? 'redo' : 'undo');
  if (step === null) return null;
  const choice = choiceOfStep(document, step, 'redo');
  if (choice !== null) return { did: 'answer', ...choice };
  // The numbers of steps that were taken back are given again: the newest is meant.
  const found = document.db
    .prepare(
      `select entry from trail where entry ->> 'kind' = 'edit' and entry ->> 'step' = ? order by seq desc limit 1`,
    )
    .get(step.step) as { entry: string } | undefined;
  const entry = found && parseEntry(found.entry);
  if (entry?.kind !== 'edit') return null;
  const { edit = 0, confirm = 0, recall = 0, 'leave-out': leaveOut = 0, ...repairs } = entry.kinds;
  const repaired = Object.values(repairs).reduce((sum, count) => sum + count, 0);
  const columns = entry.columns.flatMap(({ column }) => (column === 0 ? [] : [column]));
  const of = columns.length === 0 ? 'row' : columns.length > 1 ? 'cell' : fieldOf(document, columns[0]);
  // What a word of confirmation or a place among the left-out follows from is what was done.
  if (repaired > 0) return { did: 'repair', of, count: repaired };
  if (edit > 0) return { did: 'change', of, count: edit };
  if (leaveOut > 0) return { did: whatWasLeftOut(document, step), of: 'row', count: leaveOut };
  return { did: 'keep', of, count: confirm + recall };
}

function fieldOf(document: BatchDocument, column = 0): FieldName | 'cell' {
  const field = readMeta(document, 'columns')?.[column - 1]?.field;
  return fieldNames.find((name) => name === field) ?? 'cell';
}

/** Rows are left out, or brought back; both where a person decided among the rows of a permit. */
function whatWasLeftOut({ db }: BatchDocument, { first, last }: LoggedStep): ChangesTurned['did'] {
  const lines = `select 1 from edit where id between ? and ? and kind = 'leave-out'`;
  const isOut = db.prepare(`${lines} and after <> '' limit 1`).get(first, last) !== undefined;
  const isBack = db.prepare(`${lines} and after = '' limit 1`).get(first, last) !== undefined;
  return isOut && isBack ? 'choose' : isOut ? 'leave-out' : 'bring-back';
}
