import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { clearKeyring } from '../support/keyring.ts';
import { expectAccessible } from './accessible.ts';
import { expectFit, resize, smallest, usual } from './fit.ts';
import { close, launch, type Running } from './launch.ts';
import { picturesOfFailures } from './picture.ts';

/** Set by `npm run pictures`: the language to take every state in, at every size. */
const wanted = process.env['PICTURES'];
export const takesPictures = wanted !== undefined;
export const language = wanted === 'fr' ? 'fr' : 'en';
const results = resolve(import.meta.dirname, '../../test-results');
const screens = wanted === undefined ? join(results, 'screens') : join(results, 'pictures-of-all', language);

interface Tour {
  running(): Running;
  look(page: Page, name: string): Promise<void>;
  lookAtResults(page: Page, name: string): Promise<void>;
  /** Looks in `npm run pictures` alone: in the suite another test has axe look at the same. */
  lookForPictures(page: Page, name: string): Promise<void>;
}

/**
 * One app for the tests of a file, which walk through states of the window. Of each, in both themes, it keeps a picture
 * for a person to look at and for the README, and lets axe look for what would keep somebody out. At the smallest sizes
 * everything has to fit.
 */
export function tourOfScreens(): Tour {
  let running: Running;
  test.describe.configure({ mode: 'serial' });
  test.beforeAll(async () => {
    running = await launch({ language: language === 'fr' ? 'fr_CA' : 'en_CA' });
  });
  picturesOfFailures(() => running?.page);
  test.afterAll(async () => {
    await close(running);
    await clearKeyring();
  });
  test.afterEach(() => {
    expect(running.complaints).toEqual([]);
  });

  async function look(page: Page, name: string): Promise<void> {
    mkdirSync(screens, { recursive: true });
    await inBothThemes(page, name, true);
    for (const size of smallest) {
      await resize(running.app, page, size);
      if (takesPictures) await inBothThemes(page, `${name}-${size.name}`, false);
      await expectFit(page, `${name} at ${size.name}`);
    }
    await resize(running.app, page, usual);
  }

  async function inBothThemes(page: Page, name: string, axe: boolean): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
      const path = join(screens, `${name}-${colorScheme}.png`);
      if (axe) await page.screenshot({ path, animations: 'disabled' });
      // Playwright takes a quarter of a window that is zoomed to 200 %.
      else writeFileSync(path, await picture(running));
      if (axe) await expectAccessible(page, `${name} (${colorScheme})`, colorScheme === 'dark');
    }
  }

  return {
    running: () => running,
    look,
    async lookForPictures(page, name) {
      if (takesPictures) await look(page, name);
    },
    // Once its rows are there and the first of them is explained beside them.
    async lookAtResults(page, name) {
      await expect(page.getByRole('complementary').getByRole('heading').first()).toBeVisible();
      await look(page, name);
    },
  };
}

async function picture({ app }: Running): Promise<Buffer> {
  const image = await app.evaluate(async ({ BrowserWindow }) => {
    // The window is taken as it is drawn at that moment: what moves has to have come to rest.
    await new Promise((done) => setTimeout(done, 350));
    const taken = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return taken?.toPNG().toString('base64') ?? '';
  });
  return Buffer.from(image, 'base64');
}
