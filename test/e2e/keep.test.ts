import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { expectAccessible } from './accessible.ts';
import { dropFiles } from './drop.ts';
import { close, launch, type Running, temporaryFolder } from './launch.ts';
import { partsOf } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

let running: Running;

test.beforeAll(async () => {
  running = await launch();
});
picturesOfFailures(() => running?.page);
test.afterAll(() => close(running));

test('Doubtful values are kept as they are, one or all of a kind, and undo takes that back', async () => {
  const { page } = running;
  const { words, ready } = partsOf(page);
  const { titles } = wordsIn('en').issues;
  const source = join(temporaryFolder(), 'renewals.csv');
  const rows = ['ref-1,NONE', 'ref-2,N/A', 'ref-3,nil', 'ref-4,"AB 1, CD 2"', 'Total,', 'ref-6,ABC 6'];
  writeFileSync(source, ['Reference ID,Plate', ...rows, ''].join('\r\n'));
  await dropFiles(page, [source]);
  await expect(ready(1)).toBeAttached();
  await page.getByRole('gridcell', { name: /NONE/ }).click();
  await expect(page.getByRole('button', { name: words.check.keep, exact: true })).toBeVisible();
  await expectAccessible(page, 'Check with doubtful values');
  await page.getByRole('button', { name: words.check.keep, exact: true }).click();
  await expect(ready(2)).toBeAttached();
  await page.getByRole('button', { name: words.check.keepAllLabel(2, titles.placeholder) }).click();
  await expect(page.getByText(words.check.kept(2))).toBeVisible();
  await expect(ready(4)).toBeAttached();
  await page.getByRole('button', { name: words.check.keepAllLabel(1, titles['not-a-permit']) }).click();
  await page.getByRole('button', { name: words.check.keepAllLabel(1, titles['two-plates']) }).click();
  await expect(ready(5)).toBeAttached();
  await page.getByRole('gridcell', { name: /ABC 6/ }).click();
  await page.keyboard.press('Control+z');
  await expect(ready(4)).toBeAttached();
});
