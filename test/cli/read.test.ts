import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { cliHere } from '../support/cli-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-read-'));
const data = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const write = (name: string, text: string): string => {
  writeFileSync(at(name), text);
  return at(name);
};
const lines = (...records: readonly string[]): string => records.map((record) => `${record}\r\n`).join('');

describe('read', () => {
  test('says how files are understood and writes them clean, the good ones beside a bad one', async () => {
    const one = write('one.csv', lines('sep=;', 'Name;Note', 'Zoé;"a ""b"";c"', ';'));
    const two = write('two.tsv', lines('A\tB', '1\t2'));
    const into = at('clean');
    mkdirSync(into);
    const { code, out } = await cliHere(data, [
      'read',
      one,
      two,
      at('missing.csv'),
      '--json',
      '--out-dir',
      into,
    ]);
    expect(code).toBe(2);
    const told = JSON.parse(out) as Record<string, unknown>[];
    expect(told.map((file) => Object.keys(file).join(' '))).toEqual([
      'file format encoding delimiter headerRow rows columns notes',
      'file format encoding delimiter headerRow rows columns notes',
      'file error',
    ]);
    expect(told[0]).toMatchObject({
      file: one,
      format: 'csv',
      encoding: 'utf-8',
      delimiter: ';',
      headerRow: 1,
      rows: 1,
    });
    expect(told[0]?.['notes']).toHaveLength(3);
    expect(told[1]).toMatchObject({
      delimiter: '\t',
      rows: 1,
      columns: [
        { header: 'A', field: null },
        { header: 'B', field: null },
      ],
    });
    expect(readdirSync(into).sort()).toEqual(['one.csv', 'two.csv']);
    expect(readFileSync(join(into, 'one.csv'), 'utf8')).toBe(lines('Name,Note', 'Zoé,"a ""b"";c"'));
    expect(readFileSync(join(into, 'two.csv'), 'utf8')).toBe(lines('A,B', '1,2'));
  });

  test('one file can be written anywhere, several cannot go into one', async () => {
    const source = write('three.csv', lines('A,B', '1,2'));
    const good = await cliHere(data, ['read', source, '--out', at('three-clean.csv')]);
    expect([good.code, readFileSync(at('three-clean.csv'), 'utf8')]).toEqual([0, lines('A,B', '1,2')]);
    const bad = await cliHere(data, ['read', source, source, '--out', at('x.csv')]);
    expect([bad.code, existsSync(at('x.csv'))]).toEqual([2, false]);
  });
});
