import type { Gate } from './gate.ts';
import type { RowInHand } from './row-in-hand.ts';

/** Intents are written ahead of the network by at most this long, or by what some groups take to get on disk. */
const leastAheadMs = 100;
const mostAheadMs = 2_000;
const groupsAhead = 3;

/**
 * The rows between the batch file and the controller: marked (their intent is written or about to be, nothing has
 * left), in the air, and answered (their outcome waits for the disk).
 *
 * A kill leaves what is in the air or answered unsettled, and a resumption sends it again, or must call it unknown; and
 * it leaves what is marked looking as if it had been sent. So both are bounded by what may be at once under way:
 * nothing starts while as many answered rows wait for the disk, which keeps the unsettled below twice that number, and
 * no more is marked than could start before the next group is on the disk, which is never more than that either.
 */
export class Lookahead {
  readonly #gate: Gate;
  readonly #groupMs: () => number;
  /** Rows whose intent is on disk. */
  readonly #ready: RowInHand[] = [];
  #marked = 0;
  #inTheAir = 0;
  #answered = 0;

  /** `groupMs`: how long a group lately took to get on disk. */
  constructor(gate: Gate, groupMs: () => number) {
    this.#gate = gate;
    this.#groupMs = groupMs;
  }

  /** Milliseconds. */
  get ms(): number {
    return Math.min(mostAheadMs, Math.max(leastAheadMs, this.#groupMs() * groupsAhead));
  }

  get marked(): number {
    return this.#marked;
  }

  get inTheAir(): number {
    return this.#inTheAir;
  }

  get hasReady(): boolean {
    return this.#ready.length > 0;
  }

  /** Nothing starts until the outcomes of answered rows are on the disk. */
  get waitsForDisk(): boolean {
    return this.#answered >= this.#gate.concurrency;
  }

  /** How many more rows are to be marked with a group that settles so many answered ones. */
  room(settling: number): number {
    const gate = this.#gate;
    if (gate.wait() >= this.ms) return 0;
    const unsettled = this.#inTheAir + this.#answered - settling;
    return Math.min(2 * gate.concurrency - unsettled, gate.startsWithin(this.ms)) - this.#marked;
  }

  /** Its intent is about to be written. */
  mark(): void {
    this.#marked++;
  }

  /** Its intent is on disk. */
  ready(row: RowInHand): void {
    this.#ready.push(row);
  }

  /** The next row to start, which is in the air with that; null while none may. The gate is to be open. */
  start(): RowInHand | null {
    if (this.#inTheAir >= this.#gate.concurrency || this.waitsForDisk) return null;
    const row = this.#ready.shift();
    if (!row) return null;
    this.#marked--;
    this.#inTheAir++;
    return row;
  }

  /** What was in the air is no more. */
  landed(): void {
    this.#inTheAir--;
  }

  answered(row: RowInHand): void {
    row.answered = true;
    this.#answered++;
  }

  /** Its outcome is on the disk, or never will be. */
  settled(row: RowInHand): void {
    if (row.answered) this.#answered--;
  }

  /** It will not start. */
  unmark(): void {
    this.#marked--;
  }

  /** Hands over the rows that were to start next. */
  drain(): RowInHand[] {
    return this.#ready.splice(0);
  }
}
