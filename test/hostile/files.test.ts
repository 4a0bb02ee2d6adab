import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeResults } from '../../src/batch/exports/results.ts';
import { batchFolder } from '../../src/batch/file/data-folder.ts';
import { writeNewFile } from '../../src/disk/new-file.ts';
import { wordsIn } from '../../src/words/words.ts';
import { createTestBatch } from '../support/checked-batch.ts';
import { runCli } from '../support/command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-hostile-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const content = 'Reference ID,License Plate,Currency\nref-1,PL1,CAD\nref-2,PL2,cad\n';

/** Names that a file system takes and a program may trip over. */
const names = [
  'two\nlines.csv',
  'return\rtyped.csv',
  '\u202evsc.evil',
  'left\u2066to\u2069right.csv',
  '\u001b[31mred\u001b[0m\u0007.csv',
  '-rf.csv',
  '--help.csv',
  `quote's "both".csv`,
  '$(touch pwned).csv',
  '`touch pwned`;&|.csv',
  'per%2e%2ecent.csv',
  ' blank around .csv ',
  'é\u0301\u{1f697}.csv',
  `${'long'.repeat(62)}.csv`,
  `${'車'.repeat(83)}.csv`,
  'results.results.csv',
  '.csv',
  'CON.csv',
];

describe.skipIf(process.platform === 'win32')('file names that mean harm', () => {
  it.each(names)('%j is read, and its batch and its results have its name', async (name) => {
    const place = mkdtempSync(join(folder, 'named-'));
    writeFileSync(join(place, name), content);
    const batches = batchFolder(join(place, 'data'));
    const made = await createTestBatch(join(place, name), batches);
    if (!made.ok) throw new Error(made.failure.code);
    const results = await writeResults(made.value, wordsIn('en'));
    made.value.close();
    if (!results.ok) throw new Error(results.failure.code);
    expect(basename(results.value)).toMatch(/\.results\.csv$/);
    expect(readFileSync(results.value, 'utf8').split('\r\n')).toHaveLength(4);
    expect(readdirSync(place).toSorted()).toEqual(['data', name, basename(results.value)].toSorted());
    expect(readdirSync(batches).filter((found) => found.endsWith('.permitbatch'))).toHaveLength(1);
    expect(existsSync('pwned')).toBe(false);
  });

  it('The terminal tells of each in lines of its own making', async () => {
    const place = mkdtempSync(join(folder, 'told-'));
    for (const name of names.filter((_, at) => [0, 2, 4, 13].includes(at))) {
      writeFileSync(join(place, name), content);
      const { code, out, err } = await runCli(join(place, 'data'), ['validate', join(place, name)]);
      expect(code).toBe(1);
      for (const line of `${out}${err}`.split('\n')) {
        expect(line).toMatch(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u);
        expect(line).not.toMatch(/^lines\.csv/);
      }
    }
    const listed = await runCli(join(place, 'data'), ['list']);
    expect(listed.out.trimEnd().split('\n')).toHaveLength(5);
  });
});

describe.skipIf(process.platform === 'win32')('symlinks in place of outputs', () => {
  it('What a link points to stays as it was, wherever it points', async () => {
    const place = mkdtempSync(join(folder, 'linked-'));
    const precious = join(place, 'precious.txt');
    writeFileSync(precious, 'precious');
    const links = {
      'to-file': precious,
      'to-nothing': join(place, 'not-there.txt'),
      'to-itself': join(place, 'to-itself.csv'),
      'to-folder': place,
    };
    for (const [name, to] of Object.entries(links)) {
      const out = join(place, `${name}.csv`);
      symlinkSync(to, out);
      const written = await writeNewFile(out, (file) => file.write('results'));
      expect(written).toEqual({ ok: true, value: join(place, `${name}-2.csv`) });
      expect(lstatSync(out).isSymbolicLink()).toBe(true);
    }
    expect(readFileSync(precious, 'utf8')).toBe('precious');
    expect(existsSync(join(place, 'not-there.txt'))).toBe(false);
    expect(readdirSync(place).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it.each([
    ['the error list', (source: string, out: string) => ['validate', source, '--errors', out], 1],
    ['the corrected file', (source: string, out: string) => ['validate', source, '--out', out], 1],
    ['a clean CSV', (source: string, out: string) => ['read', source, '--out', out], 0],
    [
      'results',
      (source: string, out: string) => [
        'push',
        source,
        '--connection',
        'Practice',
        '--only-valid',
        '--results',
        out,
      ],
      1,
    ],
  ])('The terminal writes %s beside a link', async (_, args, expected) => {
    const place = mkdtempSync(join(folder, 'beside-'));
    const source = join(place, 'lot.csv');
    const precious = join(place, 'precious.txt');
    writeFileSync(source, content);
    writeFileSync(precious, 'precious');
    symlinkSync(precious, join(place, 'out.csv'));
    const { code } = await runCli(join(place, 'data'), args(source, join(place, 'out.csv')));
    expect(code).toBe(expected);
    expect(readFileSync(precious, 'utf8')).toBe('precious');
    expect(readdirSync(place)).toContain('out-2.csv');
  });

  it('A data folder whose files are links: nothing is written through them', async () => {
    const place = mkdtempSync(join(folder, 'data-linked-'));
    const precious = join(place, 'precious.json');
    writeFileSync(precious, 'precious');
    const data = join(place, 'data');
    mkdirSync(join(data, 'batches'), { recursive: true });
    symlinkSync(precious, join(data, 'batches/lot.permitbatch'));
    symlinkSync(precious, join(data, 'connections.json'));
    writeFileSync(join(place, 'lot.csv'), content);
    const read = await runCli(data, ['validate', join(place, 'lot.csv')]);
    expect(read.code).toBe(1);
    expect(readdirSync(join(data, 'batches'))).toContain('lot-2.permitbatch');
    const target = ['--controller', 'https://c.example.com', '--client', 'OC'];
    const added = await runCli(data, ['connection', 'add', 'Lot', ...target]);
    expect(added.code).toBe(2);
    expect(readFileSync(precious, 'utf8')).toBe('precious');
  });
});

it('A data folder that is no folder is told of in one line', async () => {
  const file = join(folder, 'no-folder');
  writeFileSync(file, 'x');
  writeFileSync(join(folder, 'lot.csv'), content);
  for (const args of [['list'], ['validate', join(folder, 'lot.csv')]]) {
    const { code, err } = await runCli(file, args);
    expect({ args, code, lines: err.trimEnd().split('\n').length }).toEqual({ args, code: 2, lines: 1 });
    expect(err).toContain(file);
  }
});
