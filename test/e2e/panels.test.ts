import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { samplePath } from '../support/sample.ts';
import { expectAccessible } from './accessible.ts';
import { dropFiles } from './drop.ts';
import { expectFit, resize, smallest, usual } from './fit.ts';
import { close, launch, type Running } from './launch.ts';
import { partsOf } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

const screens = resolve(import.meta.dirname, '../../test-results/screens');

/** The panel on one side of the work, by the names that people hear. */
function panelOf(page: Page, panel: 'history' | 'details', language: 'en' | 'fr') {
  const { shell } = partsOf(page, language).words;
  const role = panel === 'history' ? 'navigation' : 'complementary';
  return {
    region: page.getByRole(role, { name: shell[panel] }),
    edge: page.getByRole('separator', { name: shell.panels[panel].width }),
    fold: page.getByRole('button', { name: shell.panels[panel].fold, exact: true }),
    unfold: page.getByRole('button', { name: shell.panels[panel].unfold, exact: true }),
    width: async () => Math.round((await page.locator(`#${panel}`).boundingBox())?.width ?? 0),
  };
}

/** How many columns of the file are whole in sight. */
function columnsInSight(page: Page): Promise<number> {
  return page.evaluate(() => {
    const grid = document.querySelector('[role=grid]')?.getBoundingClientRect();
    const headers = [...document.querySelectorAll('.ag-header-cell')];
    return headers.filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      return (
        Number(one.getAttribute('col-id')) >= 1 &&
        grid !== undefined &&
        left >= grid.left &&
        right <= grid.right + 1
      );
    }).length;
  });
}

for (const language of ['en', 'fr'] as const) {
  test.describe(language, () => {
    test.describe.configure({ mode: 'serial' });
    let running: Running;
    const start = async (data?: string) => {
      const system = language === 'fr' ? 'fr_CA' : 'en_CA';
      running = await launch({ language: system, ...(data === undefined ? {} : { data }) });
    };

    test.beforeAll(async () => {
      await start();
      await dropFiles(running.page, [samplePath]);
      await expect(partsOf(running.page, language).all(30)).toBeAttached();
    });
    picturesOfFailures(() => running?.page);
    test.afterAll(() => close(running));

    async function look(name: string): Promise<void> {
      const { page } = running;
      mkdirSync(screens, { recursive: true });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
        await page.screenshot({
          path: join(screens, `panels-${name}-${language}-${colorScheme}.png`),
          animations: 'disabled',
        });
        await expectAccessible(page, `${name} (${colorScheme})`, colorScheme === 'dark');
      }
    }

    test('In a window of 1024 pixels the batches are folded, and five columns show beside the row number', async () => {
      const { app, page } = running;
      const [narrow] = smallest;
      if (narrow === undefined) throw new Error('There is no smallest size.');
      await resize(app, page, narrow);
      const history = panelOf(page, 'history', language);
      await expect(history.unfold).toHaveAttribute('aria-expanded', 'false');
      await expect.poll(() => columnsInSight(page)).toBeGreaterThanOrEqual(5);
      await expectFit(page, 'Check with the batches folded');
      await look('narrow');
      // What is beside the batches stays in reach, and so does the search in them.
      const { words } = partsOf(page, language);
      for (const name of [words.shell.newBatch, words.permits.title, words.shell.connections]) {
        await expect(history.region.getByRole('button', { name, exact: true })).toBeVisible();
      }
      await page.keyboard.press('Control+Shift+F');
      await expect(page.getByRole('textbox', { name: words.shell.searchHistory })).toBeFocused();
      await resize(app, page, usual);
    });

    test('Panels are as wide as the keys or the pointer draw them, and fold to a rail', async () => {
      const { page } = running;
      const history = panelOf(page, 'history', language);
      const details = panelOf(page, 'details', language);
      const before = await history.width();
      await history.edge.focus();
      await page.keyboard.press('ArrowRight');
      await expect.poll(history.width).toBe(before + 16);
      await expect(history.edge).toHaveAttribute('aria-valuenow', String(before + 16));
      await page.keyboard.press('Home');
      await expect.poll(history.width).toBe(160);
      await page.keyboard.press('End');
      await expect.poll(history.width).toBe(Math.floor(usual.width * 0.35));
      await history.edge.dblclick();
      await expect.poll(history.width).toBe(before);
      await history.edge.focus();
      await page.keyboard.press('ArrowLeft');
      await expect.poll(history.width).toBe(before - 16);

      const edge = await details.edge.boundingBox();
      if (edge === null) throw new Error('The edge is not there.');
      await page.mouse.move(edge.x + edge.width / 2, edge.y + 300);
      await page.mouse.down();
      await page.mouse.move(usual.width - 400, edge.y + 320, { steps: 4 });
      await page.mouse.up();
      await expect.poll(details.width).toBe(400);
      // A pointer that only passes by draws nothing.
      await page.mouse.move(usual.width - 300, edge.y + 320);
      await expect.poll(details.width).toBe(400);

      await details.edge.focus();
      await look('drawn');

      await details.fold.click();
      await expect(details.unfold).toBeFocused();
      await expect(details.edge).toHaveCount(0);
      await look('folded');
      await page.keyboard.press('Enter');
      await expect(details.fold).toBeFocused();
      await expect.poll(details.width).toBe(400);
      await details.edge.focus();
      await page.keyboard.press('Enter');
      await expect(details.unfold).toBeFocused();
    });

    test('Widths and folds are remembered', async () => {
      await close(running);
      await start(running.data);
      const { page } = running;
      const { history: batches, words } = partsOf(page, language);
      await batches.getByRole('button', { name: samplePath.split(/[\\/]/).at(-1) ?? '' }).click();
      await expect(page.getByRole('grid')).toBeVisible();
      const history = panelOf(page, 'history', language);
      const details = panelOf(page, 'details', language);
      await expect.poll(history.width).toBe(216);
      await expect(details.unfold).toBeVisible();
      await details.unfold.click();
      await expect.poll(details.width).toBe(400);
      await expect(page.getByRole('region', { name: words.check.issues })).toBeVisible();
    });

    test('Whatever scrolls has a thin bar in the colours of the theme', async () => {
      const { page } = running;
      const issues = page.getByRole('region', { name: partsOf(page, language).words.check.issues });
      await expect(issues).toHaveCSS('scrollbar-width', 'thin');
      await expect(issues).toHaveCSS('scrollbar-color', /^rgb\(\d+, \d+, \d+\) rgba\(0, 0, 0, 0\)$/);
    });
  });
}
