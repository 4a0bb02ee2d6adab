import type { Choice } from '../file/choice.ts';
import type { BatchDocument } from '../file/document.ts';
import { cellsChanged } from '../rows/row-order.ts';
import { recordSettings } from '../trail/record.ts';
import { chooseDuplicates } from './choose-duplicates.ts';
import { chooseDateOrder } from './remap.ts';
import type { SlicedStep } from './sliced-step.ts';

/**
 * Makes an answer that of the batch, over all its rows. `record` puts on the trail how it came to it; after that the trail
 * gets the settings as they are then. Pauses; `writer` as in `changeFound`.
 */
export function* applyChoice(
  document: BatchDocument,
  choice: Choice,
  writer: BatchDocument,
  record: () => void,
): SlicedStep<never> {
  const recordBoth = (at: Date): void => {
    record();
    recordSettings(writer, at);
  };
  const done = yield* choice.question === 'duplicates'
    ? chooseDuplicates(document, choice.answer, writer, recordBoth)
    : chooseDateOrder(document, choice.answer, writer, recordBoth);
  if (document.db.isOpen) cellsChanged(document, new Map());
  return done;
}
