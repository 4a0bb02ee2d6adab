import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { startPractice } from '../../src/opscom/practice/practice.ts';
import { wordsIn } from '../../src/words/words.ts';
import { clearKeyring } from '../support/keyring.ts';
import { expectAccessible } from './accessible.ts';
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

function file(name: string, ...lines: readonly string[]): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, `${['Reference ID,Plate', ...lines].join('\r\n')}\r\n`);
  return path;
}

test('What a push changed is put back by a batch of its own, which names the one that it undoes', async () => {
  const { page } = running;
  const { words, next, place, tile } = partsOf(page);
  const practice = await startPractice();
  try {
    await connect(page, { name: 'Lot 7', url: practice.url, token: 'a-token' });
    const pushed = async (path: string, rows: number) => {
      await dropFiles(page, [path]);
      await place('push').click();
      await next.getByRole('button', { name: words.push.go(rows, false), exact: true }).click();
      await expect(tile('accepted', rows)).toBeVisible({ timeout: 60_000 });
    };
    await pushed(file('january.csv', 'a-1,OLD1', 'a-2,OLD2'), 2);
    await pushed(file('february.csv', 'a-1,NEW1', 'a-2,NEW2', 'a-3,NEW3'), 3);
    await page.getByRole('button', { name: words.putBack.open(false) }).click();
    const dialog = page.getByRole('dialog', { name: words.putBack.title(false) });
    await expect(dialog.getByText(words.putBack.restorable(false, 2, 3))).toBeVisible();
    await expect(dialog.getByText(words.putBack.leftOut['not-known'](1))).toBeVisible();
    await expectAccessible(page, 'put back');
    await dialog.getByRole('button', { name: words.putBack.make }).click();
    await expect(page.getByRole('gridcell', { name: 'OLD1' })).toBeVisible();
    await place('file').click();
    await expect(page.getByText(/undoes “february\.csv”/)).toBeVisible();
    await place('push').click();
    await expect(page.getByText(words.push.leftOutBy['undo-not-known'](1))).toBeVisible();
    const results = join(temporaryFolder(), 'put-back.results.csv');
    await running.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, results);
    await next.getByRole('button', { name: words.push.go(2, false), exact: true }).click();
    await expect(tile('accepted', 2)).toBeVisible({ timeout: 60_000 });
    const plates = practice
      .requests()
      .map(({ body }) => (JSON.parse(body ?? '{}') as { plate?: string }).plate);
    expect(plates.slice(-2).toSorted()).toEqual(['OLD1', 'OLD2']);
  } finally {
    await practice.close();
  }
});

test('Of a file with one change only that row is sent, when the rest is left out', async () => {
  const { page } = running;
  const { words, next, place, tile } = partsOf(page);
  const { fields } = wordsIn('en').issues;
  const practice = await startPractice();
  try {
    await connect(page, { name: 'Lot 8', url: practice.url, token: 'a-token' });
    await dropFiles(page, [file('march.csv', 'b-1,AAA1', 'b-2,AAA2', 'b-3,AAA3')]);
    await place('push').click();
    await next.getByRole('button', { name: words.push.go(3, false), exact: true }).click();
    await expect(tile('accepted', 3)).toBeVisible({ timeout: 60_000 });
    await dropFiles(page, [file('april.csv', 'b-1,AAA1', 'b-2,BBB2', 'b-3,AAA3')]);
    await page.getByRole('gridcell', { name: 'BBB2 (was AAA2, last known here on' }).click();
    await expect(page.getByRole('definition').filter({ hasText: 'was AAA2' })).toBeVisible();
    await expectAccessible(page, 'old and new');
    await place('push').click();
    const changes = page.getByRole('region', { name: words.push.changes.title });
    const { changed, field, leaveOut } = words.push.changes;
    await expect(changes.getByText(changed(1))).toBeVisible();
    await expect(changes.getByText(field(1, fields.plate))).toBeVisible();
    const again = /^2 rows carry exactly what was accepted last time, newest from march\.permitbatch on/;
    await expect(changes.getByText(again)).toBeVisible();
    await expectAccessible(page, 'changes before a push');
    await changes.getByRole('button', { name: leaveOut(2) }).click();
    const leftOut = page.getByText(words.push.leftOutBy.unchanged(2));
    await expect(leftOut).toBeVisible();
    await expect(next.getByText(words.bulk.done['leave-out'](2))).toBeVisible();
    await next.getByRole('button', { name: words.check.undo, exact: true }).click();
    await expect(next.getByText(words.steps.undone({ did: 'leave-out', of: 'row', count: 2 }))).toBeVisible();
    await expect(leftOut).toBeHidden();
    await next.getByRole('button', { name: words.check.redo, exact: true }).click();
    await expect(leftOut).toBeVisible();
    await next.getByRole('button', { name: words.push.go(1, false), exact: true }).click();
    await expect(tile('accepted', 1)).toBeVisible({ timeout: 60_000 });
    await expect(tile('skipped', 2)).toBeVisible();
    expect(practice.requests()).toHaveLength(4);
  } finally {
    await practice.close();
  }
});
