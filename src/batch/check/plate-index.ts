/**
 * Which rows hold which plate, for finding plates that stand on several permits: a number a row, its plate's hash and its
 * row number, sorted now and then. Rows of one hash only may hold one plate, and a row that was added twice may have
 * another one by now: whoever asks looks at the rows. Eight bytes a row.
 */
export class PlateIndex {
  #entries: Float64Array;
  #size = 0;
  #sorted = 0;

  /** `expected` rows fit without growing; more may come. */
  constructor(expected = 0) {
    this.#entries = new Float64Array(Math.max(1 << 10, expected));
  }

  /** Adds a row; `plate` is as it is compared. */
  add(plate: string, row: number): void {
    if (this.#size === this.#entries.length) {
      const longer = new Float64Array(this.#size * 2);
      longer.set(this.#entries);
      this.#entries = longer;
    }
    this.#entries[this.#size++] = hashOf(plate) * rowRoom + row;
  }

  /** Takes many rows from the plates that they had to those that they have now; blank for none. */
  move(moved: ReadonlyMap<number, { readonly plate: string }>): void {
    this.sort();
    let size = 0;
    for (let at = 0; at < this.#size; at++) {
      if (!moved.has(this.#at(at) % rowRoom)) this.#entries[size++] = this.#at(at);
    }
    this.#size = size;
    this.#sorted = size;
    for (const [row, { plate }] of moved) if (plate !== '') this.add(plate, row);
  }

  /** The rows that may hold a plate. */
  rows(plate: string): number[] {
    if (this.#size - this.#sorted > mostUnsorted) this.sort();
    const least = hashOf(plate) * rowRoom;
    let low = 0;
    let high = this.#sorted;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#at(middle) < least) low = middle + 1;
      else high = middle;
    }
    const rows = new Set<number>();
    for (let at = low; at < this.#sorted && this.#at(at) < least + rowRoom; at++)
      rows.add(this.#at(at) - least);
    for (let at = this.#sorted; at < this.#size; at++) {
      if (this.#at(at) >= least && this.#at(at) < least + rowRoom) rows.add(this.#at(at) - least);
    }
    return [...rows];
  }

  /** Rows that may hold one plate, wherever there are several, by the plate's hash. */
  *groups(): Generator<{ readonly hash: number; readonly rows: number[] }> {
    this.sort();
    for (let from = 0; from < this.#size; ) {
      const hash = Math.floor(this.#at(from) / rowRoom);
      let to = from + 1;
      while (to < this.#size && Math.floor(this.#at(to) / rowRoom) === hash) to++;
      if (to - from > 1) {
        const rows: number[] = [];
        for (let at = from; at < to; at++) {
          const row = this.#at(at) - hash * rowRoom;
          if (row !== rows.at(-1)) rows.push(row);
        }
        if (rows.length > 1) yield { hash, rows };
      }
      from = to;
    }
  }

  #at(index: number): number {
    return this.#entries[index] as number;
  }

  /** Puts all rows where they are found at once; done by itself after many were added. */
  sort(): void {
    if (this.#sorted === this.#size) return;
    this.#entries.subarray(0, this.#size).sort();
    this.#sorted = this.#size;
  }
}

/** So many rows that were added since are looked at one by one: to sort a million again takes 60 ms, at every edit. */
const mostUnsorted = 4_096;

/** Rows have numbers below this; with a hash of 28 bits both fit a double's 53. */
const rowRoom = 1 << 25;

export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) & 0xfffffff;
}
