import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cliHere } from '../support/cli-here.ts';
import { textRow, workbookOf } from '../support/workbook-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-check-'));
const data = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const write = (name: string, text: string | Buffer): string => {
  writeFileSync(at(name), text);
  return at(name);
};
const lines = (...records: readonly string[]): string => records.map((record) => `${record}\r\n`).join('');

const header = 'Reference ID,Plate,End Date,Amount,Currency';
const permits = lines(
  header,
  'r-1,ABC,2031-12-31T23:59:59,14.50,CAD',
  '\'r-2,ABD,2031-12-31,"14,50",cad',
  'r-1,ABC,,,',
  'r-4,ABE,2031-02-30T00:00:00,5.00,',
);

interface Told {
  readonly [key: string]: unknown;
  readonly issues: readonly Readonly<Record<string, unknown>>[];
}

async function validate(file: string, ...options: readonly string[]) {
  const { code, out, err } = await cliHere(data, ['validate', file, '--json', ...options]);
  return { code, err, told: JSON.parse(out) as Told };
}

beforeAll(() => {
  mkdirSync(data);
  write('permits.csv', permits);
});

describe('validate', () => {
  test('says in one JSON value what cli.md promises, and no more', async () => {
    const { code, told } = await validate(at('permits.csv'));
    expect(code).toBe(1);
    expect(Object.keys(told)).toEqual(
      'file sha256 format encoding delimiter batch columns rows valid warned invalid issueCounts notes issues seconds'.split(
        ' ',
      ),
    );
    expect(told).toMatchObject({
      file: at('permits.csv'),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      format: 'csv',
      encoding: 'utf-8',
      delimiter: ',',
      batch: expect.stringMatching(/^(\/|[A-Z]:\\).*permits\.permitbatch$/),
      columns: [
        { header: 'Reference ID', field: 'referenceId' },
        { header: 'Plate', field: 'plate' },
        { header: 'End Date', field: 'endDate' },
        { header: 'Amount', field: 'amount' },
        { header: 'Currency', field: 'currency' },
      ],
      rows: 4,
      valid: 1,
      warned: 0,
      invalid: 3,
      issueCounts: {
        'reference-characters': 1,
        'end-date-format': 1,
        'amount-format': 1,
        'currency-unknown': 1,
        'reference-duplicate': 1,
        'end-date-impossible': 1,
        'amount-without-currency': 1,
      },
      seconds: expect.any(Number),
    });
    expect(existsSync(String(told['batch']))).toBe(true);
    expect(
      told.issues.map(({ row, column, field, code, severity }) => [row, column, field, code, severity]),
    ).toEqual([
      [3, 1, 'referenceId', 'reference-characters', 'error'],
      [3, 3, 'endDate', 'end-date-format', 'error'],
      [3, 4, 'amount', 'amount-format', 'error'],
      [3, 5, 'currency', 'currency-unknown', 'error'],
      [4, 1, 'referenceId', 'reference-duplicate', 'error'],
      [5, 3, 'endDate', 'end-date-impossible', 'error'],
      [5, 4, 'amount', 'amount-without-currency', 'warning'],
    ]);
    for (const issue of told.issues) {
      expect(Object.keys(issue)).toEqual([
        'row',
        'column',
        'field',
        'code',
        'severity',
        'message',
        'value',
        'repair',
      ]);
      const { repair } = issue;
      if (repair !== null) expect(Object.keys(repair as object)).toEqual(['value', 'label', 'safe']);
    }
    expect(told.issues[3]).toMatchObject({ value: 'cad', repair: { value: 'CAD', safe: true } });
    expect(told.issues[4]?.['message']).toContain('Row 2');
  });

  test('--repair, --duplicates, --out and --errors, and nothing that exists is overwritten', async () => {
    const source = write('repaired.csv', permits);
    write('fixed.csv', 'mine');
    const [out, errors] = [at('fixed.csv'), at('errors.csv')];
    const { code, told, err } = await validate(
      source,
      '--repair',
      '--duplicates',
      'last',
      '--out',
      out,
      '--errors',
      errors,
    );
    expect(code).toBe(1);
    expect(told).toMatchObject({ rows: 4, valid: 3, warned: 0, invalid: 1 });
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect(err).toContain(at('fixed-2.csv'));
    expect(readFileSync(at('fixed-2.csv'), 'utf8')).toBe(
      `\ufeff${lines(
        header,
        'r-1,ABC,2031-12-31T23:59:59,14.50,CAD',
        'r-2,ABD,2031-12-31T23:59:59,14.50,CAD',
        'r-1,ABC,,,',
        'r-4,ABE,2031-02-30T00:00:00,5.00,',
      )}`,
    );
    const [head, ...rows] = readFileSync(errors, 'utf8').trimEnd().split('\r\n');
    expect(head).toBe(`\ufeff${header},opscom_row,opscom_check,opscom_issues,opscom_explained`);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatch(
      /^r-4,ABE,2031-02-30T00:00:00,5\.00,,5,invalid,end-date-impossible; amount-without-currency,/,
    );
    expect(readFileSync(source, 'utf8')).toBe(permits);
  });

  test('--map, a column left out, and a mapping that is remembered and said', async () => {
    const source = write('mapped.csv', lines('Key,Car,Plate', 'r-1,AAA,BBB'));
    const missing = await validate(source);
    expect([missing.code, missing.told]).toMatchObject([2, { error: { code: 'no-reference-column' } }]);
    const { code, told } = await validate(
      source,
      '--map',
      'Key=referenceId',
      '--map',
      'Car=plate',
      '--map',
      'Plate=',
    );
    const fields = [
      { header: 'Key', field: 'referenceId' },
      { header: 'Car', field: 'plate' },
      { header: 'Plate', field: null },
    ];
    expect([code, told['columns']]).toEqual([0, fields]);
    const again = await validate(source);
    expect([again.code, again.told['columns']]).toEqual([0, fields]);
    expect(again.err).toContain('As you chose before');
    const french = await cliHere(data, ['validate', source, '--lang', 'fr']);
    expect(french.out + french.err).toContain('Comme vous l’aviez choisi');
  });

  test('reads as it is told to', async () => {
    const odd = lines(
      'Title',
      '',
      'Reference ID;Plate;Amount',
      "r-1;'A;B';14.50",
      "r-2;'it\\'s';14.50",
    ).replaceAll('B', 'É');
    const source = write('odd.txt', Buffer.from(odd, 'latin1'));
    const unconfirmed = await validate(source, '--delimiter', ';');
    expect([unconfirmed.code, unconfirmed.told]).toMatchObject([2, { error: { code: 'header-not-first' } }]);
    expect(unconfirmed.err).toContain('--header-row 3');
    const fixed = at('odd.csv');
    const { code, told } = await validate(
      source,
      '--delimiter',
      'semicolon',
      '--quote',
      "'",
      '--escape',
      '\\',
      '--encoding',
      'windows-1252',
      '--header-row',
      '3',
      '--out',
      fixed,
    );
    expect(code).toBe(0);
    expect(told).toMatchObject({ encoding: 'windows-1252', delimiter: ';', rows: 2, warned: 2 });
    expect(readFileSync(fixed, 'utf8')).toBe(
      `\ufeff${lines('Reference ID,Plate,Amount', 'r-1,A;É,14.50', "r-2,it's,14.50")}`,
    );
  });

  test('reads the sheet that is named, and says which there are when none has that name', async () => {
    const sheet = (id: string) => textRow(1, ['Reference ID', 'Plate']) + textRow(2, [id, 'PL8RDR']);
    const source = at('two-sheets.xlsx');
    writeFileSync(source, workbookOf({ sheets: { March: sheet('march-1'), April: sheet('april-1') } }));
    const out = at('april.csv');
    const { code } = await validate(source, '--sheet', 'April', '--out', out);
    expect([code, readFileSync(out, 'utf8')]).toEqual([
      0,
      `\ufeff${lines('Reference ID,Plate', 'april-1,PL8RDR')}`,
    ]);
    const none = await validate(source, '--sheet', 'May');
    expect(none.code).toBe(2);
    expect(none.err).toMatch(/May.*March.*April/s);
  });

  test('tells every issue in French', async () => {
    const { code, out } = await cliHere(data, ['validate', at('permits.csv'), '--lang', 'fr']);
    expect(code).toBe(1);
    expect(out).toMatch(/Ligne 4.:.La ligne 2 a aussi/);
    expect(out).toMatch(/Ligne 5.:.Il n’y a pas de 30 février 2031/);
    expect(out).toMatch(/4 lignes.: 1 prête, 0 avec avertissement, 3 avec erreur/);
  });

  test('--connection lends its time settings', async () => {
    const times = ['--zone', 'America/Toronto', '--end-date', 'utc', '--day-end', '18:00:00'];
    const added = await cliHere(data, [
      'connection',
      'add',
      'Lot 7',
      '--controller',
      'https://c.example',
      '--client',
      'C',
      ...times,
    ]);
    expect(added.code).toBe(0);
    const source = write(
      'times.csv',
      lines('Reference ID,End Date', 'r-1,2031-12-31', 'r-2,2031-03-09T02:30:00', 'r-3,2031-12-31T00:00:00Z'),
    );
    const { told } = await validate(source, '--connection', 'lot 7');
    expect(
      told.issues.map(({ code, repair }) => [code, (repair as { value: string } | null)?.value]),
    ).toEqual([
      ['end-date-format', '2031-12-31T18:00:00'],
      ['end-date-impossible', undefined],
      ['end-date-format', '2031-12-30T19:00:00'],
    ]);
  });

  test.each<[string, string, readonly string[], string]>([
    ['a file that is missing', 'missing.csv', [], 'file-missing'],
    ['a folder', '.', [], 'file-is-directory'],
    ['an empty file', 'empty.csv', [], 'file-empty'],
    ['an unknown field', 'permits.csv', ['--map', 'Plate=colour'], 'usage'],
    ['a header row that is no number', 'permits.csv', ['--header-row', 'first'], 'usage'],
    ['a header that is not there', 'permits.csv', ['--map', 'Colour=plate'], 'map-header-unknown'],
    [
      'a field mapped twice',
      'permits.csv',
      ['--map', 'Plate=plate', '--map', 'Amount=plate'],
      'map-field-twice',
    ],
    ['an unknown encoding', 'permits.csv', ['--encoding', 'klingon'], 'option-encoding'],
    ['a connection that is not there', 'permits.csv', ['--connection', 'Lot 99'], 'connection-unknown'],
    ['an option that does not exist', 'permits.csv', ['--colour'], 'usage'],
    ['a choice that does not exist', 'permits.csv', ['--duplicates', 'some'], 'usage'],
    ['a folder for --out that is missing', 'permits.csv', ['--out', at('none/x.csv')], 'folder-missing'],
  ])('%s ends with 2 and a sentence', async (_, name, options, error) => {
    write('empty.csv', '');
    const { code, out, err } = await cliHere(data, ['validate', at(name), '--json', ...options]);
    expect(code).toBe(2);
    expect(err.trim()).not.toBe('');
    expect(JSON.parse(out)).toMatchObject({ error: { code: error, message: expect.any(String) } });
  });

  test('warnings alone are all good', async () => {
    const { code, told } = await validate(write('warned.csv', lines(header, 'r-1,A,2001-01-01T00:00:00,,')));
    expect([code, told['warned'], told['invalid']]).toEqual([0, 1, 0]);
  });
});
