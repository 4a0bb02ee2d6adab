import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
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

test('New permits are created from a file, and their results hold the reference IDs', async () => {
  const { page } = running;
  const { words, place, all, next } = partsOf(page);
  const path = join(temporaryFolder(), 'new-permits.csv');
  writeFileSync(
    path,
    [
      'Permit No,Lot,Start Date,End Date,Plate',
      'P-1,Lot 7,2026-12-01T00:00:00,2031-12-31T23:59:59,AB 1',
      'P-2,Lot 7,2026-12-01,2031-12-31T23:59:59,AB 2',
      '',
    ].join('\r\n'),
  );
  await dropFiles(page, [path]);
  // As an update it lacks reference IDs, and says so.
  await expect(page.getByText(words.columns.sentenceMissing).first()).toBeVisible();
  await place('file').click();
  await page.getByText(words.file.operations.create, { exact: true }).click();
  await expect(page.getByText(words.file.operationHints.create)).toBeVisible();
  await page.getByRole('button', { name: words.file.readAgain }).click();

  await expect(all(2)).toBeAttached();
  await expect(page.getByRole('gridcell', { name: /has no time of day/ })).toBeVisible();
  await page.getByRole('button', { name: /Repair 1/ }).click();
  await next.getByRole('button', { name: /2/ }).click();
  await expect(page.getByText(words.push.will.create(2))).toBeVisible();
  await next.getByRole('button', { name: words.push.go(2, true), exact: true }).click();
  await expect(page.getByRole('button', { name: 'accepted 2' })).toBeVisible();

  // The controller was asked for its totals around the run.
  const { zones } = wordsIn('en');
  const opener = page.getByRole('button', { name: zones.open });
  await opener.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: zones.title });
  await expect(dialog.getByRole('row', { name: 'Lot 7 0 2 +2 +2' })).toBeVisible();
  await expect(dialog.getByText(zones.note)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});
