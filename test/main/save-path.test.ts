import { expect, test } from 'vitest';
import { resultsName, withExtension } from '../../src/main/save-path.ts';

const table = [{ extensions: ['xlsx'] }, { extensions: ['csv'] }];

test.each([
  ['/x/march.results.xlsx', '/x/march.results.xlsx'],
  ['/x/march.results.CSV', '/x/march.results.CSV'],
  ['/x/march.results', '/x/march.results.xlsx'],
  ['/x/march', '/x/march.xlsx'],
  ['/x.y/march', '/x.y/march.xlsx'],
])('%s is saved as %s', (typed, path) => {
  expect(withExtension(typed, table)).toBe(path);
});

test('a dialog that offers no kinds leaves the name as it is', () => {
  expect(withExtension('/x/march', [])).toBe('/x/march');
});

test('the workbook is named as the CSV beside the source is', () => {
  expect([resultsName('march', 'csv'), resultsName('march', 'xlsx')]).toEqual([
    'march.results.csv',
    'march.results.xlsx',
  ]);
});
