import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { cliHere } from '../../support/cli-here.ts';

/** CSV files in the manner of what people sent: how each is read, and what is told of it, from a terminal. */

const scratch = mkdtempSync(join(tmpdir(), 'permit-world-'));
afterAll(() => rmSync(scratch, { recursive: true }));

interface Case {
  readonly name: string;
  /** The file, a byte a character. */
  readonly file: string;
  readonly options?: readonly string[];
  readonly rows: number;
  readonly encoding?: string;
  /** `row code`, and the repaired value, with `?` where it is not safe. */
  readonly issues: readonly string[];
}

const header = 'Reference ID,End Date,License Plate,Amount,Currency';
const end = '2031-06-30T23:59:59';
const permits = (...plates: readonly string[]) =>
  plates.map((plate, at) => `R-${at + 1},${end},${plate},14.50,CAD\r\n`).join('');

const cases: readonly Case[] = [
  {
    name: 'values as Excel’s text formulas',
    file: `${header}\r\n="00123","=""${end}""",="0456789",="14.50",CAD\r\n`,
    rows: 1,
    issues: [
      '2 text-formula 00123',
      `2 text-formula ${end}`,
      '2 text-formula 0456789',
      '2 text-formula 14.50',
    ],
  },
  {
    name: 'an apostrophe that keeps Excel from reading a number',
    file: `${header}\r\n'00123,${end},'0456789,14.50,CAD\r\n`,
    rows: 1,
    issues: ['2 reference-characters 00123', '2 text-formula 0456789'],
  },
  {
    name: 'the end mark of DOS',
    file: `${header}\r\n${permits('ABC123', 'ABC124')}\x1a`,
    rows: 2,
    issues: [],
  },
  {
    name: 'MacRoman with line breaks of old Macintoshes',
    file: `R\x8ef\x8erence;\x83ch\x8eance;Plaque\rR-1;${end};\x83T\x8324\r`,
    rows: 1,
    encoding: 'macintosh',
    issues: [],
  },
  {
    name: 'MacRoman, said so',
    file: `R\x8ef\x8erence;Plaque\rR-1;\x83T\x8324\r`,
    options: ['--encoding', 'macintosh'],
    rows: 1,
    encoding: 'macintosh',
    issues: [],
  },
  {
    name: 'CP850',
    file: `R\x82f\x82rence;\x90ch\x82ance;Plaque\r\nR-1;${end};\x90T\x9024\r\n`,
    rows: 1,
    encoding: 'cp850',
    issues: [],
  },
  {
    name: 'CP437, said so',
    file: `R\x82f\x82rence;Plaque\r\nR-1;\x90T\x9024\r\n`,
    options: ['--encoding', 'cp437'],
    rows: 1,
    encoding: 'cp437',
    issues: [],
  },
  {
    name: 'one column, one row, a space in the header',
    file: 'Reference ID\r\nabc-1\r\n',
    options: ['--operation', 'delete'],
    rows: 1,
    issues: [],
  },
  {
    name: 'words of databases for nothing',
    file: `${header}\r\n${permits('NULL', '\\N', 'N/A')}R-4,${end},ABC1,nan,(null)\r\n`,
    rows: 4,
    issues: ['2 placeholder ?', '3 placeholder ?', '4 placeholder ?', '5 placeholder ?', '5 placeholder ?'],
  },
  {
    name: 'the header again, a ruler, a total and a foot line',
    file: `${header}\r\n-----,-----,-----,-----,-----\r\n${permits('ABC123')}${header}\r\nTotal,,,14.50,CAD\r\n\r\n(1 rows affected)\r\n`,
    rows: 5,
    issues: ['2 not-a-permit', '4 not-a-permit', '5 not-a-permit', '7 not-a-permit'],
  },
  {
    name: 'two files in one, the second with its mark',
    file: `\xef\xbb\xbf${header}\r\n${permits('ABC123')}\xef\xbb\xbf${header}\r\nR-2,${end},ABC124,14.50,CAD\r\n`,
    rows: 3,
    issues: ['3 not-a-permit'],
  },
  {
    name: 'characters that nobody sees',
    file: `${header}\r\n${permits('AB\xe2\x80\x8bC123', 'ABC\xe2\x80\x91124')}`,
    rows: 2,
    issues: ['2 invisible-characters ABC123', '3 invisible-characters ABC-124'],
  },
  {
    name: 'a note with lines like rows',
    file: `Reference ID,License Plate,Notes\r\nR-1,ABC123,"Old tags:\nP-77,XYZ999,lost\nP-78,XYZ998,""lost"""\r\nR-2,ABC124,fine\r\n`,
    rows: 2,
    issues: ['2 cell-holds-rows'],
  },
  {
    name: 'a note with lines like rows that is meant so',
    file: `Reference ID,License Plate,Notes\r\nR-1,ABC123,"Old tags:\nP-77,XYZ999,lost"\r\n`,
    options: ['--confirm', 'cell-holds-rows'],
    rows: 1,
    issues: [],
  },
  {
    name: 'addresses, below headers that only a person knows',
    file: `Permit key,Plate,Until,Address\r\nP-1,ABC123,${end},"Unit 4\nMain St, Ottawa, ON, K1A\n\nCanada"\r\nP-2,ABC124,${end},"Unit 5\nElm St, Ottawa, ON, K1B"\r\n`,
    options: ['--map', 'Permit key=referenceId', '--map', 'Until=endDate'],
    rows: 2,
    issues: [],
  },
  {
    name: 'a log in the cell of the only row',
    file: '"Reference ID","License Plate","Remark"\r\n"R-1","ABC123","Log:\n2026-05-01,renewed,cash\nend"\r\n',
    rows: 1,
    issues: ['2 cell-holds-rows'],
  },
  {
    name: 'quotes that were never meant to open',
    file: 'Reference ID,License Plate,Notes\r\nR-1,ABC123,"tall post\r\nR-2,ABC124,"abc" def\r\nR-3,ABC125,"two\r\nlines"\r\n',
    rows: 3,
    issues: ['2 quote-unbalanced', '3 quote-unbalanced'],
  },
  {
    name: 'plates that Excel took for numbers and dates',
    file: `${header}\r\n${permits('1.23E+47', '12-Mar', '5E+12', '1E5', 'MAR12')}`,
    rows: 5,
    issues: ['2 value-damaged', '3 value-damaged', '4 value-damaged'],
  },
  {
    name: 'a blank last header that no row fills',
    file: `${header},\r\n${permits('ABC123', 'ABC124')}`,
    rows: 2,
    issues: [],
  },
  {
    name: 'one comma too many at the end of every row',
    file: `${header}\r\n${permits('ABC123', 'ABC124').replaceAll('CAD', 'CAD,')}`,
    rows: 2,
    issues: [],
  },
  {
    name: 'last cells that Excel left out, as they are',
    file: `${header},Note\r\n${permits('ABC123').replace('CAD', 'CAD,x')}R-2,${end},ABC124,14.50,CAD\r\n`,
    rows: 2,
    issues: ['3 too-few-cells '],
  },
  {
    name: 'last cells that Excel left out, repaired',
    file: `${header},Note\r\n${permits('ABC123').replace('CAD', 'CAD,x')}R-2,${end},ABC124,14.50,CAD\r\n`,
    options: ['--repair'],
    rows: 2,
    issues: [],
  },
  {
    name: 'no header at all',
    file: permits('ABC123', 'ABC124'),
    options: [
      ...['--header-row', '0', '--map', 'Column 1=referenceId', '--map', 'Column 2=endDate'],
      ...['--map', 'Column 3=plate', '--map', 'Column 4=amount', '--map', 'Column 5=currency'],
    ],
    rows: 2,
    issues: [],
  },
];

