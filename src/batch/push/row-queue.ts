import type { PendingRow } from './pending.ts';
import { PermitQueues } from './permit-queues.ts';
import { inHand, type RowInHand } from './row-in-hand.ts';

/** Rows in memory at most: between the batch and the controller, or waiting to be sent again or for an earlier row of their permit. */
const mostInHand = 4_000;

/**
 * The rows that a run has yet to send, in the order in which they go: those that are due again, then fresh ones from
 * the batch, and last those whose controller hung, so that they hold nobody up.
 */
export class RowQueue {
  readonly #rows: Iterator<PendingRow>;
  readonly #onDue: () => void;
  readonly #due: RowInHand[] = [];
  readonly #hung: RowInHand[] = [];
  readonly #backoffs = new Map<RowInHand, NodeJS.Timeout>();
  readonly #permits = new PermitQueues<RowInHand>();
  #inHand = 0;
  #exhausted = false;
  /** So many rows may still be taken from the batch. */
  #allowed: number;
  /** The next one of the batch, where it was only looked whether there is one. */
  #peeked: PendingRow | null = null;

  /** `onDue`: a row's backoff is over. `allowed`: so many rows may be taken from the batch until `allow` says more. */
  constructor(rows: Iterator<PendingRow>, onDue: () => void, allowed = Number.POSITIVE_INFINITY) {
    this.#rows = rows;
    this.#onDue = onDue;
    this.#allowed = allowed;
  }

  /** Nothing is in hand, and the batch has rows that may not be taken yet. */
  get isHeld(): boolean {
    return this.#allowed <= 0 && this.#inHand === 0 && this.#peek() !== null;
  }

  allow(rows: number): void {
    this.#allowed = rows;
  }

  /** No row is left, in hand or in the batch. */
  get isDone(): boolean {
    return this.#inHand === 0 && this.#exhausted;
  }

  get isIdle(): boolean {
    return this.#inHand === 0;
  }

  get hasDue(): boolean {
    return this.#due.length + this.#hung.length > 0;
  }

  get hasNext(): boolean {
    return this.hasDue || (!this.#exhausted && this.#allowed > 0 && this.#inHand < mostInHand);
  }

  next(): RowInHand | null {
    return this.#due.shift() ?? this.#fresh() ?? this.#hung.shift() ?? null;
  }

  #fresh(): RowInHand | null {
    while (this.#allowed > 0 && this.#inHand < mostInHand) {
      const next = this.#peek();
      if (next === null) return null;
      this.#peeked = null;
      this.#allowed--;
      const row = inHand(next);
      this.#inHand++;
      if (this.#permits.admit(row)) return row;
    }
    return null;
  }

  #peek(): PendingRow | null {
    if (this.#peeked === null && !this.#exhausted) {
      const next = this.#rows.next();
      if (next.done) this.#exhausted = true;
      else this.#peeked = next.value;
    }
    return this.#peeked;
  }

  /** The row is to be sent again after so many milliseconds; `last`: only when no fresh one is left. */
  again(row: RowInHand, delay: number, last: boolean): void {
    const line = last ? this.#hung : this.#due;
    if (delay === 0) {
      line.push(row);
      return;
    }
    const timer = setTimeout(() => {
      this.#backoffs.delete(row);
      line.push(row);
      this.#onDue();
    }, delay);
    this.#backoffs.set(row, timer);
  }

  /** The row is out of hand; the next one of its permit may go. */
  letGo(row: RowInHand): void {
    this.#inHand--;
    const next = this.#permits.next(row);
    if (next) this.#due.push(next);
  }

  /** Forgets the rows that were not begun, and hands over those that wait for another attempt. */
  drain(): RowInHand[] {
    this.#inHand -= this.#permits.clear();
    for (const timer of this.#backoffs.values()) clearTimeout(timer);
    const rows = [...this.#due.splice(0), ...this.#hung.splice(0), ...this.#backoffs.keys()];
    this.#backoffs.clear();
    return rows;
  }
}
