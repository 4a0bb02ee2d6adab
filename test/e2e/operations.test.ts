import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { startPractice } from '../../src/opscom/practice/practice.ts';
import { wordsIn } from '../../src/words/words.ts';
import { clearKeyring } from '../support/keyring.ts';
import { connect } from './connect.ts';
import { dropFiles } from './drop.ts';
import { close, launch, type Running, temporaryFolder } from './launch.ts';
import { partsOf } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

let running: Running;

test.beforeAll(async () => {
  running = await launch();
});
picturesOfFailures(() => running?.page);
test.afterAll(async () => {
  await close(running);
  await clearKeyring();
});

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

test('A new permit in a zone that the controller did not name is warned of with the nearest name, until it has that', async () => {
  const { page } = running;
  const { words, place, all, ready, tile, next } = partsOf(page);
  const title = wordsIn('en').issues.titles['zone-unknown'];
  const drop = async (name: string, ...lines: string[]) => {
    const path = join(temporaryFolder(), name);
    writeFileSync(path, ['Permit No,Lot,End Date,Plate', ...lines, ''].join('\r\n'));
    await dropFiles(page, [path]);
    await place('file').click();
    await page.getByText(words.file.operations.create, { exact: true }).click();
    await page.getByRole('button', { name: words.file.readAgain }).click();
    await expect(all(lines.length)).toBeAttached();
  };
  const push = async (rows: number) => {
    await place('push').click();
    await next.getByRole('button', { name: words.push.go(rows, false, 'create'), exact: true }).click();
    await expect(tile('accepted', rows)).toBeVisible({ timeout: 60_000 });
  };
  const practice = await startPractice();
  try {
    await connect(page, { name: 'Lot 9', url: practice.url, token: 'token-of-zones' });
    await drop(
      'first.csv',
      'P-1,North Garage,2031-12-31T23:59:59,AB 1',
      'P-2,Lot 7,2031-12-31T23:59:59,AB 2',
    );
    await push(2);
    await drop(
      'second.csv',
      'P-3,north garag,2031-12-31T23:59:59,AB 3',
      'P-4,Lot 7,2031-12-31T23:59:59,AB 4',
    );
    await expect(ready(1)).toBeAttached();
    const issue = page.getByRole('button', { name: words.check.showIssue(title) });
    await issue.click();
    const cell = page.getByRole('gridcell', {
      name: /north garag \(.*none of the 2 zones that this controller named .* The nearest is “North Garage”\./,
    });
    await cell.dblclick();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('North Garage');
    await page.keyboard.press('Enter');
    await expect(issue).toHaveCount(0);
    await expect(ready(2)).toBeAttached();
    await push(2);
    const zones = practice.requests().map(({ body }) => JSON.parse(body ?? '{}').zone as string | undefined);
    expect(zones.filter((zone) => zone !== undefined).sort()).toEqual([
      'Lot 7',
      'Lot 7',
      'North Garage',
      'North Garage',
    ]);
  } finally {
    await practice.close();
  }
});
