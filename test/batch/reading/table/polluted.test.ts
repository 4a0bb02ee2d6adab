import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readTable } from '../../../support/read-table.ts';

/*
 * The kinds of pollution of the Pollock benchmark (Vitagliano and others, "Pollock: A Data Loading Benchmark", VLDB 2023),
 * put into one clean table of our own, which must come back cell for cell. These are not the benchmark's files, nor is
 * this its score: its source table, its weights by how often each kind stands in the wild, and its measures for what a
 * polluted row may become are not here. What is here fails before those figures can fall unseen.
 */
const folder = mkdtempSync(join(tmpdir(), 'polluted-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const header = ['DATE', 'TIME', 'Qty', 'PRODUCTID', 'Price', 'ProductType', 'Description', 'URL', 'Comments'];
const rows = Array.from({ length: 83 }, (_, at) => [
  `${String(1 + (at % 28)).padStart(2, '0')}/11/2031`,
  `${String(at % 24).padStart(2, '0')}:30`,
  String(at % 7),
  `P-${1000 + at}`,
  `${at}.99`,
  at % 3 === 0 ? 'Permit, yearly' : 'Permit',
  at % 5 === 0 ? 'A "blue" one' : 'Garage level 2',
  `https://shop.example/item?id=${at}&lang=en`,
  at % 11 === 0 ? 'Two lines:\nthe second' : at % 4 === 0 ? '' : 'none to tell',
]);

interface Writing {
  readonly delimiter?: string;
  readonly quote?: string;
  readonly escape?: string;
  readonly brk?: string;
  /** Quotes every cell. */
  readonly all?: boolean;
}

function line(
  cells: readonly string[],
  { delimiter = ',', quote = '"', escape = quote, all }: Writing = {},
): string {
  const written = cells.map((cell) => {
    const isOdd = all || cell.includes(delimiter) || cell.includes(quote) || /[\r\n]/.test(cell);
    const inner = escape === quote ? cell : cell.replaceAll(escape, escape + escape);
    return isOdd ? quote + inner.replaceAll(quote, escape + quote) + quote : cell;
  });
  return written.join(delimiter);
}

function file(writing: Writing = {}, table: readonly (readonly string[])[] = [header, ...rows]): string {
  const { brk = '\r\n' } = writing;
  return table.map((cells) => line(cells, writing) + brk).join('');
}

/** The file with one row's text changed. */
function withRow(row: number, change: (text: string) => string, writing: Writing = {}): string {
  return [header, ...rows]
    .map(
      (cells, at) =>
        (at === row ? change(line(cells, writing)) : line(cells, writing)) + (writing.brk ?? '\r\n'),
    )
    .join('');
}

const clean = file();
const mark = '\ufeff';

describe('a polluted file gives back the clean table', () => {
  const delimiters = [',', ';', '\t', '|', ' ', ', '];
  const breaks = ['\r\n', '\n', '\r'];
  test.each<[string, string | Buffer]>([
    ['as it is', clean],
    ...delimiters.map((delimiter): [string, string] => [
      `delimiter ${JSON.stringify(delimiter)}`,
      file({ delimiter }),
    ]),
    ...['"', "'"].map((quote): [string, string] => [`quote ${quote}`, file({ quote })]),
    ['every cell quoted', file({ all: true })],
    ['quotes escaped by \\', file({ escape: '\\' })],
    ['every cell quoted, quotes escaped by \\', file({ escape: '\\', all: true })],
    ...breaks.map((brk): [string, string] => [`records end with ${JSON.stringify(brk)}`, file({ brk })]),
    [
      'records end in turn with each',
      [header, ...rows].map((cells, at) => line(cells) + breaks[at % 3]).join(''),
    ],
    ['no break at the end', clean.trimEnd()],
    ['two breaks at the end', `${clean}\r\n`],
    ['blank records between', clean.replaceAll('\r\n', '\r\n\r\n')],
    ['UTF-8 with a mark', mark + clean],
    ['UTF-8 with two marks', mark + mark + clean],
    ['UTF-16, little-endian, with a mark', Buffer.from(mark + clean, 'utf16le')],
    ['UTF-16, big-endian, with a mark', Buffer.from(mark + clean, 'utf16le').swap16()],
    ['a separator line', `sep=;\r\n${file({ delimiter: ';' })}`],
    [
      'one delimiter too many at the end of every record',
      clean.replaceAll(/(?<=99,[^\r]*)\r\n|(?<=Comments)\r\n/g, ',\r\n'),
    ],
  ])('%s', async (name, content) => {
    const found = await readTable(join(folder, 'table.csv'), content);
    expect(found.headers, name).toEqual(header);
    // White space around a cell is never sent.
    expect(found.rows.map((row) => row.map((cell) => cell.trim()))).toEqual(rows);
  });
});

describe('a polluted record stays by itself, and is told', () => {
  // None of these rows has a line break of its own: that and a record that does not fit are text, and told on both lines.
  const places = [2, 5, 40, 82, 83];
  const pollutions: Readonly<Record<string, (text: string) => string>> = {
    'a delimiter too many at its start': (text) => `,${text}`,
    'a delimiter too many at its end': (text) => `${text},`,
    'a delimiter too many in it': (text) => text.replace(',', ',,'),
    'a delimiter too few': (text) => text.replace(',', ''),
    'the last cells missing': (text) => text.split(',').slice(0, 3).join(','),
    'a quote that opens its first cell': (text) => `"${text}`,
    'a quote within its first cell': (text) => text.replace('/', '"/'),
    'a quote at the end of its first cell': (text) => text.replace(',', '",'),
    'a quote that opens a later cell': (text) => text.replace(',P-', ',"P-'),
    'another delimiter': (text) => text.replaceAll(',', ';'),
    'a tab as its delimiter': (text) => text.replaceAll(',', '\t'),
  };
  const cases = Object.entries(pollutions).flatMap(([name, change]) =>
    places.map((place) => [name, place, change] as const),
  );
  test.each(cases)('%s, row %i', async (_, place, change) => {
    const found = await readTable(join(folder, 'table.csv'), withRow(place, change));
    expect(found.headers).toEqual(header);
    expect(found.rows.filter((_row, at) => at !== place - 1).map((row) => [...row])).toEqual(
      rows.filter((_row, at) => at !== place - 1),
    );
    expect(found.rows).toHaveLength(rows.length);
    expect(found.codes.some((code) => code === 'rows-ragged' || code === 'rows-unbalanced')).toBe(true);
  });
});

describe('more or less than one table', () => {
  const texts = (table: readonly (readonly string[])[]) => table.map((row) => [...row]);
  test.each<[string, readonly (readonly string[])[]]>([
    ['a header and nothing below', []],
    ['one row', rows.slice(0, 1)],
    ['two rows', rows.slice(0, 2)],
  ])('%s', async (_, few) => {
    const found = await readTable(join(folder, 'table.csv'), file({}, [header, ...few]));
    expect([found.headers, texts(found.rows)]).toEqual([header, few]);
  });

  test('a file of no bytes, and one of blanks alone, are refused by name', async () => {
    for (const content of ['', '\r\n\r\n', ',,,\r\n,,,\r\n']) {
      await expect(readTable(join(folder, 'table.csv'), content)).rejects.toThrow('file-empty');
    }
  });

  test.each([
    ['a narrower', ['A', 'B'], ['1', '2']],
    ['an equally wide', header.map((name) => `${name} 2`), header.map((_, at) => String(at))],
    ['a wider', [...header, 'More'], [...header.map((_, at) => String(at)), 'x']],
  ])('%s table below leaves the rows of the first as they are, and none is lost', async (_, second, row) => {
    const content = `${clean}\r\n${line(second)}\r\n${line(row)}\r\n`;
    const found = await readTable(join(folder, 'table.csv'), content);
    expect(texts(found.rows.slice(0, rows.length))).toEqual(rows);
    expect(texts(found.rows.slice(rows.length))).toEqual([second, row]);
  });
});
