/**
 * Which rows hold which reference ID, for finding duplicates among a million rows in tens of megabytes: an
 * open-addressing table of 64-bit hashes, each with its rows chained in the order they were added. No string is kept,
 * so nothing holds on to the text that was read. Two IDs with one hash are as good as impossible by accident (once in
 * forty million files of a million rows), and whoever edits compares the IDs themselves.
 */
export class ReferenceIndex {
  #size = 0;
  #capacity = 1 << 12;
  /** By slot: first row, last row, high half of the hash, low half. Side by side, so that a look-up waits for memory once. */
  #slots: Int32Array;
  /** By row number: the next row with the same hash, 0 at the end. */
  #next: Int32Array;
  #hashHigh = 0;
  #hashLow = 0;

  /** `expected` rows fit without growing; more may come. */
  constructor(expected = 0) {
    while (this.#capacity < expected * 2) this.#capacity *= 2;
    this.#slots = new Int32Array(this.#capacity * 4);
    this.#next = new Int32Array(Math.max(1 << 12, expected));
  }

  /** Adds a row and answers the first row with that reference ID: itself, or an earlier one. */
  add(reference: string, row: number): number {
    this.#hash(reference);
    return this.#place(row);
  }

  /** The same for a reference ID in ASCII that stands in `bytes` from `from` up to `to`. */
  addAscii(bytes: Uint8Array, from: number, to: number, row: number): number {
    let high = seedHigh;
    let low = seedLow;
    for (let at = from; at < to; at++) {
      const code = bytes[at] as number;
      high = Math.imul(high ^ code, factorHigh);
      low = Math.imul(low ^ code, factorLow);
    }
    this.#mix(high, low);
    return this.#place(row);
  }

  /** Adds a row under the hash that was made last. */
  #place(row: number): number {
    if (this.#size * 2 >= this.#capacity) this.#grow();
    if (row >= this.#next.length) {
      const longer = new Int32Array(Math.max(row + 1, this.#next.length * 2));
      longer.set(this.#next);
      this.#next = longer;
    }
    const slots = this.#slots;
    const slot = this.#find(this.#hashHigh, this.#hashLow);
    const first = slots[slot] ?? 0;
    this.#next[row] = 0;
    if (first > 0) {
      this.#next[slots[slot + 1] ?? 0] = row;
      slots[slot + 1] = row;
      return first;
    }
    if (first === 0) this.#size++;
    slots[slot] = row;
    slots[slot + 1] = row;
    slots[slot + 2] = this.#hashHigh;
    slots[slot + 3] = this.#hashLow;
    return row;
  }

  /** Takes a row out again; the others keep their order. */
  remove(reference: string, row: number): void {
    this.#hash(reference);
    const slots = this.#slots;
    const slot = this.#find(this.#hashHigh, this.#hashLow);
    let before = 0;
    for (let at = slots[slot] ?? 0; at > 0; before = at, at = this.#next[at] ?? 0) {
      if (at !== row) continue;
      const after = this.#next[at] ?? 0;
      if (before !== 0) this.#next[before] = after;
      // A slot whose rows are all gone keeps its place with a first row of -1, or probing would stop at it.
      else slots[slot] = after === 0 ? -1 : after;
      if (after === 0) slots[slot + 1] = before === 0 ? -1 : before;
      return;
    }
  }

  /** The rows that hold a reference ID, in the order they were added. */
  rows(reference: string): number[] {
    this.#hash(reference);
    return this.#chain(this.#slots[this.#find(this.#hashHigh, this.#hashLow)] ?? 0);
  }

  /** The rows of every reference ID that more than one row holds. */
  *groups(): Generator<number[]> {
    for (let slot = 0; slot < this.#slots.length; slot += 4) {
      const first = this.#slots[slot] ?? 0;
      if (first > 0 && (this.#next[first] ?? 0) !== 0) yield this.#chain(first);
    }
  }

  #chain(first: number): number[] {
    const rows: number[] = [];
    for (let at = first; at > 0; at = this.#next[at] ?? 0) rows.push(at);
    return rows;
  }

  /** Where the slot of a hash begins, or the free slot where it belongs. */
  #find(high: number, low: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (low << 2) & mask; ; slot = (slot + 4) & mask) {
      if (slots[slot] === 0) return slot;
      if (slots[slot + 3] === low && slots[slot + 2] === high) return slot;
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#capacity *= 2;
    this.#slots = new Int32Array(this.#capacity * 4);
    for (let at = 0; at < old.length; at += 4) {
      if (old[at] === 0) continue;
      const slot = this.#find(old[at + 2] ?? 0, old[at + 3] ?? 0);
      this.#slots.set(old.subarray(at, at + 4), slot);
    }
  }

  #hash(text: string): void {
    let high = seedHigh;
    let low = seedLow;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      high = Math.imul(high ^ code, factorHigh);
      low = Math.imul(low ^ code, factorLow);
    }
    this.#mix(high, low);
  }

  #mix(before: number, beside: number): void {
    const high =
      Math.imul(before ^ (before >>> 16), 0x85ebca6b) ^ Math.imul(beside ^ (beside >>> 13), 0xc2b2ae35);
    this.#hashHigh = high;
    this.#hashLow =
      Math.imul(beside ^ (beside >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  }
}

const seedHigh = 0xdeadbeef | 0;
const seedLow = 0x41c6ce57;
const factorHigh = 0x9e3779b1;
const factorLow = 0x5f356495;
