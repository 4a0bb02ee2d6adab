import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { expect, test } from 'playwright/test';
import { inspectSource } from '../../src/batch/import/inspect.ts';
import { wordsIn } from '../../src/words/words.ts';
import { textRow, workbookOf } from '../support/workbook-file.ts';
import { expectAccessible } from './accessible.ts';
import { startAnew } from './connect.ts';
import { dropFiles } from './drop.ts';
import { close, launch, type Running, temporaryFolder } from './launch.ts';
import { partsOf, permits } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

let running: Running;

test.beforeAll(async () => {
  running = await launch();
});
picturesOfFailures(() => running?.page);
test.afterAll(() => close(running));

/** Answers the next dialogs with this path, and keeps what they proposed. */
async function answerSaving(filePath: string): Promise<() => Promise<string>> {
  mkdirSync(dirname(filePath), { recursive: true });
  await running.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async (...args: unknown[]) => {
      const options = args.at(-1) as { defaultPath?: string };
      (globalThis as { proposed?: string }).proposed = options.defaultPath ?? '';
      return { canceled: false, filePath: path };
    };
  }, filePath);
  return () => running.app.evaluate(() => (globalThis as { proposed?: string }).proposed ?? '');
}

test('An empty file to fill in is saved from the start page, and opens as one that is asked nothing about', async () => {
  const { page } = running;
  const { words, all } = partsOf(page);
  const out = join(temporaryFolder(), 'renewals.xlsx');
  const proposed = await answerSaving(out);
  await page.getByRole('button', { name: words.start.template }).click();
  await expect(page.getByRole('menuitem')).toHaveCount(3);
  await expectAccessible(page, 'the menu of templates');
  await page.getByRole('menuitem', { name: words.start.templates.update }).click();
  await expect(page.getByText(words.check.saved(out))).toBeVisible();
  expect(await proposed()).toBe('permits to update.xlsx');
  const read = await inspectSource(out, {});
  expect(read.ok && read.value.headers).toEqual([
    'Reference ID',
    'End Date',
    'License Plate',
    'Amount',
    'Currency',
  ]);
  await dropFiles(page, [out]);
  await expect(all(1)).toBeAttached();
});

test('Results are saved as a workbook whose cells are texts', async () => {
  const { page } = running;
  const { words, all, place, next, tile } = partsOf(page);
  const source = permits('lot-9.csv', 3);
  await dropFiles(page, [source]);
  await expect(all(3)).toBeAttached();
  await place('push').click();
  await next.getByRole('button', { name: words.push.go(3, true), exact: true }).click();
  await expect(tile('accepted', 3)).toBeVisible({ timeout: 60_000 });
  const out = join(temporaryFolder(), 'lot-9.xlsx');
  const proposed = await answerSaving(out);
  await page.getByRole('button', { name: words.results.saveWorkbook }).click();
  await expect(page.getByText(words.check.saved(out))).toBeVisible();
  expect(await proposed()).toBe('lot-9.results.xlsx');
  const read = await inspectSource(out, { headerRow: 1 });
  if (!read.ok) throw new Error(read.failure.code);
  expect(read.value.headers.slice(0, 4)).toEqual(['Reference ID', 'Plate', 'End Date', 'opscom_status']);
  expect(read.value.firstRows[0]?.[3]).toBe('accepted');
});

test('An old workbook is read and pushed like any other', async () => {
  const { page } = running;
  const { words, all, place, next, tile } = partsOf(page);
  const source = join(temporaryFolder(), 'old-system.xls');
  const rows = [
    ['Reference ID', 'Plate', 'End Date'],
    ['ref-1', 'ABC1', '2031-12-31T23:59:59'],
    ['ref-2', 'ABC2', '2031-12-31T23:59:59'],
  ];
  const book = { SheetNames: ['Permits'], Sheets: { Permits: utils.aoa_to_sheet(rows) } };
  writeFileSync(source, write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer);
  await dropFiles(page, [source]);
  await expect(all(2)).toBeAttached();
  await place('file').click();
  await expect(page.getByText(words.file.formats.xls)).toBeVisible();
  await place('push').click();
  await next.getByRole('button', { name: words.push.go(2, true), exact: true }).click();
  await expect(tile('accepted', 2)).toBeVisible({ timeout: 60_000 });
});

