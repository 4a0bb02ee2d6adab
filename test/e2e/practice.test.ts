import { copyFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { clearKeyring } from '../support/keyring.ts';
import { samplePath } from '../support/sample.ts';
import { accept, scriptedController } from '../support/scripted-controller.ts';
import { connect } from './connect.ts';
import { dropFiles } from './drop.ts';
import { launch, temporaryFolder } from './launch.ts';
import { partsOf } from './parts.ts';

const words = wordsIn('en').window;

test('What was practised is said to be practice, stays with it, and goes to a live controller as a batch of its own', async () => {
  const controller = await scriptedController(accept);
  const { app, page } = await launch();
  const parts = partsOf(page);
  const bar = page.getByRole('region', { name: words.shell.top });
  const main = page.getByRole('main');
  const source = join(temporaryFolder(), 'march.csv');
  copyFileSync(samplePath, source);
  try {
    await connect(page, { name: 'Lot 7', url: controller.url, token: 'practice-token' });
    await expect(main).toContainText(`${words.start.goesTo}Lot 7${words.connections.live}${controller.url}`);
    await page.evaluate(() => window.permitLoader.chooseConnection({ batch: null, connection: 'Practice' }));
    await page.reload();
    await expect(page.getByRole('button', { name: words.start.open })).toBeVisible();
    await expect(main).toContainText(
      `${words.start.goesTo}${words.connections.practiceName}${words.connections.practice}`,
    );
    await dropFiles(page, [source]);
    await page.getByRole('button', { name: /^Repair 1 row: Amount/ }).click();
    await expect(page.getByRole('radio', { name: 'Errors 15' })).toBeAttached();
    await parts.place('push').click();
    await page.getByRole('checkbox', { name: /^Leave out 15 rows/ }).check();
    await parts.next.getByRole('button', { name: words.push.go(15, true), exact: true }).click();
    await expect(page.getByText(words.results.wasPractice)).toBeVisible();
    expect(controller.got).toHaveLength(0);

    const refused = await page.evaluate(async () => {
      const batches = await window.permitLoader.listBatches();
      const batch = batches.ok ? (batches.value.batches[0]?.batch ?? '') : '';
      return window.permitLoader.chooseConnection({ batch, connection: 'Lot 7' });
    });
    expect(refused).toMatchObject({ ok: false, failure: { code: 'batch-bound' } });

    await page.getByRole('button', { name: words.results.pushForReal }).click();
    await expect(bar.getByText(words.connections.practice, { exact: true })).toBeVisible();
    await page.getByRole('menuitem', { name: /Lot 7/ }).click();
    await expect(bar.getByText(words.connections.live, { exact: true })).toBeVisible();
    await expect(bar.getByText(words.connections.practice, { exact: true })).toHaveCount(0);
    // The repair came along, and nothing that practice accepted.
    await expect(page.getByRole('radio', { name: 'Errors 15' })).toBeAttached();
    await parts.place('push').click();
    await page.getByRole('checkbox', { name: /^Leave out 15 rows/ }).check();
    await parts.next.getByRole('button', { name: words.push.go(15, false), exact: true }).click();
    await expect(page.getByRole('button', { name: 'accepted 15' })).toBeVisible();
    expect(controller.got).toHaveLength(15);
    const results = readFileSync(join(dirname(source), 'march.results-2.csv'), 'utf8');
    expect(results).toContain('Amount: $14.5 → 14.50');
  } finally {
    await app.close();
    await controller.close();
    await clearKeyring();
  }
});
