import { recordNotFound } from '../../opscom/error-code.ts';
import type { Reply } from '../../opscom/reply.ts';
import { type Failure, fail } from '../../permit/result.ts';
import type { SenderParts } from './sender-parts.ts';
import type { StopCode } from './stop-code.ts';

/** So many rows in a row that the controller does not know, first of all, look like another lot's connection. */
const wrongLotAfter = 20;

/** Listens to the first answers of a run, and has a person asked where they look like another lot's. */
export class WrongLotWatch {
  readonly #parts: SenderParts;
  readonly #onAnswer: (stop: Failure<StopCode> | null) => void;
  readonly #onBug: (cause: unknown) => void;
  #answers = 0;
  #allNotFound = true;

  /** `onAnswer`: why the run is to stop, or null where it is to go on. */
  constructor(
    parts: SenderParts,
    onAnswer: (stop: Failure<StopCode> | null) => void,
    onBug: (cause: unknown) => void,
  ) {
    this.#parts = parts;
    this.#onAnswer = onAnswer;
    this.#onBug = onBug;
  }

  heard(reply: Reply): void {
    if (reply.kind !== 'accepted' && reply.kind !== 'rejected') return;
    this.#answers++;
    this.#allNotFound &&= reply.kind === 'rejected' && reply.errorCode === recordNotFound;
    if (this.#answers === wrongLotAfter && this.#allNotFound) this.#ask();
  }

  #ask(): void {
    const { onWrongLot, gate, onChange } = this.#parts;
    if (!onWrongLot) return;
    gate.ask(fail('asking-wrong-lot').failure);
    onChange();
    onWrongLot().then((goOn) => {
      gate.ask(null);
      this.#onAnswer(goOn ? null : fail('wrong-lot', { rows: wrongLotAfter }).failure);
    }, this.#onBug);
  }
}
