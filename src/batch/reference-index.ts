/**
 * Which rows hold which reference ID, for finding duplicates among a million rows in tens of megabytes: an
 * open-addressing table of 64-bit hashes, each with its rows chained in the order they were added. No string is kept,
 * so nothing holds on to the text that was read. Two IDs with one hash are as good as impossible by accident (once in
 * forty million files of a million rows), and whoever edits compares the IDs themselves.
 */
export class ReferenceIndex {
  #size = 0;
  #capacity = 1 << 12;
  #high = new Uint32Array(this.#capacity);
  #low = new Uint32Array(this.#capacity);
  #first = new Int32Array(this.#capacity);
  #last = new Int32Array(this.#capacity);
  /** By row number: the next row with the same hash, 0 at the end. */
  #next = new Int32Array(1 << 12);
  #hashHigh = 0;
  #hashLow = 0;

  /** Adds a row and answers the first row with that reference ID: itself, or an earlier one. */
  add(reference: string, row: number): number {
    if (this.#size * 2 >= this.#capacity) this.#grow();
    if (row >= this.#next.length) {
      const longer = new Int32Array(Math.max(row + 1, this.#next.length * 2));
      longer.set(this.#next);
      this.#next = longer;
    }
    this.#hash(reference);
    const slot = this.#find(this.#hashHigh, this.#hashLow);
    const first = this.#first[slot] ?? 0;
    this.#next[row] = 0;
    if (first <= 0) {
      if (first === 0) this.#size++;
      this.#high[slot] = this.#hashHigh;
      this.#low[slot] = this.#hashLow;
      this.#first[slot] = row;
      this.#last[slot] = row;
      return row;
    }
    this.#next[this.#last[slot] ?? 0] = row;
    this.#last[slot] = row;
    return first;
  }

  /** Takes a row out again; the others keep their order. */
  remove(reference: string, row: number): void {
    this.#hash(reference);
    const slot = this.#find(this.#hashHigh, this.#hashLow);
    let before = 0;
    for (let at = this.#first[slot] ?? 0; at > 0; before = at, at = this.#next[at] ?? 0) {
      if (at !== row) continue;
      const after = this.#next[at] ?? 0;
      if (before !== 0) this.#next[before] = after;
      // A slot whose rows are all gone keeps its place with a first row of -1, or probing would stop at it.
      else this.#first[slot] = after === 0 ? -1 : after;
      if (after === 0) this.#last[slot] = before === 0 ? -1 : before;
      return;
    }
  }

  /** The rows that hold a reference ID, in the order they were added. */
  rows(reference: string): number[] {
    this.#hash(reference);
    const found: number[] = [];
    const slot = this.#find(this.#hashHigh, this.#hashLow);
    for (let at = this.#first[slot] ?? 0; at > 0; at = this.#next[at] ?? 0) found.push(at);
    return found;
  }

  /** The rows of every reference ID that more than one row holds. */
  *groups(): Generator<number[]> {
    for (let slot = 0; slot < this.#capacity; slot++) {
      const first = this.#first[slot] ?? 0;
      if (first <= 0 || (this.#next[first] ?? 0) === 0) continue;
      const rows: number[] = [];
      for (let at = first; at > 0; at = this.#next[at] ?? 0) rows.push(at);
      yield rows;
    }
  }

  /** The slot of a hash, or the free slot where it belongs. */
  #find(high: number, low: number): number {
    const mask = this.#capacity - 1;
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      if (this.#first[slot] === 0) return slot;
      if (this.#low[slot] === low && this.#high[slot] === high) return slot;
    }
  }

  #grow(): void {
    const { high, low, first, last } = {
      high: this.#high,
      low: this.#low,
      first: this.#first,
      last: this.#last,
    };
    this.#capacity *= 2;
    this.#high = new Uint32Array(this.#capacity);
    this.#low = new Uint32Array(this.#capacity);
    this.#first = new Int32Array(this.#capacity);
    this.#last = new Int32Array(this.#capacity);
    for (let at = 0; at < first.length; at++) {
      if (first[at] === 0) continue;
      const slot = this.#find(high[at] ?? 0, low[at] ?? 0);
      this.#high[slot] = high[at] ?? 0;
      this.#low[slot] = low[at] ?? 0;
      this.#first[slot] = first[at] ?? 0;
      this.#last[slot] = last[at] ?? 0;
    }
  }

  #hash(text: string): void {
    let high = 0xdeadbeef;
    let low = 0x41c6ce57;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      high = Math.imul(high ^ code, 0x9e3779b1);
      low = Math.imul(low ^ code, 0x5f356495);
    }
    high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
    low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
    this.#hashHigh = high >>> 0;
    this.#hashLow = low >>> 0;
  }
}
