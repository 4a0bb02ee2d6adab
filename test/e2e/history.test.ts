import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { expectAccessible } from './accessible.ts';
import { dropFiles } from './drop.ts';
import { close, launch, temporaryFolder } from './launch.ts';
import { partsOf, permits } from './parts.ts';

test('Past batches are there after a restart, and are found by name, connection, reference ID and plate', async () => {
  const first = await launch();
  const names = ['march.csv', 'april.csv', 'may.csv', 'june.csv'];
  try {
    const { history } = partsOf(first.page);
    await dropFiles(
      first.page,
      names.map((name, at) => permits(name, 10 * (at + 1))),
    );
    for (const name of names)
      await expect(history.getByRole('button', { name: new RegExp(name) })).toBeVisible();
  } finally {
    await close(first);
  }
  const again = await launch({ data: first.data });
  try {
    const { words, history, all } = partsOf(again.page);
    const batch = (name: string) => history.getByRole('button', { name: new RegExp(name) });
    for (const name of names) await expect(batch(name)).toBeVisible();
    await again.page.keyboard.press('Control+Shift+f');
    const find = again.page.getByRole('textbox', { name: words.shell.searchHistory });
    await expect(find).toBeFocused();
    await find.fill('MAY');
    await expect(batch('march.csv')).toHaveCount(0);
    await expect(batch('may.csv')).toBeVisible();
    for (const held of ['permit-39', 'PL 39', 'pl-39']) {
      await find.fill(held);
      await expect(batch('june.csv')).toBeVisible();
      await expect(batch('may.csv')).toHaveCount(0);
      await find.fill('');
    }
    await find.fill('practice');
    for (const name of names) await expect(batch(name)).toBeVisible();
    await find.fill('no such batch');
    await expect(history.getByText(words.shell.nothingFound('no such batch'))).toBeVisible();
    await find.fill('');
    await batch('june.csv').click();
    await expect(all(40)).toBeAttached();
    await expect(batch('june.csv')).toHaveAttribute('aria-current', 'page');
  } finally {
    await close(again);
  }
});

test('A batch file that cannot be opened is in the history, with the reason, and is no button', async () => {
  const data = temporaryFolder();
  const folder = join(data, 'batches');
  mkdirSync(folder);
  writeFileSync(join(folder, 'march-renewals.permitbatch'), 'SQLite format 3\0 and then nothing of it');
  for (const language of ['en', 'fr'] as const) {
    const running = await launch({ data, language: language === 'fr' ? 'fr_CA' : 'en_CA' });
    try {
      const { words, history } = partsOf(running.page, language);
      const closed = history.getByRole('region', { name: words.history.unopened });
      await expect(closed).toContainText('march-renewals.permitbatch');
      await expect(closed).toContainText(wordsIn(language).reading.unopened['batch-unreadable']);
      await expect(closed.getByRole('button')).toHaveCount(0);
      await expect(running.page.getByText(words.shell.failed)).toHaveCount(0);
      await expectAccessible(running.page, `a damaged batch (${language})`);
      if (language === 'en') {
        await dropFiles(running.page, [permits('april.csv', 3)]);
        await expect(partsOf(running.page).all(3)).toBeAttached();
        const find = running.page.getByRole('textbox', { name: words.shell.searchHistory });
        await find.fill('april');
        await expect(closed).toHaveCount(0);
        await find.fill('MARCH');
        await expect(closed).toBeVisible();
        await expect(history.getByRole('button', { name: /april/ })).toHaveCount(0);
      }
      expect(running.complaints).toEqual([]);
    } finally {
      await close(running);
    }
  }
});

test('An entry says on two lines what it is and how it fared, and a long name keeps its ends', async () => {
  const long = 'visitors-of-the-north-campus-and-the-annex-2031-april.csv';
  for (const language of ['en', 'fr'] as const) {
    const running = await launch({ language: language === 'fr' ? 'fr_CA' : 'en_CA' });
    const { page } = running;
    const { words, history, all } = partsOf(page, language);
    try {
      await page.setViewportSize({ width: 1200, height: 700 });
      await dropFiles(page, [permits(long, 1200)]);
      await expect(all(1200)).toBeAttached();
      const entry = history.getByRole('button', { name: new RegExp(long) });
      const line = [words.connections.practice, words.history.rows(1200), words.history.status.unsent];
      await expect(entry).toHaveAttribute('title', new RegExp(`^${long}\n${line.join(' · ')}\n`));
      // Whole for those who hear it, then as it is shown.
      await expect(entry).toContainText(`${long}${long}${line[0]}·${line[1]} · ${line[2]}`);
      const end = entry.getByText('31-april.csv', { exact: true });
      const [outer, inner] = [await entry.boundingBox(), await end.boundingBox()];
      expect(inner?.width).toBeGreaterThan(40);
      expect((inner?.x ?? 0) + (inner?.width ?? 0)).toBeLessThanOrEqual(
        (outer?.x ?? 0) + (outer?.width ?? 0),
      );
      await expectAccessible(page, `history entries (${language})`);
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.screenshot({ path: test.info().outputPath(`history-${language}-${scheme}.png`) });
      }
      expect(running.complaints).toEqual([]);
    } finally {
      await close(running);
    }
  }
});

test('Files that could not be read are cleared at once, or go when a later one is read', async () => {
  const running = await launch();
  const { page } = running;
  const { words, all } = partsOf(page);
  const folder = temporaryFolder();
  const empty = ['one.csv', 'two.csv'].map((name) => join(folder, name));
  for (const path of empty) writeFileSync(path, '');
  const card = (name: string) => page.getByRole('button', { name: `${words.shell.close} ${name}` });
  const toStart = () => page.getByRole('button', { name: words.shell.newBatch }).first().click();
  try {
    await dropFiles(page, [...empty, permits('good.csv', 4)]);
    for (const name of ['one.csv', 'two.csv', 'good.csv']) await expect(card(name)).toBeVisible();
    await expectAccessible(page, 'files that could not be read');
    await page.screenshot({ path: test.info().outputPath('clear.png') });
    await page.getByRole('button', { name: words.reading.clear(3), exact: true }).click();
    await expect(card('one.csv')).toHaveCount(0);
    await expect(card('good.csv')).toHaveCount(0);

    await dropFiles(page, empty);
    await expect(card('two.csv')).toBeVisible();
    await dropFiles(page, [permits('later.csv', 6)]);
    await expect(all(6)).toBeAttached();
    await toStart();
    await expect(page.getByRole('button', { name: words.start.open })).toBeVisible();
    await expect(card('one.csv')).toHaveCount(0);
    await expect(card('two.csv')).toHaveCount(0);
    expect(running.complaints).toEqual([]);
  } finally {
    await close(running);
  }
});
