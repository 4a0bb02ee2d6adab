import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
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

const { issues } = wordsIn('en');
const file = join(temporaryFolder(), 'renewals.csv');

async function dropAnew(page: Page): Promise<void> {
  await page.getByRole('button', { name: wordsIn('en').window.shell.newBatch }).click();
  await dropFiles(page, [file]);
  await expect(partsOf(page).ready(1)).toBeAttached();
}

test('The same file dropped again offers the batch that is open, in a strip of its own that moves nothing', async () => {
  const { page } = running;
  const { words, place, ready, history } = partsOf(page);
  const rows = ['ref-1,PL 1,10.00,cad', 'ref-2,PL 2,20.00,usd', 'ref-3,PL 3,30.00,CAD'];
  writeFileSync(file, ['Reference ID,Plate,Amount,Currency', ...rows, ''].join('\r\n'));
  const banner = page.getByRole('button', { name: words.file.isOpenAlready });
  const toolbar = page.getByRole('toolbar', { name: words.check.title });
  await dropAnew(page);
  await page
    .getByRole('button', { name: words.check.repairAllLabel(2, issues.titles['currency-unknown']) })
    .click();
  await expect(ready(3)).toBeAttached();
  await expect(banner).toHaveCount(0);
  const before = await toolbar.boundingBox();

  await dropAnew(page);
  await expect(banner).toBeVisible();
  expect(await toolbar.boundingBox()).toEqual(before);
  // It stays with the batch until one leaves it: before a push above all.
  await place('push').click();
  await expect(page.getByRole('heading', { name: words.push.practiceTitle })).toBeVisible();
  await expect(banner).toBeVisible();
  await expectAccessible(page, 'a banner');
  await page.screenshot({ path: test.info().outputPath('banner.png') });
  await banner.click();
  await expectAccessible(page, 'an opened banner');
  await page.screenshot({ path: test.info().outputPath('opened.png') });
  await page.getByRole('button', { name: words.file.openThatOne }).click();
  await expect(ready(3)).toBeAttached();
  await expect(banner).toHaveCount(0);
  await expect(history.getByRole('button', { name: /renewals/ })).toHaveCount(2);
});

for (const [width, height] of [
  [1440, 900],
  [1024, 700],
] as const) {
  test(`Filters stand beside the tools and move nothing, at ${width} × ${height}`, async () => {
    const { app, page } = running;
    const { words } = partsOf(page);
    await app.evaluate(
      ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
      [width, height] as const,
    );
    writeFileSync(
      file,
      `Reference ID,Amount,Currency\r\nref-${width},10.00,CAD\r\nref-2,20.00,cad\r\nTotal,,\r\n`,
    );
    await dropAnew(page);
    const toolbar = page.getByRole('toolbar', { name: words.check.title });
    const undo = toolbar.getByRole('button', { name: words.check.undo });
    const where = async () => [await toolbar.boundingBox(), await undo.boundingBox()];
    await expect.poll(where).toEqual(await where());
    const before = await where();
    await page
      .getByRole('button', { name: words.check.showIssue(issues.titles['currency-unknown']) })
      .click();
    const chip = toolbar.getByRole('button', { name: words.check.clear });
    await expect(chip).toBeVisible();
    await expect(toolbar.getByText(words.check.showing(1))).toBeVisible();
    expect(await where()).toEqual(before);
    await expectAccessible(page, 'a filter');
    await page.screenshot({ path: test.info().outputPath('chips.png') });
    await chip.click();
    await expect(chip).toHaveCount(0);
  });
}
