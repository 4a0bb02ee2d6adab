import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { textRow, workbookOf } from '../support/workbook-file.ts';
import { startAnew } from './connect.ts';
import { dropFiles } from './drop.ts';
import { close, launch, type Running, temporaryFolder } from './launch.ts';
import { partsOf } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

let running: Running;

test.beforeAll(async () => {
  running = await launch();
});
picturesOfFailures(() => running?.page);
test.afterAll(() => close(running));

function file(name: string, content: string | Buffer): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

test('The sample is one click away', async () => {
  const { words, all } = partsOf(running.page);
  await running.page.getByRole('button', { name: words.start.sample }).click();
  await expect(all(30)).toBeAttached();
});

test('Several files make several batches', async () => {
  const { page } = running;
  const { history, all } = partsOf(page);
  await startAnew(page);
  await dropFiles(page, [
    file('one.csv', 'Reference ID,Plate\r\nA-1,P 1\r\n'),
    file('two.csv', 'Reference ID;Plate\r\nB-1;P 1\r\nB-2;P 2\r\n'),
  ]);
  await history.getByRole('button', { name: /two\.csv/ }).click();
  await expect(all(2)).toBeAttached();
  await history.getByRole('button', { name: /one\.csv/ }).click();
  await expect(all(1)).toBeAttached();
});

test('What was detected is shown, and read again as a person says', async () => {
  const { page } = running;
  const { words, place, all, next } = partsOf(page);
  await startAnew(page);
  const latin = Buffer.from('Reference ID;Plate;Notes\r\nA-1;QU\xc9BEC 1;x\r\nA-2;P 2;y\r\n', 'latin1');
  await dropFiles(page, [file('latin.csv', latin)]);
  await expect(all(2)).toBeAttached();
  await place('file').click();
  await expect(page.getByRole('cell', { name: 'QUÉBEC 1' })).toBeVisible();
  const encoding = page.getByRole('combobox', { name: words.file.encoding });
  const separator = page.getByRole('combobox', { name: words.file.delimiter });
  await expect(encoding).toHaveValue('Windows-1252');
  await expect(separator).toHaveValue(words.file.delimiters.semicolon);

  await separator.click();
  await page.getByRole('option', { name: words.file.delimiters.pipe }).click();
  await page.getByRole('button', { name: words.file.readAgain }).click();
  await expect(next.getByText(words.columns.sentenceMissing)).toBeVisible();
  await place('file').click();
  await expect(page.getByText(words.file.sentence(2, 1))).toBeVisible();
});

test('A file without headers loses no row', async () => {
  const { page } = running;
  const { words, place, next } = partsOf(page);
  await startAnew(page);
  await dropFiles(page, [file('bare.csv', 'A-1,P 1,2031-06-30\r\nA-2,P 2,2031-06-30\r\n')]);
  await place('file').click();
  await expect(page.getByText(words.file.sentence(1, 3))).toBeVisible();
  await page.getByRole('checkbox', { name: words.file.noHeader }).check();
  await page.getByRole('button', { name: words.file.readAgain }).click();
  await expect(next.getByText(words.columns.sentenceMissing)).toBeVisible();
  await expect(page.getByText(words.columns.questionsLead(false))).toBeVisible();
  await place('file').click();
  await expect(page.getByText(words.file.sentence(2, 3))).toBeVisible();
  await expect(page.getByRole('checkbox', { name: words.file.noHeader })).toBeChecked();
  await expect(page.getByRole('columnheader', { name: 'Column 1' })).toBeVisible();
});

test('A header that is not in the first row is asked about, and the answer taken', async () => {
  const { page } = running;
  const { words, next, all } = partsOf(page);
  await startAnew(page);
  await dropFiles(page, [file('titled.csv', 'Lot 7\r\n\r\nReference ID,Plate\r\nA-1,P 1\r\n')]);
  await expect(page.getByText(/The headers seem to be in row 3/)).toBeVisible();
  await next.getByRole('button', { name: words.reading.takeHeaderRow(3) }).click();
  await expect(all(1)).toBeAttached();
});

test('A file that cannot be read is named with its reason, and nothing is kept', async () => {
  const { page } = running;
  const { words, history } = partsOf(page);
  await startAnew(page);
  await dropFiles(page, [file('photo.csv', readFileSync('docs/screenshots/start-light.png'))]);
  await expect(page.getByRole('heading', { name: words.reading.failedTitle('photo.csv') })).toBeVisible();
  await expect(page.getByRole('alert')).not.toBeEmpty();
  await expect(history.getByRole('button', { name: /photo\.csv/ })).toHaveCount(0);
});

test('An Excel workbook is opened like a text file', async () => {
  const { page } = running;
  const { words, all, place } = partsOf(page);
  await startAnew(page);
  const rows = [
    ['Reference ID', 'Plate'],
    ['A-1', 'P 1'],
    ['A-2', 'P 2'],
  ].map((cells, at) => textRow(at + 1, cells));
  await dropFiles(page, [file('book.xlsx', workbookOf({ sheets: { 'Lot 7': rows.join('') } }))]);
  await expect(all(2)).toBeAttached();
  await place('file').click();
  await expect(page.getByText(words.file.formats.xlsx)).toBeVisible();
});
