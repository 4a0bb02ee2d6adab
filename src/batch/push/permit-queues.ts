import type { PendingRow } from './pending.ts';

/** Rows of one permit are sent one after the other, in file order: here the later ones wait for the one under way. */
export class PermitQueues<Row extends Pick<PendingRow, 'key'>> {
  /** By what tells a permit from another; null: one is under way and none waits. */
  readonly #waiting = new Map<string, Row[] | null>();

  /** Whether the row may go now; otherwise it waits here. */
  admit(row: Row): boolean {
    if (row.key === null) return true;
    const queue = this.#waiting.get(row.key);
    if (queue === undefined) {
      this.#waiting.set(row.key, null);
      return true;
    }
    if (queue) queue.push(row);
    else this.#waiting.set(row.key, [row]);
    return false;
  }

  /** A row is done with: the next one of its permit, which is then under way. */
  next({ key }: Row): Row | null {
    if (key === null) return null;
    const row = this.#waiting.get(key)?.shift();
    if (row) return row;
    this.#waiting.delete(key);
    return null;
  }

  /** Forgets those that wait; answers how many they were. */
  clear(): number {
    let rows = 0;
    for (const queue of this.#waiting.values()) rows += queue?.length ?? 0;
    this.#waiting.clear();
    return rows;
  }
}
