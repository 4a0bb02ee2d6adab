import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { startPractice } from '../../src/opscom/practice/practice.ts';
import { type Language, wordsIn } from '../../src/words/words.ts';
import { clearKeyring } from '../support/keyring.ts';
import { expectAccessible } from './accessible.ts';
import { connect } from './connect.ts';
import { dropFiles } from './drop.ts';
import { expectFit, resize, smallest, usual } from './fit.ts';
import { close, launch, type Running, temporaryFolder } from './launch.ts';
import { partsOf } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

let running: Running;

test.beforeAll(async () => {
  running = await launch();
});
picturesOfFailures(() => running?.page);
test.afterAll(async () => {
  await close(running);
  await clearKeyring();
});

function file(name: string, lines: readonly string[]): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, `${lines.join('\r\n')}\r\n`);
  return path;
}

async function saveAt(path: string): Promise<void> {
  await running.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
  }, path);
}

/** In both themes: a picture beside the test's results, and what axe finds. */
async function look(page: Page, state: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: test.info().outputPath(`${state}-${colorScheme}.png`) });
    await expectAccessible(page, `${state} ${colorScheme}`, colorScheme === 'dark');
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

async function openPermits(page: Page, language: Language = 'en'): Promise<void> {
  const { words, history } = partsOf(page, language);
  await history.getByRole('button', { name: words.permits.title, exact: true }).click();
  await expect(page.getByRole('heading', { name: words.permits.title })).toBeVisible();
}

test('What was last known of permits is searched, shown with its history, saved, imported and forgotten', async () => {
  const { app, page } = running;
  const { words, next, place, tile } = partsOf(page);
  const { permits: said } = words;
  const practice = await startPractice();
  try {
    await connect(page, { name: 'Lot 9', url: practice.url, token: 'a-token' });
    await openPermits(page);
    await expect(page.getByText(said.none)).toBeVisible();
    await look(page, 'permits-none');
    for (const [name, plates] of [
      ['january.csv', ['OLD1', 'OLD2']],
      ['february.csv', ['NEW1']],
    ] as const) {
      const rows = plates.map((plate, at) => `a-${at + 1},${plate},2031-12-31T23:59:59`);
      await dropFiles(page, [file(name, ['Reference ID,Plate,End Date', ...rows])]);
      await place('push').click();
      await next.getByRole('button', { name: words.push.go(plates.length, false), exact: true }).click();
      await expect(tile('accepted', plates.length)).toBeVisible({ timeout: 60_000 });
    }
    await openPermits(page);
    const table = page.getByRole('table', { name: said.title });
    await expect(table.getByRole('row')).toHaveCount(3);
    await expect(table.getByRole('row', { name: 'a-1' })).toContainText('NEW1');
    await expect(table.getByRole('row', { name: 'a-1' })).toContainText('february.permitbatch');
    await look(page, 'permits');
    for (const size of smallest) {
      await resize(app, page, size);
      await expectFit(page, size.name);
    }
    await resize(app, page, usual);

    const search = page.getByRole('textbox', { name: said.search });
    await search.fill('nothing like it');
    await expect(page.getByText(said.nothingFound('nothing like it'))).toBeVisible();
    // A plate that it had before.
    await search.fill('old 1');
    await expect(table.getByRole('row')).toHaveCount(2);
    await page.getByRole('button', { name: said.show('a-1') }).click();
    const dialog = page.getByRole('dialog', { name: said.history('a-1') });
    await expect(dialog.getByRole('row')).toHaveCount(3);
    await expect(dialog.getByRole('row').nth(1)).toContainText('NEW1');
    await expect(dialog.getByRole('row').nth(2)).toContainText('OLD1');
    await expect(dialog).toHaveCSS('opacity', '1');
    await look(page, 'permit-history');
    const saved = join(temporaryFolder(), 'history.csv');
    await saveAt(saved);
    await dialog.getByRole('button', { name: said.save }).click();
    await expect(page.getByText(said.saved(saved))).toBeVisible();
    expect(readFileSync(saved, 'utf8').trim().split('\r\n')).toHaveLength(3);
    await dialog.getByRole('button', { name: said.forget }).click();
    const question = page.getByRole('dialog', { name: said.forgetTitle('a-1') });
    // Half faded in it has other colours.
    await expect(question).toHaveCSS('opacity', '1');
    await expectAccessible(page, 'forgetting a permit');
    await question.getByRole('button', { name: said.forgetYes }).click();
    await expect(page.getByText(said.forgot(1))).toBeVisible();
    await search.fill('');
    await expect(table.getByRole('row')).toHaveCount(2);

    await saveAt(file('older list.csv', ['Reference ID,Plate', 'c-1,LIST1']));
    await next.getByRole('button', { name: said.importList }).click();
    await expect(table.getByRole('row', { name: 'c-1' })).toContainText('LIST1');
    await page.getByRole('button', { name: said.show('c-1') }).click();
    await page.getByRole('button', { name: said.forgetList('older list.csv') }).click();
    await page
      .getByRole('dialog', { name: said.forgetListTitle('older list.csv') })
      .getByRole('button', { name: said.forgetYes })
      .click();
    await expect(table.getByRole('row')).toHaveCount(2);

    // Results from elsewhere: updates, or a list of permits to delete that had a column of plates.
    const heading = 'Reference ID,Plate,opscom_status,opscom_reference_id,opscom_completed_at,opscom_edits';
    await saveAt(file('their.results.csv', [heading, 'd-1,THEIR1,accepted,d-1,2026-02-03T04:05:06.000Z,']));
    const asked = page.getByRole('dialog', { name: said.rowsWere.title });
    await next.getByRole('button', { name: said.importList }).click();
    await expect(asked.getByText(said.rowsWere.text('their.results.csv', 1))).toBeVisible();
    await expect(asked).toHaveCSS('opacity', '1');
    await look(page, 'rows-were');
    await asked.getByRole('button', { name: words.shell.cancel }).click();
    await expect(table.getByRole('row')).toHaveCount(2);
    await next.getByRole('button', { name: said.importList }).click();
    await expect(asked.getByRole('button', { name: said.rowsWere.go })).toBeDisabled();
    await asked.getByRole('radio').first().focus();
    await page.keyboard.press('ArrowDown');
    await expect(asked.getByRole('radio', { name: said.rowsWere.operations.delete })).toBeChecked();
    await page.keyboard.press('Enter');
    await expect(asked).toHaveCount(0);
    await expect(table.getByRole('row', { name: 'd-1' })).toContainText(said.deleted);
    await next.getByRole('button', { name: said.importList }).click();
    await asked.getByRole('radio', { name: said.rowsWere.operations.update }).check();
    await asked.getByRole('button', { name: said.rowsWere.go }).click();
    await expect(table.getByRole('row', { name: 'd-1' })).toContainText('THEIR1');
    await expect(table.getByRole('row', { name: 'd-1' })).not.toContainText(said.deleted);
    await page.getByRole('button', { name: said.show('d-1') }).click();
    await page.getByRole('button', { name: said.forgetList('their.results.csv') }).click();
    await page
      .getByRole('dialog', { name: said.forgetListTitle('their.results.csv') })
      .getByRole('button', { name: said.forgetYes })
      .click();
    await expect(table.getByRole('row')).toHaveCount(2);

    const all = join(temporaryFolder(), 'all.csv');
    await saveAt(all);
    await next.getByRole('button', { name: said.save }).click();
    await expect(page.getByText(said.saved(all))).toBeVisible();
    expect(readFileSync(all, 'utf8')).toMatch(/^\uFEFFreferenceId,[^\r]+\r\na-2,[^\r]+OLD2,/);
  } finally {
    await practice.close();
  }
});

