import { ok } from '../../permit/result.ts';
import { type Choice, questions } from '../file/choice.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta } from '../file/meta.ts';
import { recordStep } from '../trail/record.ts';
import { applyChoice } from './apply-choice.ts';
import type { Editor } from './edit.ts';
import type { SlicedStep } from './sliced-step.ts';
import { beginStep, logChanges } from './step-log.ts';

/**
 * Answers a question about the whole batch, as one step that undo takes back; an answer that it has already makes none.
 * Pauses; `writer` as in `changeFound`.
 */
export function* choose(
  document: BatchDocument,
  choice: Choice,
  { who, now }: Editor,
  writer = document,
): SlicedStep<never> {
  const { question, answer } = choice;
  const before = readMeta(writer, 'settings')?.[questions[question].setting] ?? null;
  if (before === answer) return ok(null);
  const at = now();
  return yield* applyChoice(document, choice, writer, () => {
    const step = beginStep(writer, who, at);
    const line = { row: 0, column: 0, kind: question, before: before ?? '', value: answer ?? '' };
    logChanges(writer, step, [line]);
    recordStep(writer, step.number, step.digest.end(), at);
  });
}
