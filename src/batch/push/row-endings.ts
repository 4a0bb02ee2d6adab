import type { Outcome } from '../file/tally.ts';
import type { Canary } from './canary.ts';
import type { Journal } from './journal.ts';
import type { Lookahead } from './lookahead.ts';
import { type Ending, openEnding, type RowInHand, settlementOf, unspend } from './row-in-hand.ts';
import type { RowQueue } from './row-queue.ts';
import type { SenderParts } from './sender-parts.ts';

/** Writes down how rows end, and lets them out of hand once that is on the disk. */
export class RowEndings {
  readonly #parts: SenderParts;
  readonly #journal: Journal<RowInHand>;
  readonly #queue: RowQueue;
  readonly #lookahead: Lookahead;
  readonly #canary: Canary;

  constructor(
    parts: SenderParts,
    journal: Journal<RowInHand>,
    queue: RowQueue,
    lookahead: Lookahead,
    canary: Canary,
  ) {
    this.#parts = parts;
    this.#journal = journal;
    this.#queue = queue;
    this.#lookahead = lookahead;
    this.#canary = canary;
  }

  /** The run is over before a marked row could start. */
  leaveUnstarted(row: RowInHand): void {
    this.#lookahead.unmark();
    unspend(row);
    this.leave(row);
  }

  /** Ends a row without a trustworthy reply. */
  leave(row: RowInHand): void {
    const ending = openEnding(row, this.#parts.client.operation);
    if (ending) this.settle(row, ending);
    else this.letGo(row);
  }

  settle(row: RowInHand, ending: Ending): void {
    this.#canary.settled();
    this.#lookahead.answered(row);
    this.write(row, ending);
    if (this.#lookahead.waitsForDisk) this.#journal.hurry();
  }

  write(row: RowInHand, ending: Ending): void {
    this.#journal.settle(settlementOf(row, ending, this.#parts.run, this.#parts.date()));
  }

  letGo(row: RowInHand): void {
    this.#lookahead.settled(row);
    this.#queue.letGo(row);
  }

  count(row: RowInHand, outcome: Outcome, attempts: number): void {
    this.#parts.progress.moved(row.outcome, outcome, attempts);
    row.outcome = outcome;
  }
}
