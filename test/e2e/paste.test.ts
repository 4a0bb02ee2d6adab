import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'playwright/test';
import { expectAccessible } from './accessible.ts';
import { startAnew } from './connect.ts';
import { close, launch, type Running, temporaryFolder } from './launch.ts';
import { partsOf } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

let running: Running;

test.beforeAll(async () => {
  running = await launch();
});
picturesOfFailures(() => running?.page);
test.afterAll(() => close(running));

const copied = [
  'Reference ID\tLicense Plate\tEnd Date\tNote',
  'abc-1\tÉTÉ 1\t2031-12-31T23:59:59\t"two\nlines"',
  'abc-2\tPL8RDR\t2031-12-31T23:59:59\t',
  '',
].join('\r\n');

test('Rows copied in a spreadsheet are pasted, pushed, and their results saved where the person says', async () => {
  const { page, app } = running;
  const { words, all, place, next, tile } = partsOf(page);
  await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), copied);
  await expectAccessible(page, 'the start page with pasting');
  await page.keyboard.press('ControlOrMeta+V');
  await expect(all(2)).toBeAttached();
  await expect(page.getByText('ÉTÉ 1').first()).toBeVisible();
  await expect(page.getByText('Pasted rows').first()).toBeVisible();

  const out = join(temporaryFolder(), 'results', 'mine.csv');
  mkdirSync(dirname(out), { recursive: true });
  const answer = (filePath: string) =>
    app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = async () => ({ canceled: path === '', filePath: path });
    }, filePath);
  await answer('');
  await place('push').click();
  await next.locator('[data-next-step]').click();
  await expect(page.getByText('Nothing was sent.')).toBeVisible();
  await answer(out);
  await next.locator('[data-next-step]').click();
  await expect(tile('accepted', 2)).toBeVisible();
  expect(existsSync(out)).toBe(true);
  expect(readFileSync(out, 'utf8')).toContain('abc-1,ÉTÉ 1,2031-12-31T23:59:59,"two\nlines",accepted');

  await startAnew(page);
  await page.getByRole('button', { name: words.start.paste }).click();
  await expect(all(2)).toBeAttached();
});
