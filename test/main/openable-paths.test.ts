import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { openablePaths } from '../../src/main/openable-paths.ts';

const folder = resolve('/home/lot');

test.each([
  [['permit-loader'], []],
  [['permit-loader', 'march.csv'], [resolve(folder, 'march.csv')]],
  [
    ['electron', '/src/app', '--no-sandbox', 'a.TSV', resolve('/b.xlsx')],
    [resolve(folder, 'a.TSV'), resolve('/b.xlsx')],
  ],
  [['march.csv'], []],
  [['permit-loader', 'march.PermitBatch'], [resolve(folder, 'march.PermitBatch')]],
  [['permit-loader', '--user-data-dir=/x/y.csv', 'notes.pdf', 'march.csv.exe'], []],
  [['permit-loader', pathToFileURL(resolve('/lots/à 100 % #7.csv')).href], [resolve('/lots/à 100 % #7.csv')]],
  [['permit-loader', 'file:///lots/notes.pdf', 'https://example.com/march.csv.pdf'], []],
  // Told as a file that is not there, instead of not at all.
  [['permit-loader', 'file:///lots/%ZZ.csv'], [resolve(folder, 'file:///lots/%ZZ.csv')]],
])('%j opens %j', (argv, expected) => {
  expect(openablePaths(argv, folder)).toEqual(expected);
});