test('Rows that a workbook hides wait until somebody says that they are meant too', async () => {
  const { page } = running;
  const { words, ready } = partsOf(page);
  const { titles } = wordsIn('en').issues;
  const source = join(temporaryFolder(), 'filtered.xlsx');
  const row = (number: number) => textRow(number, [`ref-${number}`, `ABC${number}`]);
  const hidden = (number: number) => row(number).replace('<row ', '<row hidden="1" ');
  const sheet = textRow(1, ['Reference ID', 'Plate']) + row(2) + hidden(3) + hidden(4) + row(5);
  writeFileSync(source, workbookOf({ sheets: { Lot7: sheet } }));
  await dropFiles(page, [source]);
  await expect(ready(2)).toBeAttached();
  await page.getByRole('button', { name: words.check.keepAllLabel(2, titles['row-hidden']) }).click();
  await expect(ready(4)).toBeAttached();
});

test('A PDF is named, and offers no encodings', async () => {
  const { page } = running;
  const { words } = partsOf(page);
  const source = join(temporaryFolder(), 'permits.pdf');
  writeFileSync(source, '%PDF-1.7');
  await dropFiles(page, [source]);
  await expect(page.getByRole('alert').getByText(/PDF/)).toBeVisible();
  await expect(page.getByText(words.reading.readWith)).toHaveCount(0);
  await expectAccessible(page, 'a PDF that was refused');
  // Nor among several files, a folder with them.
  await startAnew(page);
  const inner = temporaryFolder();
  await dropFiles(page, [source, inner]);
  for (const path of [source, inner]) {
    await expect(page.getByRole('button', { name: `${words.shell.close} ${basename(path)}` })).toBeVisible();
  }
  await expect(page.getByText(words.reading.readWith)).toHaveCount(0);
});

test('The sheet that was chosen is read also below a header row that is confirmed', async () => {
  const { page } = running;
  const { words, place, next, all } = partsOf(page);
  const sheet = (row: number, plates: string[]) =>
    textRow(1, ['Renewals']) +
    textRow(row, ['Reference ID', 'Plate']) +
    plates.map((plate, at) => textRow(row + 1 + at, [`ref-${at}`, plate])).join('');
  const source = join(temporaryFolder(), 'lots.xlsx');
  writeFileSync(
    source,
    workbookOf({ sheets: { 'Lot 7': sheet(3, ['SEVEN 1', 'SEVEN 2']), 'Lot 8': sheet(4, ['EIGHT 1']) } }),
  );
  await page.getByRole('button', { name: words.shell.newBatch }).click();
  await dropFiles(page, [source]);
  const take = (row: number) => next.getByRole('button', { name: words.reading.takeHeaderRow(row) });
  await expect(take(3)).toBeEnabled();
  const chosen = page.getByRole('combobox', { name: words.file.sheet });
  await expect(chosen).toHaveValue('Lot 7');
  // A workbook has no encoding to be told.
  await expect(page.getByRole('combobox', { name: words.file.encoding })).toHaveCount(0);
  await expectAccessible(page, 'a header row to confirm in a workbook');
  await page.screenshot({ path: test.info().outputPath('sheet.png') });
  await chosen.click();
  await page.getByRole('option', { name: 'Lot 8' }).click();
  await expect(take(3)).toBeDisabled();
  await page.getByRole('button', { name: words.reading.tryAgain }).click();
  await expect(chosen).toHaveValue('Lot 8');
  await take(4).click();
  await expect(all(1)).toBeAttached();
  await expect(page.getByRole('gridcell', { name: 'EIGHT 1' })).toBeVisible();
  await place('file').click();
  await expect(page.getByRole('combobox', { name: words.file.sheet })).toHaveValue('Lot 8');
});
