import { copyFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { samplePath } from '../support/sample.ts';
import { dropFiles } from './drop.ts';
import { close, launch, temporaryFolder } from './launch.ts';
import { partsOf } from './parts.ts';

/** Words that are English and not French; names, codes and values of the file aside. */
const english = /\b(the|row|rows|file|check|push|your|this|with|are|not|was)\b/i;

test('The whole flow speaks French where the system does', async () => {
  const running = await launch({ language: 'fr_CA' });
  const { app, page } = running;
  const { words, next, place, all, tile } = partsOf(page, 'fr');
  const source = join(temporaryFolder(), 'mars.csv');
  copyFileSync(samplePath, source);
  /** What people see and hear, without what the file itself says. */
  const spoken = async () => {
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
  };
  try {
    await expect(page.getByRole('button', { name: words.start.open })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    expect(await spoken()).toEqual([]);
    expect(
      await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label)),
    ).toContain(wordsIn('fr').app.menu.file);
    await dropFiles(page, [source]);
    await expect(all(30)).toBeAttached();
    await page.getByRole('gridcell', { name: /2031-02-30/ }).click();
    await expect(page.getByText(words.check.cannotSend)).toBeVisible();
    expect(await spoken()).toEqual([]);
    await place('file').click();
    await expect(page.getByText(words.file.firstRows(8, 30))).toBeVisible();
    expect(await spoken()).toEqual([]);
    await next.getByRole('button', { name: words.file.next }).click();
    await expect(page.getByRole('heading', { name: words.columns.title })).toBeVisible();
    expect(await spoken()).toEqual([]);
    await place('push').click();
    await page.getByRole('checkbox', { name: words.push.onlyValid(16, 14) }).check();
    expect(await spoken()).toEqual([]);
    await next.getByRole('button', { name: words.push.go(14, true) }).click();
    await expect(tile('accepted', 14)).toBeVisible();
    expect(await spoken()).toEqual([]);
    expect(readFileSync(join(dirname(source), 'mars.results.csv'), 'utf8')).toContain('opscom_status');
    await page.getByRole('button', { name: words.shell.connections, exact: true }).click();
    expect(await spoken()).toEqual([]);
    await page.getByRole('button', { name: words.connections.add }).click();
    await expect(page.getByRole('dialog', { name: words.connections.newTitle })).toBeVisible();
    expect(await spoken()).toEqual([]);
  } finally {
    await close(running);
  }
});
