import { copyFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { samplePath } from '../support/sample.ts';
import { dropFiles } from './drop.ts';
import { close, launch, temporaryFolder } from './launch.ts';
import { partsOf, permits } from './parts.ts';

/** Words that are English and not French; names, codes and values of the file aside. */
const english = /\b(the|row|rows|file|check|push|your|this|with|are|not|was)\b/i;

/** What people see and hear, without what the file itself says. */
async function spoken(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const own = '[role=gridcell], td, pre, script, style, [aria-hidden=true]';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.parentElement?.closest(own) === null) found.push(node.textContent ?? '');
    }
    for (const one of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      if (one.closest(own) !== null) continue;
      for (const name of ['aria-label', 'title', 'placeholder']) found.push(one.getAttribute(name) ?? '');
    }
    return found;
  });
  expect(texts.length).toBeGreaterThan(10);
  return texts.filter((text) => english.test(text));
}

test('The whole flow speaks French where the system does', async () => {
  const running = await launch({ language: 'fr_CA' });
  const { app, page } = running;
  const { words, next, place, all, tile } = partsOf(page, 'fr');
  const source = join(temporaryFolder(), 'mars.csv');
  copyFileSync(samplePath, source);
  try {
    await expect(page.getByRole('button', { name: words.start.open })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    expect(await spoken(page)).toEqual([]);
    expect(
      await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label)),
    ).toContain(wordsIn('fr').app.menu.file);
    await dropFiles(page, [source]);
    await expect(all(30)).toBeAttached();
    await page.getByRole('gridcell', { name: /2031-02-30/ }).click();
    await expect(page.getByText(words.check.cannotSend)).toBeVisible();
    expect(await spoken(page)).toEqual([]);
    await place('file').click();
    await expect(page.getByText(words.file.firstRows(8, 30))).toBeVisible();
    expect(await spoken(page)).toEqual([]);
    await next.getByRole('button', { name: words.file.next }).click();
    await expect(page.getByRole('heading', { name: words.columns.title })).toBeVisible();
    expect(await spoken(page)).toEqual([]);
    await place('push').click();
    await page.getByRole('checkbox', { name: words.push.onlyValid(16, 14) }).check();
    expect(await spoken(page)).toEqual([]);
    await next.getByRole('button', { name: words.push.go(14, true), exact: true }).click();
    await expect(tile('accepted', 14)).toBeVisible();
    expect(await spoken(page)).toEqual([]);
    expect(readFileSync(join(dirname(source), 'mars.results.csv'), 'utf8')).toContain('opscom_status');
    await page.getByRole('button', { name: words.shell.connections, exact: true }).click();
    expect(await spoken(page)).toEqual([]);
    await page.getByRole('button', { name: words.connections.add }).click();
    await expect(page.getByRole('dialog', { name: words.connections.newTitle })).toBeVisible();
    expect(await spoken(page)).toEqual([]);
  } finally {
    await close(running);
  }
});

test('The language and the theme can be changed in the middle of everything', async () => {
  const running = await launch();
  const { page, complaints } = running;
  const english = partsOf(page);
  const french = partsOf(page, 'fr');
  const choose = async (label: string) => {
    await page.keyboard.press('Control+,');
    await page.getByRole('dialog').getByText(label, { exact: true }).click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  const source = join(temporaryFolder(), 'march.csv');
  copyFileSync(samplePath, source);
  try {
    await dropFiles(page, [source]);
    await expect(english.all(30)).toBeAttached();
    await page.getByRole('textbox', { name: english.words.check.find }).fill('a1b16');
    await expect(page.getByText(english.words.check.showing(1))).toBeVisible();
    // What was just said is not left standing in the other language.
    await page.getByRole('gridcell', { name: /2031-02-30/ }).click();
    await page.keyboard.press('Delete');
    await expect(page.getByText(english.words.check.cleared(1))).toBeVisible();
    await page.keyboard.press('Control+z');
    const undone = page.getByText(/^Undone/);
    await expect(undone).toBeVisible();
    await choose(english.words.settings.languages.fr);
    await expect(french.all(30)).toBeAttached();
    await expect(undone).toHaveCount(0);
    // What was filtered stays filtered.
    await expect(page.getByText(french.words.check.showing(1))).toBeVisible();
    await page.getByRole('gridcell', { name: /2031-02-30/ }).click();
    await expect(page.getByText(french.words.check.cannotSend)).toBeVisible();
    expect(await spoken(page)).toEqual([]);

    await choose(french.words.settings.languages.en);
    await dropFiles(page, [permits('many.csv', 8_000)]);
    await expect(english.all(8_000)).toBeAttached();
    await english.place('push').click();
    await english.next.getByRole('button', { name: english.words.push.go(8_000, true), exact: true }).click();
    await expect(page.getByText(english.words.push.phase.sending)).toBeVisible();
    await choose(english.words.settings.languages.fr);
    await choose(french.words.settings.themes.dark);
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    expect(await spoken(page)).toEqual([]);
    await expect(french.tile('accepted', 8_000)).toBeVisible();
    expect(await spoken(page)).toEqual([]);
    expect(complaints).toEqual([]);
  } finally {
    await close(running);
  }
});
