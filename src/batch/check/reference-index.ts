/**
 * Which rows hold which reference ID, for finding duplicates among a million rows in tens of megabytes: an
 * open-addressing table of rows by 64-bit hashes, each with the other rows of its ID chained in the order they were
 * added. No string is kept, so nothing holds on to the text that was read. Two IDs with one hash are as good as
 * impossible by accident (once in forty million files of a million rows), and whoever edits compares the IDs themselves.
 *
 * What it buys beside a Map of strings: with a million IDs as of bench/permit-file.ts it takes 1.0 s of processor time
 * and 50 to 65 MB instead of 1.9 s and 85 MB.
 */
export class ReferenceIndex {
  #size = 0;
  /** By hash: the first row, 0 where none ever was, `gone` where none is any more. Small, so that memory is not waited for. */
  #slots: Int32Array;
  /** By row number: the halves of its hash; the next row with the same one, 0 at the end; of a first row, the last one. */
  #high: Int32Array;
  #low: Int32Array;
  #next: Int32Array;
  #last: Int32Array;
  #hashHigh = 0;
  #hashLow = 0;
  /** Rows that were added and have no slot yet. */
  #unplaced: number[] = [];

  /** `expected` rows fit without growing; more may come. */
  constructor(expected = 0) {
    let capacity = 1 << 12;
    while (capacity < expected * 2) capacity *= 2;
    this.#slots = new Int32Array(capacity);
    const rows = Math.max(1 << 12, expected);
    this.#high = new Int32Array(rows);
    this.#low = new Int32Array(rows);
    this.#next = new Int32Array(rows);
    this.#last = new Int32Array(rows);
  }

  /** Adds a row; the rows of an ID keep the order in which they were added. */
  add(reference: string, row: number): void {
    this.#hash(reference);
    if (row >= this.#next.length) this.#lengthen(row + 1);
    this.#high[row] = this.#hashHigh;
    this.#low[row] = this.#hashLow;
    this.#next[row] = 0;
    this.#last[row] = row;
    this.#unplaced.push(row);
  }

  /** Takes a row out again; the others keep their order. */
  remove(reference: string, row: number): void {
    this.place();
    this.#hash(reference);
    const slot = this.#find(this.#hashHigh, this.#hashLow);
    const first = this.#slots[slot] as number;
    for (let before = 0, at = first; at !== 0; before = at, at = this.#next[at] as number) {
      if (at !== row) continue;
      const after = this.#next[at] as number;
      if (before !== 0) {
        this.#next[before] = after;
        if (after === 0) this.#last[first] = before;
      } else if (after !== 0) {
        this.#slots[slot] = after;
        this.#last[after] = this.#last[row] as number;
      } else {
        this.#slots[slot] = gone;
      }
      return;
    }
  }

  /** The rows that hold a reference ID, in the order they were added. */
  rows(reference: string): number[] {
    this.place();
    this.#hash(reference);
    return this.#chain(this.#slots[this.#find(this.#hashHigh, this.#hashLow)] as number);
  }

  /** The rows of every reference ID that more than one row holds, by their first rows. */
  *groups(): Generator<number[]> {
    this.place();
    const firsts = this.#slots.filter((first) => first > 0 && this.#next[first] !== 0).sort();
    for (const first of firsts) yield this.#chain(first);
  }

  #chain(first: number): number[] {
    const rows: number[] = [];
    for (let at = first; at !== 0; at = this.#next[at] as number) rows.push(at);
    return rows;
  }

  /**
   * Gives a slot to each row that has none, as whoever asks next would otherwise wait for. It goes region by region of the
   * slots, so that the processor need not wait for memory at each. That buys 0.15 s of the 0.4 s that a million IDs of bench/permit-file.ts take one after the other.
   */
  place(): void {
    const rows = this.#unplaced;
    if (rows.length === 0) return;
    this.#unplaced = [];
    while ((this.#size + rows.length) * 2 > this.#slots.length) this.#grow();
    const regionOf = (low: number): number => (low & (this.#slots.length - 1)) >>> regionBits;
    const ends = new Int32Array((this.#slots.length >>> regionBits) + 1);
    for (const row of rows) {
      const after = regionOf(this.#low[row] as number) + 1;
      ends[after] = (ends[after] as number) + 1;
    }
    for (let region = 1; region < ends.length; region++) {
      ends[region] = (ends[region] as number) + (ends[region - 1] as number);
    }
    const sorted = new Int32Array(rows.length);
    const lows = new Int32Array(rows.length);
    for (const row of rows) {
      const low = this.#low[row] as number;
      const region = regionOf(low);
      const at = ends[region] as number;
      ends[region] = at + 1;
      sorted[at] = row;
      lows[at] = low;
    }
    for (let at = 0; at < sorted.length; at++) this.#placeOne(sorted[at] as number, lows[at] as number);
  }

  #placeOne(row: number, low: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const first = slots[slot] as number;
      if (first === 0) {
        slots[slot] = row;
        this.#size++;
        return;
      }
      if (first !== gone && this.#low[first] === low && this.#high[first] === this.#high[row]) {
        this.#next[this.#last[first] as number] = row;
        this.#last[first] = row;
        return;
      }
    }
  }

  /** The slot of a hash, or the free one where it belongs. */
  #find(high: number, low: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const first = slots[slot] as number;
      if (first === 0) return slot;
      if (first !== gone && this.#low[first] === low && this.#high[first] === high) return slot;
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    this.#size = 0;
    for (const first of old) {
      if (first === 0 || first === gone) continue;
      this.#slots[this.#find(this.#high[first] as number, this.#low[first] as number)] = first;
      this.#size++;
    }
  }

  #lengthen(rows: number): void {
    const longer = (array: Int32Array): Int32Array => {
      const made = new Int32Array(Math.max(rows, array.length * 2));
      made.set(array);
      return made;
    };
    this.#high = longer(this.#high);
    this.#low = longer(this.#low);
    this.#next = longer(this.#next);
    this.#last = longer(this.#last);
  }

  #hash(text: string): void {
    let high = seedHigh;
    let low = seedLow;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      high = Math.imul(high ^ code, factorHigh);
      low = Math.imul(low ^ code, factorLow);
    }
    const mixed = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
    this.#hashHigh = mixed;
    this.#hashLow = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  }
}

/** Slots are filled in regions of so many bits of their number: 8 KB each. */
const regionBits = 11;

/** Marks a slot whose rows are all taken out: were it free, probing would stop at it. */
const gone = -1;

const seedHigh = 0xdeadbeef | 0;
const seedLow = 0x41c6ce57;
const factorHigh = 0x9e3779b1;
const factorLow = 0x5f356495;
