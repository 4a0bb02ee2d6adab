import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { practiceProcess } from '../support/command-line.ts';
import { samplePath } from '../support/sample.ts';
import { expectAccessible } from './accessible.ts';
import { connect, startAnew } from './connect.ts';
import { dropFiles } from './drop.ts';
import { whileFrozen } from './freeze.ts';
import { temporaryFolder } from './launch.ts';
import { partsOf, permits, tabTo } from './parts.ts';
import { language, tourOfScreens } from './tour.ts';

const all = wordsIn(language);
const words = all.window;
const { running, look, lookAtResults } = tourOfScreens();

test('The start, the settings and the help', async () => {
  const { page } = running();
  await expect(page.getByRole('button', { name: words.start.open })).toBeVisible();
  await look(page, 'start');
  await page.getByRole('button', { name: words.shell.settings }).click();
  await expect(page.getByRole('dialog', { name: words.settings.title })).toBeVisible();
  await look(page, 'settings');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: words.shell.help, exact: true }).click();
  await expect(page.getByRole('complementary').getByRole('heading', { level: 3 }).first()).toBeVisible();
  await look(page, 'guide');
  await page.getByRole('button', { name: words.shortcuts.title }).click();
  await expect(page.getByRole('dialog', { name: words.shortcuts.title })).toBeVisible();
  await look(page, 'shortcuts');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // The guide went on beside it.
  await page.getByRole('complementary').getByRole('button', { name: words.shell.close }).click();
  await expect(page.getByRole('complementary')).toHaveCount(0);
});

test('Where the system wants less motion, another theme is there at once', async () => {
  const { page } = running();
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const moved = await page.evaluateHandle(() => {
    const names: string[] = [];
    addEventListener('transitionrun', ({ propertyName }) => names.push(propertyName));
    return names;
  });
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.screenshot();
  expect(await moved.jsonValue()).toEqual([]);
});

test('A file that is read, cannot be read, and wants an answer', async () => {
  const { app, page } = running();
  const titled = join(temporaryFolder(), 'lot-7.csv');
  writeFileSync(titled, 'Lot 7 renewals\r\nReference ID,Plate\r\nabc-1,PL8RDR\r\n');
  const print = join(temporaryFolder(), 'permits.pdf');
  writeFileSync(print, '%PDF-1.7');
  await dropFiles(page, [titled]);
  await expect(page.getByText(all.reading.failures['header-not-first']({ row: 2 }))).toBeVisible();
  await look(page, 'file-refused');
  await startAnew(page);

  await dropFiles(page, [print]);
  await expect(page.getByText(words.reading.failedTitle('permits.pdf'))).toBeVisible();
  await look(page, 'file-unreadable');
  await startAnew(page);

  await dropFiles(page, [permits('large.csv', 400_000)]);
  await expect(page.getByText(words.reading.first)).toBeVisible();
  await whileFrozen(app, () => look(page, 'reading'));
  await page.getByRole('button', { name: words.reading.cancel }).click();
  await expect(page.getByText(words.reading.cancelled('large.csv'))).toBeVisible();
});