test('In French too', async () => {
  const { app, page } = running;
  await page.evaluate(() => window.permitLoader.setLanguage({ language: 'fr' }));
  await page.reload();
  const said = wordsIn('fr').window.permits;
  await openPermits(page, 'fr');
  await expect(page.getByText(said.found(1))).toBeVisible();
  for (const size of smallest) {
    await resize(app, page, size);
    await expectFit(page, size.name);
  }
  await resize(app, page, usual);
  await look(page, 'permits-fr');
});

test('All permits of a connection are forgotten once a person has read what goes', async () => {
  const { page } = running;
  const { next, words } = partsOf(page, 'fr');
  const said = words.permits;
  const table = page.getByRole('table', { name: said.title });
  const question = page.getByRole('dialog', { name: said.forgetAllTitle('Lot 9') });
  await next.getByRole('button', { name: said.forgetAll }).click();
  await expect(question.getByText(said.forgetAllText(1))).toBeVisible();
  await question.getByRole('button', { name: words.shell.cancel }).click();
  await expect(question).toHaveCount(0);
  await expect(table.getByRole('row')).toHaveCount(2);
  await next.getByRole('button', { name: said.forgetAll }).click();
  await expect(question).toHaveCSS('opacity', '1');
  await look(page, 'forget-all');
  await question.getByRole('button', { name: said.forgetYes }).click();
  await expect(page.getByText(said.none)).toBeVisible();
  await expect(next.getByRole('button', { name: said.forgetAll })).toBeDisabled();
});

test('At a start the permit book is made of the batches, unasked', async () => {
  const { data } = running;
  await close(running);
  const book = join(data, 'permits.book');
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${book}${suffix}`, { force: true });
  running = await launch({ data });
  await expect.poll(() => existsSync(book)).toBe(true);
});
