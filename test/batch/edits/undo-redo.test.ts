import { expect, test } from 'vitest';
import type { DuplicateChoice } from '../../../src/batch/check/duplicates.ts';
import { readMeta } from '../../../src/batch/file/meta.ts';
import { rowPage } from '../../../src/batch/rows/rows.ts';
import { agreesWithAFreshOne, folder, headers, withFolder } from '../../support/batch-changes.ts';
import { checkedBatch, chooseDateOrder, chooseDuplicates } from '../../support/checked-batch.ts';

withFolder();

test.each<[DuplicateChoice, string[], number[]]>([
  [null, ['3 first 2', '5 first 2', '6 first 4'], []],
  ['first', [], [3, 5, 6]],
  ['last', [], [2, 3, 4]],
  ['all', [], []],
])('of the rows with one reference ID, %s: errors %j, left out %j', async (choice, errors, skipped) => {
  const rows = ['a', ' a', 'b', 'a', 'b', 'A', '{a}'].map((reference) => [reference, 'P', '', '', '']);
  const document = await checkedBatch(folder, [headers, ...rows]);
  chooseDuplicates(document, choice);
  const { rows: shown } = rowPage(document, { filter: {}, offset: 0, limit: 10 });
  const duplicates = shown.flatMap(({ number, issues }) =>
    issues
      .filter(({ code }) => code === 'reference-duplicate')
      .map(({ facts }) => `${number} first ${facts['first']}`),
  );
  expect(duplicates).toEqual(errors);
  expect(shown.filter(({ outcome }) => outcome.status === 'skipped').map(({ number }) => number)).toEqual(
    skipped,
  );
  await agreesWithAFreshOne(document);
  document.close();
});

test('an order of day and month counts from the moment it is proved or chosen, and is taken back', async () => {
  const document = await checkedBatch(folder, [headers, ['r-1', '', '03/04/2031', '', '']]);
  const repairs = () =>
    rowPage(document, { filter: {}, offset: 0, limit: 5 }).rows.flatMap(({ issues }) =>
      issues.map(({ repair }) => (repair ? `${repair.value} ${repair.safe}` : null)),
    );
  expect(repairs()).toEqual([null]);
  chooseDateOrder(document, 'day-first');
  expect(repairs()).toEqual(['2031-04-03T23:59:59 true']);
  chooseDateOrder(document, 'month-first');
  expect(repairs()).toEqual(['2031-03-04T23:59:59 true']);
  chooseDateOrder(document, null);
  expect(repairs()).toEqual([null]);
  document.close();
  const proved = await checkedBatch(folder, [
    headers,
    ['r-1', '', '03/04/2031', '', ''],
    ['r-2', '', '23/04/2031', '', ''],
  ]);
  expect(readMeta(proved, 'settings')?.dateOrder).toBe('day-first');
  proved.close();
});