test('The sample, from the file to its results', async () => {
  const { page } = running();
  const source = join(temporaryFolder(), 'march-renewals.csv');
  copyFileSync(samplePath, source);
  await startAnew(page);
  await dropFiles(page, [source]);
  await expect(partsOf(page, language).all(30)).toBeAttached();
  await page.getByRole('gridcell', { name: /2031-02-30/ }).click();
  await expect(page.getByText(words.check.cannotSend)).toBeVisible();
  await look(page, 'check');
  await page.getByRole('textbox', { name: words.check.find }).fill('no such row');
  await expect(page.getByText(words.check.showing(0))).toBeVisible();
  await look(page, 'check-empty-filter');
  await page.getByRole('textbox', { name: words.check.find }).fill('');
  await partsOf(page, language).place('file').click();
  await expect(page.getByText(words.file.firstRows(8, 30))).toBeVisible();
  await look(page, 'file');
  await partsOf(page, language).place('columns').click();
  await expect(page.getByRole('heading', { name: words.columns.title })).toBeVisible();
  await look(page, 'columns');
  await partsOf(page, language).place('push').click();
  await page.getByRole('checkbox', { name: words.push.onlyValid(16, 14) }).check();
  await look(page, 'push');
  await partsOf(page, language)
    .next.getByRole('button', { name: words.push.go(14, true), exact: true })
    .click();
  await expect(page.getByRole('button', { name: `${words.results.tiles.accepted} 14` })).toBeVisible();
  await lookAtResults(page, 'results');
  for (const name of [all.audit.window.save, all.audit.window.more]) {
    await page.getByRole('button', { name }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expectAccessible(page, name);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
  }
});

test('Columns that want a person’s word', async () => {
  const { page } = running();
  const path = join(temporaryFolder(), 'unclear.csv');
  writeFileSync(path, 'Permit Ref,Licens Plate,Until\r\nabc-1,PL8RDR,2031-12-31T23:59:59\r\n');
  await startAnew(page);
  await dropFiles(page, [path]);
  await expect(page.getByRole('heading', { name: words.columns.title })).toBeVisible();
  await look(page, 'columns-open');
});

test('Rows with the same reference ID, side by side', async () => {
  const { page } = running();
  const path = join(temporaryFolder(), 'twice.csv');
  writeFileSync(path, 'Reference ID,Plate,Note\r\nabc-1,PL8RDR,Lot 7\r\nabc-1,PL 9,Lot 7\r\n');
  await startAnew(page);
  await dropFiles(page, [path]);
  await page.getByRole('button', { name: words.duplicates.open }).click();
  await expect(page.getByRole('radio', { name: words.duplicates.sendAll(2) })).toBeVisible();
  await look(page, 'duplicates');
  await page.keyboard.press('Escape');
});

test('Several files at once: read, asked about, unreadable, and still being read', async () => {
  const { app, page } = running();
  const files = ['april.csv', 'titled.csv', 'empty.csv'].map((name) => join(temporaryFolder(), name));
  const [good = '', titled = '', empty = ''] = files;
  writeFileSync(good, 'Reference ID,Plate\r\nabc-1,PL8RDR\r\nabc-2,PL 9\r\n');
  writeFileSync(titled, 'Lot 7 renewals\r\nReference ID,Plate\r\nabc-1,PL8RDR\r\n');
  writeFileSync(empty, '');
  await startAnew(page);
  await dropFiles(page, [permits('large.csv', 600_000), ...files]);
  const open = page.getByRole('button', { name: `${words.reading.openBatch} april.csv` });
  await expect(open).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(1);
  await whileFrozen(app, () => look(page, 'several-files'));
  await tabTo(page, page.getByRole('button', { name: `${words.shell.cancel} large.csv` }));
  await page.keyboard.press('Enter');
  await expect(page.getByText(words.reading.cancelled('large.csv'))).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expectAccessible(page, 'several files and a message');
  await tabTo(page, open);
  await page.keyboard.press('Enter');
  await expect(partsOf(page, language).all(2)).toBeAttached();
});

test('Connections, their form and its errors', async () => {
  const { page } = running();
  await connect(page, { name: 'Lot 7', url: 'https://controller.example.com' });
  await page.getByRole('button', { name: words.shell.connections, exact: true }).click();
  await expect(page.getByRole('heading', { name: words.connections.title })).toBeVisible();
  await look(page, 'connections');
  await page.getByRole('button', { name: words.connections.add }).click();
  const form = page.getByRole('dialog', { name: words.connections.newTitle });
  await expect(form).toBeVisible();
  await look(page, 'connection-form');
  await form.getByRole('textbox', { name: words.connections.controller }).fill('http://example.com/x');
  const tries = form.getByRole('button', { name: words.connections.saveAndTry });
  await tries.click();
  await expect(form.getByText(words.connections.errors.nameMissing)).toBeVisible();
  await look(page, 'connection-form-errors');
  await page.keyboard.press('Escape');
  const discard = page.getByRole('dialog', { name: words.connections.discard.title });
  await discard.getByRole('button', { name: words.connections.discard.no }).focus();
  await look(page, 'connection-form-discard');
  await discard.getByRole('button', { name: words.connections.discard.no }).click();
  await form.getByRole('button', { name: words.connections.advanced }).click();
  await look(page, 'connection-form-advanced');
  await form.getByRole('button', { name: words.connections.advanced }).click();

  const controller = await practiceProcess(['--token', 'the-right-token']);
  try {
    await form.getByRole('textbox', { name: words.connections.name }).fill('Lot 8');
    await form.getByRole('textbox', { name: words.connections.controller }).fill(controller.url);
    await form.getByRole('textbox', { name: words.connections.client }).fill('OC-TOMA');
    await form.getByLabel(words.connections.token, { exact: true }).fill('a-wrong-token');
    await tries.click();
    await expect(form.getByText(words.connections.worksNot)).toBeVisible();
    await look(page, 'connection-form-wrong');
    await form.getByLabel(words.connections.token, { exact: true }).fill('the-right-token');
    await tries.click();
    await expect(form.getByText(words.connections.works)).toBeVisible();
    await look(page, 'connection-form-works');
    await form.getByRole('button', { name: words.connections.done }).click();
    await expect(form).toHaveCount(0);
  } finally {
    await controller.stop();
  }
  await page.getByRole('button', { name: words.connections.removeLabel('Lot 7') }).click();
  await expect(page.getByRole('dialog', { name: words.connections.removeTitle('Lot 7') })).toBeVisible();
  await look(page, 'connection-remove');
  await page.getByRole('button', { name: words.shell.cancel }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: words.shell.newBatch }).click();
  await page.getByRole('button', { name: new RegExp(`^${words.connections.picker}:`) }).click();
  await expect(page.getByRole('menuitem', { name: /Lot 7/ })).toBeVisible();
  await look(page, 'connection-menu');
  await page.keyboard.press('Escape');
});