interface Told {
  readonly row: number;
  readonly code: string;
  readonly message: string;
  readonly repair: { readonly value: string; readonly safe: boolean } | null;
}

let count = 0;

async function validate({ file, options = [] }: Pick<Case, 'file' | 'options'>, language: string) {
  const folder = join(scratch, `${++count}`);
  const path = `${folder}.csv`;
  writeFileSync(path, file, 'latin1');
  return cliHere(folder, ['validate', path, '--json', '--lang', language, ...options]);
}

describe.each(['en', 'fr'])('what the world sends, in %s', (language) => {
  test.each(cases)('$name', async (one) => {
    const { code, out } = await validate(one, language);
    const told = JSON.parse(out) as { issues: readonly Told[] };
    expect(told).toMatchObject({ rows: one.rows, encoding: one.encoding ?? 'utf-8' });
    expect(
      told.issues.map(({ row, code: said, repair }) =>
        repair === null ? `${row} ${said}` : `${row} ${said} ${repair.safe ? '' : '?'}${repair.value}`,
      ),
    ).toEqual(one.issues);
    for (const { message } of told.issues) expect(message).toMatch(/\S{2}.*\.$/);
    expect(code).toBe(one.issues.length === 0 ? 0 : 1);
  });

  test('a file that only a person can read is refused with the way out', async () => {
    const none = await validate({ file: permits('ABC123', 'ABC124') }, language);
    expect(none.code).toBe(2);
    expect(JSON.parse(none.out)).toMatchObject({ error: { code: 'no-reference-column' } });
    expect(none.out).toContain('--header-row 0');
    const unclear = await validate({ file: 'Reference ID,Note\r\nR-1,f\x88te\r\n' }, language);
    expect(unclear.code).toBe(2);
    expect(JSON.parse(unclear.out)).toMatchObject({ error: { code: 'encoding-unclear' } });
    expect(unclear.out).toContain('macintosh, cp850');
  });
});
