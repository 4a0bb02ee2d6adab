import { copyFileSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { samplePath } from '../support/sample.ts';
import { expectAccessible } from './accessible.ts';
import { dropFiles } from './drop.ts';
import { launch, temporaryFolder } from './launch.ts';

const pictures = resolve(import.meta.dirname, '../../test-results/pictures');

/** Opens the guide as staff would, and takes the pictures anew that it shows. */
for (const language of ['en', 'fr'] as const) {
  test(`Help opens the guide with its pictures (${language})`, async () => {
    const words = wordsIn(language).window;
    const { app, page, complaints } = await launch({ language: language === 'fr' ? 'fr_CA' : 'en_CA' });
    const shoot = async (name: string) => {
      mkdirSync(join(pictures, language), { recursive: true });
      await page.screenshot({ path: join(pictures, language, `${name}.png`), animations: 'disabled' });
    };
    const source = join(temporaryFolder(), 'march-renewals.csv');
    copyFileSync(samplePath, source);
    try {
      await page.getByRole('button', { name: words.shell.help, exact: true }).click();
      const guide = page
        .getByRole('complementary')
        .filter({ has: page.getByRole('heading', { level: 3 }) })
        .filter({ has: page.locator('img') });
      await expect(guide.getByRole('heading', { level: 3 })).toHaveCount(9);
      await expect(guide.locator('img')).toHaveCount(4);
      const widths = await guide
        .locator('img')
        .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
      for (const width of widths) expect(width).toBeGreaterThan(500);
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expectAccessible(page, `the guide (${language})`);
      await shoot('guide');
      await guide.getByRole('button', { name: words.shortcuts.title }).click();
      await expect(page.getByText(words.shortcuts.lead)).toBeVisible();
      await page.keyboard.press('Escape');

      await dropFiles(page, [source]);
      await expect(page.getByRole('grid')).toBeVisible();
      // One works beside it: nothing is covered, and the keyboard goes where it is sent.
      await expect(guide).toBeVisible();
      await page.getByRole('gridcell', { name: /2031-02-30/ }).click();
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: test.info().outputPath(`beside-${colorScheme}.png`) });
      }
      const [next, beside] = [
        await page.locator('[data-next-step]').boundingBox(),
        await guide.boundingBox(),
      ];
      expect((next?.x ?? 0) + (next?.width ?? 0)).toBeLessThanOrEqual(beside?.x ?? 0);
      await guide.getByRole('button', { name: words.shell.close }).click();
      await expect(guide).toHaveCount(0);
      await page.getByRole('gridcell', { name: /2031-02-30/ }).click();
      await shoot('check');
      await page.locator('[data-place="file"]').click();
      await expect(page.getByText(words.file.firstRows(8, 30))).toBeVisible();
      await shoot('file');
      await page.locator('[data-place="push"]').click();
      await page.getByRole('checkbox').first().check();
      await shoot('push');
      await page.locator('[data-next-step]').click();
      await expect(page.getByText('march-renewals.results.csv')).toBeVisible();
      await expect(page.getByRole('complementary').getByRole('heading').first()).toBeVisible();
      await shoot('results');
      expect(complaints).toEqual([]);
    } finally {
      await app.close();
    }
  });
}
