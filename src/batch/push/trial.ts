import type { Reply } from '../../opscom/reply.ts';
import type { RowQueue } from './row-queue.ts';
import type { SenderParts } from './sender-parts.ts';

/** So many rows are sent on trial. */
export const trialRows = 10;

/** A run's first rows, after whose answers a person looks at what became of them before the others go. */
export class Trial {
  readonly #parts: SenderParts;
  readonly #queue: RowQueue;
  readonly #onGoOn: () => void;
  readonly #onBug: (cause: unknown) => void;
  #accepted = 0;
  #rejected = 0;
  #isAsking = false;

  constructor(parts: SenderParts, queue: RowQueue, onGoOn: () => void, onBug: (cause: unknown) => void) {
    this.#parts = parts;
    this.#queue = queue;
    this.#onGoOn = onGoOn;
    this.#onBug = onBug;
  }

  heard(reply: Reply): void {
    if (reply.kind === 'accepted') this.#accepted++;
    if (reply.kind === 'rejected') this.#rejected++;
  }

  /** To be called when a row may have been the trial's last: others take the place of those that got no answer. */
  askIfOver(): void {
    const { onTrial } = this.#parts;
    if (onTrial === null || this.#isAsking || !this.#queue.isHeld) return;
    const missing = trialRows - this.#accepted - this.#rejected;
    if (missing > 0) {
      this.#queue.allow(missing);
      return;
    }
    this.#isAsking = true;
    const { gate, onChange } = this.#parts;
    gate.ask({ code: 'asking-trial', facts: { accepted: this.#accepted, rejected: this.#rejected } });
    onChange();
    onTrial().then(() => {
      gate.ask(null);
      this.#queue.allow(Number.POSITIVE_INFINITY);
      this.#onGoOn();
    }, this.#onBug);
  }
}
