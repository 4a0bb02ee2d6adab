import type Database from 'libsql';

/** What `columnOrders` works with. */
export interface OrderTools {
  readonly Database: typeof Database;
  /** Takes the rows' numbers as a column orders them. */
  readonly found: (column: number, numbers: Int32Array) => void;
  /** The column that somebody waits for; null where nobody does. */
  readonly wanted: () => number | null;
  /** Cells of about so many bytes are held at once, all columns together: columns that do not fit are left to another reading. */
  readonly mostBytes: number;
}

/**
 * Finds how columns order the rows of a batch: ascending by the present cell (ASCII case aside), then by number, as
 * `order by CELL collate nocase, number` has them. SQLite takes seconds for a column of a million rows; reading the
 * cells of several at once and sorting their bytes takes a few tenths for each. Throws where a row is not as this
 * product writes it, or holds the character 0, which that collation is at odds with.
 *
 * The function also runs in a thread that is given it as text (order-thread.ts): it may use nothing but its arguments
 * and what every thread of Node has.
 */
export function columnOrders(
  { Database, found, wanted, mostBytes }: OrderTools,
  path: string,
  columns: readonly number[],
): void {
  const rowsAtOnce = 4_000;

  /** The cells of a column, one behind the other, in small letters. */
  class Cells {
    bytes = new Uint8Array(1 << 20);
    starts = new Uint32Array(1 << 16);
    count = 0;
    end = 0;

    add(from: Uint8Array, start: number, end: number): void {
      const length = end - start;
      if (this.end + length > this.bytes.length) {
        const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.end + length));
        larger.set(this.bytes);
        this.bytes = larger;
      }
      if (this.count + 2 > this.starts.length) {
        const larger = new Uint32Array(this.starts.length * 2);
        larger.set(this.starts);
        this.starts = larger;
      }
      const { bytes } = this;
      let to = this.end;
      for (let at = start; at < end; at++) {
        const byte = from[at] as number;
        bytes[to++] = byte >= 65 && byte <= 90 ? byte + 32 : byte;
      }
      this.end = to;
      this.starts[++this.count] = to;
    }

    addText(text: string): void {
      if (text.includes('\0')) throw new Error('A cell holds the character 0.');
      const bytes = Buffer.from(text);
      this.add(bytes, 0, bytes.length);
    }
  }

  /** The cells' places, sorted: by four bytes at a time, those alike so far by the next four. */
  function sorted({ bytes, starts, count }: Cells): Int32Array {
    const order = new Int32Array(count);
    for (let at = 0; at < count; at++) order[at] = at;
    const keys = new Uint32Array(count);
    const otherOrder = new Int32Array(count);
    const otherKeys = new Uint32Array(count);
    const slots = new Uint32Array(256);
    const groups = [0, count, 0];

    /** Four bytes of a cell as a number; past its end they are 0, which no cell holds. */
    function keyOf(cell: number, depth: number): number {
      const from = (starts[cell] as number) + depth;
      const left = (starts[cell + 1] as number) - from;
      if (left >= 4) {
        return (
          (((bytes[from] as number) << 24) |
            ((bytes[from + 1] as number) << 16) |
            ((bytes[from + 2] as number) << 8) |
            (bytes[from + 3] as number)) >>>
          0
        );
      }
      let key = 0;
      for (let at = 0; at < left; at++) key |= (bytes[from + at] as number) << (24 - 8 * at);
      return key >>> 0;
    }

    function comesAfter(one: number, other: number, depth: number): boolean {
      let at = (starts[one] as number) + depth;
      let otherAt = (starts[other] as number) + depth;
      const end = starts[one + 1] as number;
      const otherEnd = starts[other + 1] as number;
      for (; at < end && otherAt < otherEnd; at++, otherAt++) {
        if (bytes[at] !== bytes[otherAt]) return (bytes[at] as number) > (bytes[otherAt] as number);
      }
      return at < end;
    }

    while (groups.length > 0) {
      const depth = groups.pop() as number;
      const to = groups.pop() as number;
      const from = groups.pop() as number;
      if (to - from <= 16) {
        for (let at = from + 1; at < to; at++) {
          const cell = order[at] as number;
          let place = at;
          for (; place > from && comesAfter(order[place - 1] as number, cell, depth); place--) {
            order[place] = order[place - 1] as number;
          }
          order[place] = cell;
        }
        continue;
      }
      let differing = 0;
      const first = keyOf(order[from] as number, depth);
      for (let at = from; at < to; at++) {
        const key = keyOf(order[at] as number, depth);
        keys[at] = key;
        differing |= key ^ first;
      }
      for (let shift = 0; shift < 32; shift += 8) {
        if (((differing >>> shift) & 255) === 0) continue;
        slots.fill(0);
        for (let at = from; at < to; at++) {
          const slot = ((keys[at] as number) >>> shift) & 255;
          slots[slot] = (slots[slot] as number) + 1;
        }
        let next = from;
        for (let slot = 0; slot < 256; slot++) {
          const size = slots[slot] as number;
          slots[slot] = next;
          next += size;
        }
        for (let at = from; at < to; at++) {
          const key = keys[at] as number;
          const slot = (key >>> shift) & 255;
          const place = slots[slot] as number;
          slots[slot] = place + 1;
          otherKeys[place] = key;
          otherOrder[place] = order[at] as number;
        }
        keys.set(otherKeys.subarray(from, to), from);
        order.set(otherOrder.subarray(from, to), from);
      }
      for (let at = from; at < to; ) {
        const key = keys[at] as number;
        let end = at + 1;
        while (end < to && keys[end] === key) end++;
        // The last byte is 0 where all of them have ended, and are the same.
        if (end - at > 1 && (key & 255) !== 0) groups.push(at, end, depth + 4);
        at = end;
      }
    }
    return order;
  }

  const db = new Database(path, { timeout: 5_000 });
  const page = db.prepare(
    `select max(number) as last, group_concat(number) as numbers, cast(group_concat(cells) as blob) as cells,
       iif(count(edits) = 0, null, group_concat(coalesce(edits, 'null'))) as edits
     from (select number, cells, edits from row where number > ? order by number limit ${rowsAtOnce})`,
  );

  /** The rows' numbers, and the cells of as many of the columns as there is room for: the others come out of the list. */
  function read(asked: readonly number[]): { numbers: Int32Array; held: Map<number, Cells> } {
    const held = new Map(asked.map((column) => [column, new Cells()]));
    const byPlace: (Cells | undefined)[] = [];
    for (const [column, cells] of held) byPlace[column] = cells;
    let numbers = new Int32Array(1 << 16);
    let count = 0;
    for (let last = 0; ; ) {
      const rows = page.get(last) as {
        last: number | null;
        numbers: string;
        cells: Uint8Array;
        edits: string | null;
      };
      if (rows.last === null) break;
      last = rows.last;
      const overlays = rows.edits === null ? [] : (JSON.parse(`[${rows.edits}]`) as unknown[]);
      const ended = readCells(rows.cells, byPlace, overlays as (Record<string, string> | null)[]);
      const more = JSON.parse(`[${rows.numbers}]`) as number[];
      if (ended !== more.length) throw new Error('The cells are not of these rows.');
      if (count + more.length > numbers.length) {
        const larger = new Int32Array(Math.max(numbers.length * 2, count + more.length));
        larger.set(numbers);
        numbers = larger;
      }
      numbers.set(more, count);
      count += more.length;
      let bytes = 0;
      for (const cells of held.values()) bytes += cells.end;
      for (let at = asked.length - 1; at > 0 && bytes > mostBytes; at--) {
        const column = asked[at] as number;
        bytes -= held.get(column)?.end ?? 0;
        held.delete(column);
        byPlace[column] = undefined;
      }
    }
    return { numbers: numbers.subarray(0, count), held };
  }

  /** Reads the cells of rows that are written as JSON, one array after the other; answers how many they were. */
  function readCells(
    json: Uint8Array,
    byPlace: readonly (Cells | undefined)[],
    overlays: readonly (Record<string, string> | null)[],
  ): number {
    const expect = (is: boolean): void => {
      if (!is) throw new Error('A row is not written as it should be.');
    };
    let rows = 0;
    for (let at = 0; at < json.length; rows++) {
      const overlay = overlays[rows] ?? null;
      let column = 1;
      expect(json[at++] === 91);
      while (json[at] !== 93) {
        if (column > 1) expect(json[at++] === 44);
        expect(json[at] === 34);
        const start = ++at;
        let escaped = false;
        while (json[at] !== 34) {
          if (json[at] === 92) {
            escaped = true;
            at++;
          }
          at++;
          expect(at < json.length);
        }
        const cells = byPlace[column];
        if (cells !== undefined) {
          const edited = overlay?.[column];
          if (edited !== undefined) cells.addText(edited);
          else if (!escaped) cells.add(json, start, at);
          else cells.addText(JSON.parse(Buffer.from(json.subarray(start - 1, at + 1)).toString()) as string);
        }
        at++;
        column++;
      }
      at++;
      expect(at === json.length || json[at++] === 44);
      for (; column < byPlace.length; column++) byPlace[column]?.addText(overlay?.[column] ?? '');
    }
    return rows;
  }

  try {
    db.exec('begin');
    for (let asked = columns; asked.length > 0; ) {
      const { numbers, held } = read(asked);
      asked = asked.filter((column) => !held.has(column));
      while (held.size > 0) {
        const [next = 0] = held.keys();
        const urgent = wanted();
        const column = urgent !== null && held.has(urgent) ? urgent : next;
        const order = sorted(held.get(column) as Cells);
        held.delete(column);
        for (let at = 0; at < order.length; at++) order[at] = numbers[order[at] as number] as number;
        found(column, order);
      }
    }
  } finally {
    db.close();
  }
}
