import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'playwright/test';
import { clearKeyring } from '../support/keyring.ts';
import { accept, answerJson, reject, scriptedController } from '../support/scripted-controller.ts';
import { expectAccessible } from './accessible.ts';
import { connect } from './connect.ts';
import { dropFiles } from './drop.ts';
import { close, launch, type Running } from './launch.ts';
import { partsOf, permits } from './parts.ts';
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

test('Rejected and unknown rows come first with the controller’s words, and are retried into a file of their own', async () => {
  const { page, app } = running;
  const { words, next, place, all, tile } = partsOf(page);
  let healed = false;
  const controller = await scriptedController((request, response) => {
    if (healed) accept(request, response);
    else if (request.referenceId === 'permit-3') reject(9009)(request, response);
    else if (request.referenceId === 'permit-5') answerJson(response, { hello: 'world' });
    else accept(request, response);
  });
  const source = permits('lot-7.csv', 8);
  try {
    await connect(page, { name: 'Lot 7', url: controller.url, token: 'a-token' });
    await dropFiles(page, [source]);
    await expect(all(8)).toBeAttached();
    await place('push').click();
    await next.getByRole('button', { name: words.push.go(8, false), exact: true }).click();
    await expect(tile('accepted', 6)).toBeVisible({ timeout: 60_000 });
    await expect(tile('rejected', 1)).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByRole('gridcell', { name: 'permit-3' })).toBeVisible();
    await expect(page.getByRole('gridcell', { name: /error 9009 \(9009\)/ })).toBeVisible();
    await tile('unknown', 1).click();
    await expect(page.getByRole('gridcell', { name: 'permit-5' })).toBeVisible();

    // Whatever tile is pressed, a text is looked for among all rows; a tile narrows what was found.
    const find = page.getByRole('textbox', { name: words.results.find });
    await page.keyboard.press('Control+f');
    await expect(find).toBeFocused();
    for (const [text, permit] of [
      ['PL 7', 'permit-7'],
      ['Error 9009', 'permit-3'],
      ['9009', 'permit-3'],
    ] as const) {
      await find.fill(text);
      await expect(page.getByRole('gridcell', { name: permit })).toBeVisible();
    }
    await expect(page.getByText(words.check.showing(1))).toBeVisible();
    await expect(page.getByRole('gridcell', { name: 'permit-5' })).toHaveCount(0);
    await expectAccessible(page, 'results, searched');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: test.info().outputPath(`results-${colorScheme}.png`) });
    }
    await tile('unknown', 1).click();
    await expect(page.getByText(words.check.showing(0))).toBeVisible();
    await find.press('Escape');
    await expect(page.getByRole('gridcell', { name: 'permit-5' })).toBeVisible();

    const shown = await app.evaluate(({ shell }) => {
      const seen: string[] = [];
      shell.showItemInFolder = (path) => void seen.push(path);
      (globalThis as { seen?: string[] }).seen = seen;
      return seen;
    });
    expect(shown).toEqual([]);
    await page.getByRole('button', { name: words.results.showInFolder }).click();
    await expect
      .poll(() => app.evaluate(() => (globalThis as { seen?: string[] }).seen))
      .toEqual([join(dirname(source), 'lot-7.results.csv')]);

    healed = true;
    const reasons = page.getByRole('region', { name: words.results.why(1) });
    await reasons.getByRole('button', { name: new RegExp(words.results.showReason) }).click();
    await expect(page.getByRole('gridcell', { name: 'permit-3' })).toBeVisible();
    await next.getByRole('button', { name: words.results.retryChoose(2) }).click();
    const which = page.getByRole('dialog', { name: words.results.retryWhich });
    await expect(which.getByRole('checkbox', { name: words.results.retryOutcomes.unknown(1) })).toBeChecked();
    await which.getByRole('button', { name: words.results.retry(2) }).click();
    await expect(page.getByText(words.results.allAccepted(8))).toBeVisible();
    // Both are kept; the newest is the one that counts.
    const file = page.locator('[data-results-path]');
    await expect(file).toHaveText('lot-7.results-2.csv');
    const older = page.getByRole('button', { name: words.results.olderFiles(1), exact: true });
    await expect(older).toHaveAttribute('aria-expanded', 'false');
    await older.click();
    const first = join(dirname(source), 'lot-7.results.csv');
    await page.getByRole('button', { name: `${words.results.showInFolder}: lot-7.results.csv` }).click();
    await expect.poll(() => app.evaluate(() => (globalThis as { seen?: string[] }).seen?.length)).toBe(2);
    expect(await app.evaluate(() => (globalThis as { seen?: string[] }).seen?.at(-1))).toBe(first);
    const foreign = await page.evaluate(
      (path) => window.permitLoader.showResults({ batch: 'lot-7.permitbatch', path }),
      source,
    );
    expect(foreign).toMatchObject({ ok: false, failure: { code: 'results-missing' } });
    await expectAccessible(page, 'older results');
    await page.screenshot({ path: test.info().outputPath('older.png') });
    const second = readFileSync(join(dirname(source), 'lot-7.results-2.csv'), 'utf8');
    expect(second.match(/,accepted,/g)).toHaveLength(8);
  } finally {
    await controller.close();
  }
});
