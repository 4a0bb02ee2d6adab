import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { expectAccessible } from './accessible.ts';
import { startAnew } from './connect.ts';
import { dropFiles } from './drop.ts';
import { close, launch, type Running, temporaryFolder } from './launch.ts';
import { partsOf } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

const screens = resolve(import.meta.dirname, '../../test-results/screens');

for (const language of ['en', 'fr'] as const) {
  test.describe(language, () => {
    let running: Running;
    const { titles } = wordsIn(language).issues;

    test.beforeAll(async () => {
      running = await launch({ language: language === 'fr' ? 'fr_CA' : 'en_CA' });
    });
    picturesOfFailures(() => running?.page);
    test.afterAll(() => close(running));

    async function open(headers: string, rows: readonly string[]): Promise<void> {
      const { page } = running;
      await startAnew(page);
      const source = join(temporaryFolder(), 'renewals.csv');
      writeFileSync(source, [headers, ...rows, ''].join('\r\n'));
      await dropFiles(page, [source]);
      await expect(partsOf(page, language).all(rows.length)).toBeAttached();
    }

    async function look(name: string): Promise<void> {
      const { page } = running;
      mkdirSync(screens, { recursive: true });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
        const path = join(screens, `issues-${name}-${language}-${colorScheme}.png`);
        await page.screenshot({ path, animations: 'disabled' });
        await expectAccessible(page, `${name} (${colorScheme})`, colorScheme === 'dark');
      }
    }

    test('Rows that no repair fits are set, blanked or left out beside those that one fits', async () => {
      const { page } = running;
      const { words, ready } = partsOf(page, language);
      const { bulk } = words;
      const amounts = ['10', 'ten', 'x', '$20.00', 'y', '12.50'];
      await open(
        'Reference ID,Amount,Currency',
        amounts.map((amount, at) => `ref-${at},${amount},CAD`),
      );
      const title = titles['amount-format'];
      await page.getByRole('button', { name: bulk.moreOfIssue(title), exact: true }).click();
      const menu = page.getByRole('menu');
      await expect(menu.getByText(bulk.unfit(3))).toBeVisible();
      await look('more');
      await menu.getByRole('menuitem', { name: bulk.ofIssueLabel.blank(title) }).click();
      const dialog = page.getByRole('dialog', { name: bulk.title });
      await expect(dialog.getByText(bulk.will(3, 3))).toBeVisible();
      await dialog.getByRole('button', { name: bulk.apply.change(3) }).click();
      await expect(page.getByText(bulk.done.change(3))).toBeVisible();

      // Now a repair fits all that are left.
      await page.getByRole('button', { name: bulk.moreOfIssue(title), exact: true }).click();
      await expect(menu.getByText(bulk.allOfIssue(2))).toBeVisible();
      await menu.getByRole('menuitem', { name: bulk.ofIssueLabel['leave-out'](title) }).click();
      await dialog.getByRole('button', { name: bulk.apply['leave-out'](2) }).click();
      await expect(ready(1)).toBeAttached();
    });
  });
}
