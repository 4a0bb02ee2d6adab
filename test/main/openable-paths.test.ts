import { resolve } from 'node:path';
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
])('%j opens %j', (argv, expected) => {
  expect(openablePaths(argv, folder)).toEqual(expected);
});
