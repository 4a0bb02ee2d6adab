import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { spreadsheetPaths } from '../../src/main/spreadsheet-paths.ts';

const folder = resolve('/home/lot');

test.each([
  [['permit-loader'], []],
  [['permit-loader', 'march.csv'], [resolve(folder, 'march.csv')]],
  [
    ['electron', '/src/app', '--no-sandbox', 'a.TSV', resolve('/b.xlsx')],
    [resolve(folder, 'a.TSV'), resolve('/b.xlsx')],
  ],
  [['march.csv'], []],
  [['permit-loader', '--user-data-dir=/x/y.csv', 'notes.pdf', 'march.csv.exe'], []],
])('%j opens %j', (argv, expected) => {
  expect(spreadsheetPaths(argv, folder)).toEqual(expected);
});
