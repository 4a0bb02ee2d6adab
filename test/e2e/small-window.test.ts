import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { samplePath } from '../support/sample.ts';
import { dropFiles } from './drop.ts';
import { expectFit, resize, smallest, usual } from './fit.ts';
import { close, launch, type Running, temporaryFolder } from './launch.ts';
import { partsOf } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

/** Names of the actions in the work and below it, which no size may take away, but put behind a button. */
async function actions(page: Page): Promise<string[]> {
  const more = page.locator('[data-more][aria-expanded=false]');
  while ((await more.count()) > 0) await more.first().click();
  const found = await page.evaluate(() => {
    const all = [
      ...document.querySelectorAll<HTMLElement>(
        'main button, [data-region]:has([data-next-step]) button, [role=menuitem]',
      ),
    ];
    const seen = all.filter((one) => one.checkVisibility() && one.closest('[role=grid]') === null);
    return seen.map((one) => one.getAttribute('aria-label') ?? one.textContent ?? '').sort();
  });
  await page.keyboard.press('Escape');
  return found;
}

// French is longer.
for (const language of ['en', 'fr'] as const) {
  test.describe(language, () => {
    let running: Running;

    test.beforeAll(async () => {
      running = await launch({ language: language === 'fr' ? 'fr_CA' : 'en_CA' });
      const source = join(temporaryFolder(), 'march-renewals-of-the-downtown-lots-with-a-long-name.csv');
      copyFileSync(samplePath, source);
      await dropFiles(running.page, [source]);
      await expect(partsOf(running.page, language).all(30)).toBeAttached();
    });
    picturesOfFailures(() => running?.page);
    test.afterAll(() => close(running));

    test('Every place fits 1024 × 700 and 200 %, with all its actions', async () => {
      const { app, page } = running;
      const { words, place } = partsOf(page, language);
      const places = [
        ['file', page.getByText(words.file.firstRows(8, 30))],
        ['columns', page.getByRole('heading', { name: words.columns.title })],
        ['check', page.getByRole('toolbar', { name: words.check.title })],
        ['push', page.getByRole('heading', { name: words.push.practiceTitle })],
      ] as const;
      for (const [name, sign] of places) {
        await resize(app, page, usual);
        await place(name).click();
        await expect(sign).toBeVisible();
        const all = await actions(page);
        for (const size of smallest) {
          await resize(app, page, size);
          await expect(sign).toBeVisible();
          await expectFit(page, `${name} at ${size.name}`);
          await expect
            .poll(() => actions(page), `${name} at ${size.name}`)
            .toEqual(expect.arrayContaining(all));
        }
      }
    });

    test('Results, connections and their form fit too, and what is beside the work stays within reach', async () => {
      const { app, page } = running;
      const { words, place, next, tile } = partsOf(page, language);
      await resize(app, page, usual);
      await place('push').click();
      await page.getByRole('checkbox', { name: words.push.onlyValid(16, 14) }).check();
      await next.getByRole('button', { name: words.push.go(14, true), exact: true }).click();
      await expect(tile('accepted', 14)).toBeVisible();
      const all = await actions(page);
      for (const size of smallest) {
        await resize(app, page, size);
        await expectFit(page, `results at ${size.name}`);
        await expect
          .poll(() => actions(page), `results at ${size.name}`)
          .toEqual(expect.arrayContaining(all));
      }
      // At 200 % the list of batches and the row's details are behind a button each.
      await next.getByRole('button', { name: words.check.details }).click();
      await expect(page.getByRole('dialog', { name: words.shell.details })).toBeVisible();
      await expectFit(page, 'the details of a row at 200 %');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: words.shell.menu }).click();
      await page.getByRole('button', { name: words.shell.connections, exact: true }).click();
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expectFit(page, 'connections at 200 %');
      await page.getByRole('button', { name: words.connections.add }).click();
      const form = page.getByRole('dialog', { name: words.connections.newTitle });
      await form.getByRole('button', { name: words.connections.saveAndTry }).scrollIntoViewIfNeeded();
      await expect(form.getByRole('button', { name: words.connections.saveAndTry })).toBeInViewport();
      await expectFit(page, 'the form of a connection at 200 %');
    });
  });
}
