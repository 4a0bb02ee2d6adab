import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { practiceProcess } from '../support/command-line.ts';
import { clearKeyring } from '../support/keyring.ts';
import { samplePath } from '../support/sample.ts';
import { dropFiles } from './drop.ts';
import { launch, temporaryFolder } from './launch.ts';

const words = wordsIn('en').window;
const screens = resolve(import.meta.dirname, '../../test-results/screens');

/** Walks through every state of the window and keeps a picture of each, for a person to look at and for the README. */
for (const theme of ['light', 'dark'] as const) {
  test(`Every place can be looked at in the ${theme} theme`, async () => {
    mkdirSync(screens, { recursive: true });
    const { app, page, complaints } = await launch();
    const shoot = shooter(page, theme);
    const folder = temporaryFolder();
    const source = join(folder, 'march-renewals.csv');
    copyFileSync(samplePath, source);
    const titled = join(folder, 'lot-7.csv');
    writeFileSync(titled, 'Lot 7 renewals\r\nReference ID,Plate\r\nabc-1,PL8RDR\r\n');
    try {
      await expect(page.getByRole('button', { name: words.start.open })).toBeVisible();
      await page.evaluate((chosen) => window.permitLoader.setTheme({ theme: chosen }), theme);
      await page.reload();
      await expect(page.getByRole('button', { name: words.start.open })).toBeVisible();
      await shoot('start');

      await dropFiles(page, [titled]);
      await expect(page.getByText(/The headers seem to be in row 2/)).toBeVisible();
      await shoot('file-refused');

      await page.getByRole('button', { name: words.shell.newBatch }).first().click();
      await dropFiles(page, [source]);
      await expect(page.getByRole('radio', { name: 'All 30', exact: true })).toBeAttached();
      await page.getByRole('gridcell', { name: /There is no 30 February 2031/ }).click();
      await shoot('check');
      const steps = page.getByRole('navigation', { name: 'Steps of this batch' });
      await steps.getByRole('button', { name: /^File/ }).click();
      await shoot('file');
      await steps.getByRole('button', { name: /^Columns/ }).click();
      await shoot('columns');
      await steps.getByRole('button', { name: /^Push/ }).click();
      await page.getByRole('checkbox', { name: /^Leave out 16 rows with errors/ }).check();
      await shoot('push');
      const next = page.getByRole('region', { name: 'Status and next step' });
      await next.getByRole('button', { name: 'Practise with 14 rows' }).click();
      await expect(page.getByRole('button', { name: 'accepted 14' })).toBeVisible();
      await shoot('results');
      await page.getByRole('button', { name: words.shell.connections, exact: true }).click();
      await shoot('connections');
      expect(complaints).toEqual([]);
    } finally {
      await app.close();
    }
  });
}

test('A live push in the air can be looked at, and cancelled', async () => {
  const controller = await practiceProcess(['--latency', '1500']);
  const { app, page } = await launch();
  const shoot = shooter(page, 'light');
  const source = join(temporaryFolder(), 'lot-7.csv');
  const rows = Array.from({ length: 40 }, (_, at) => `lot-7-permit-${at},PL ${at}`);
  writeFileSync(source, ['Reference ID,Plate', ...rows, ''].join('\r\n'));
  try {
    await expect(page.getByRole('button', { name: words.start.open })).toBeVisible();
    await page.evaluate(async (url) => {
      const { permitLoader } = window;
      await permitLoader.saveConnection({
        previousName: null,
        name: 'Lot 7',
        controller: url,
        client: 'OC-TOMA',
        rate: null,
        concurrency: 4,
        zone: null,
        endDate: 'unchanged',
        dayEnd: '23:59:59',
      });
      await permitLoader.setToken({ connection: 'Lot 7', token: 'screen-token' });
    }, controller.url);
    await page.reload();
    await expect(page.getByRole('button', { name: words.start.open })).toBeVisible();
    await dropFiles(page, [source]);
    // Chosen any sooner, the connection would be the next batch's.
    await expect(page.getByRole('radio', { name: 'All 40', exact: true })).toBeAttached();
    await page.getByRole('button', { name: /^Connection:/ }).click();
    await page.getByRole('menuitem', { name: /Lot 7/ }).click();
    const next = page.getByRole('region', { name: 'Status and next step' });
    await next.getByRole('button', { name: /^Push 40 rows/ }).click();
    await shoot('push-live');
    await next.getByRole('button', { name: /^Push 40 rows/ }).click();
    await expect(page.getByRole('button', { name: words.push.cancel })).toBeVisible();
    await page.waitForTimeout(4000);
    await shoot('pushing');
    await page.getByRole('button', { name: words.push.cancel }).click();
    await shoot('cancel');
    await page.getByRole('dialog').getByRole('button', { name: words.push.cancel }).click();
    await expect(page.getByRole('button', { name: words.results.showInFolder })).toBeVisible({
      timeout: 15_000,
    });
    await shoot('results-cancelled');
  } finally {
    await app.close();
    await controller.stop();
    await clearKeyring();
  }
});

function shooter(page: Page, theme: string): (name: string) => Promise<void> {
  return async (name) => {
    await page.screenshot({ path: join(screens, `${name}-${theme}.png`), animations: 'disabled' });
  };
}
