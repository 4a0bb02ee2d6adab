import type { DatabaseSync } from '@photostructure/sqlite';

/** What `columnOrders` works with. */
export interface OrderTools {
  readonly DatabaseSync: typeof DatabaseSync;
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
  { DatabaseSync, found, wanted, mostBytes }: OrderTools,
  path: string,
  columns: readonly number[],
): void {
  const rowsAtOnce = 4_000;
  const mostRows = 1 << 24;
  /** A column of more bytes than this is the database's to sort: it does not need them all at once. */
  const longestColumn = 192 * 1024 * 1024;

  /** The cells of a column, one behind the other, in small letters. */
  class Cells {
    readonly starts: Uint32Array;
    bytes = new Uint8Array(1 << 16);
    count = 0;
    end = 0;

    constructor(rows: number) {
      this.starts = new Uint32Array(rows + 1);
    }

    /** Makes room for so many more bytes, and for the cells to come if they are as long as those so far. */
    reserve(length: number): void {
      if (this.end + length <= this.bytes.length) return;
      const rest = this.starts.length - this.count;
      const usual = this.count === 0 ? 0 : Math.ceil((1.02 * this.end * rest) / this.count);
      const larger = new Uint8Array(this.end + Math.max(length, usual, this.end >> 2));
      larger.set(this.bytes);
      this.bytes = larger;
    }

    /** Takes the bytes up to `end` as one more cell. */
    close(end: number): void {
      this.end = end;
      this.starts[++this.count] = end;
    }

    addText(text: string): void {
      if (text.includes('\0')) throw new Error('A cell holds the character 0.');
      const from = Buffer.from(text);
      this.reserve(from.length);
      let to = this.end;
      for (const byte of from) this.bytes[to++] = byte >= 65 && byte <= 90 ? byte + 32 : byte;
      this.close(to);
    }
  }

  // Kept from one column to the next: nobody knows how late they would be collected.
  let keys = new Uint32Array(0);
  let otherKeys = new Uint32Array(0);
  let otherOrder = new Int32Array(0);

  /** The cells' places, sorted: by four bytes at a time, those alike so far by the next four. */
  function sorted({ bytes, starts, count }: Cells): Int32Array {
    const order = new Int32Array(count);
    for (let at = 0; at < count; at++) order[at] = at;
    if (keys.length < count) {
      keys = new Uint32Array(count);
      otherKeys = new Uint32Array(count);
      otherOrder = new Int32Array(count);
    }
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

  const db = new DatabaseSync(path, { timeout: 5_000 });
  const source = `(select number, cells, edits from row where number > ? order by number limit ${rowsAtOnce})`;
  const page = db.prepare(
    `select count(*) as rows, max(number) as last, cast(group_concat(cells) as blob) as cells,
       '[' || group_concat(number) filter (where edits is not null) || ']' as edited,
       '[' || group_concat(edits) filter (where edits is not null) || ']' as edits
     from ${source}`,
  );
  const span = db.prepare(
    'select coalesce((select max(number) from row) - (select min(number) from row) + 1, 0) as rows',
  );
  const numbersOf = db.prepare(`select '[' || group_concat(number) || ']' as list from ${source}`);

  /** The rows' numbers, and the cells of as many of the columns as there is room for: the others come out of the list. */
  function read(asked: readonly number[]): { numbers: Int32Array; held: Map<number, Cells> } {
    // As good as their count, which takes long to ask for.
    const { rows } = span.get() as { rows: number };
    if (rows > mostRows) throw new Error('The rows are too far apart.');
    const held = new Map(asked.map((column) => [column, new Cells(rows)]));
    const byPlace: (Cells | undefined)[] = [];
    for (const [column, cells] of held) byPlace[column] = cells;
    const numbers = new Int32Array(rows);
    let count = 0;
    for (let last = 0; ; ) {
      const found = page.get(last) as {
        rows: number;
        last: number;
        cells: Uint8Array;
        edited: string | null;
        edits: string | null;
      };
      if (found.rows === 0) break;
      // Most pages have every number from the last one's on.
      const every = found.last - last === found.rows;
      const list = every ? [] : (JSON.parse((numbersOf.get(last) as { list: string }).list) as number[]);
      for (let at = 0; at < found.rows; at++)
        numbers[count + at] = every ? last + 1 + at : (list[at] as number);
      const edited = JSON.parse(found.edited ?? '[]') as number[];
      const edits = JSON.parse(found.edits ?? '[]') as Record<string, string>[];
      const overlays = new Map(edited.map((number, at) => [number, edits[at]]));
      readCells(found.cells, byPlace, numbers.subarray(count, count + found.rows), overlays);
      count += found.rows;
      last = found.last;
      let bytes = 0;
      for (const cells of held.values()) bytes += cells.end;
      for (let at = asked.length - 1; at > 0 && bytes > mostBytes; at--) {
        const column = asked[at] as number;
        bytes -= held.get(column)?.end ?? 0;
        held.delete(column);
        byPlace[column] = undefined;
      }
      if (bytes > mostBytes + longestColumn) throw new Error('The column is too long.');
    }
    return { numbers: numbers.subarray(0, count), held };
  }

  /** Reads the cells of these rows, which are written as JSON, one array behind the other. */
  function readCells(
    json: Uint8Array,
    byPlace: readonly (Cells | undefined)[],
    rows: Int32Array,
    overlays: ReadonlyMap<number, Record<string, string> | undefined>,
  ): void {
    const expect = (is: boolean): void => {
      if (!is) throw new Error('A row is not written as it should be.');
    };
    let at = 0;
    for (const row of rows) {
      const overlay = overlays.size > 0 ? overlays.get(row) : undefined;
      let column = 1;
      expect(json[at++] === 91);
      while (json[at] !== 93) {
        if (column > 1) expect(json[at++] === 44);
        expect(json[at] === 34);
        const start = ++at;
        const cells = byPlace[column];
        const edited = overlay?.[column];
        let escaped = false;
        if (cells === undefined || edited !== undefined) {
          for (let byte = json[at]; byte !== 34; byte = json[++at]) {
            if (byte === 92) at++;
            if (byte === undefined) expect(false);
          }
          if (edited !== undefined) cells?.addText(edited);
        } else {
          cells.reserve(json.length - at);
          const { bytes } = cells;
          let to = cells.end;
          for (let byte = json[at]; byte !== 34; byte = json[++at]) {
            if (byte === 92) {
              escaped = true;
              at++;
            }
            if (byte === undefined) expect(false);
            bytes[to++] =
              (byte as number) >= 65 && (byte as number) <= 90 ? (byte as number) + 32 : (byte as number);
          }
          if (!escaped) cells.close(to);
          else cells.addText(JSON.parse(Buffer.from(json.subarray(start - 1, at + 1)).toString()) as string);
        }
        at++;
        column++;
      }
      at++;
      expect(at === json.length || json[at++] === 44);
      for (; column < byPlace.length; column++) byPlace[column]?.addText(overlay?.[column] ?? '');
    }
    expect(at === json.length);
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
