import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { startAnew } from './connect.ts';
import { dropFiles } from './drop.ts';
import { temporaryFolder } from './launch.ts';
import { partsOf } from './parts.ts';
import { language, tourOfScreens } from './tour.ts';

const all = wordsIn(language);
const words = all.window;
const { running, look } = tourOfScreens();

function file(name: string, ...lines: readonly string[]): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, [...lines, ''].join('\r\n'));
  return path;
}

test('A file without headers, and what its values say', async () => {
  const { page } = running();
  const { place, next } = partsOf(page, language);
  const rows = ['1', '2', '3'].map((at) => `A-${at},PLX 12${at},2031-06-30T23:59:59`);
  await dropFiles(page, [file('bare.csv', ...rows)]);
  await place('file').click();
  await page.getByRole('checkbox', { name: words.file.noHeader }).check();
  await page.getByRole('button', { name: words.file.readAgain }).click();
  await expect(next.getByText(words.columns.sentenceMissing)).toBeVisible();
  await look(page, 'columns-no-header');
  await place('file').click();
  await expect(page.getByRole('checkbox', { name: words.file.noHeader })).toBeChecked();
  await look(page, 'file-no-header');
});

test('Rows that were pasted', async () => {
  const { app, page } = running();
  const { all: rows, place } = partsOf(page, language);
  await startAnew(page);
  const copied = ['Reference ID\tPlate\tNote', 'abc-1\tÉTÉ 1\t"two\nlines"', 'abc-2\tNONE\t', ''].join(
    '\r\n',
  );
  await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), copied);
  await page.keyboard.press('ControlOrMeta+V');
  await expect(rows(2)).toBeAttached();
  await page.getByRole('gridcell', { name: /NONE/ }).click();
  await page.getByRole('button', { name: words.check.keep, exact: true }).click();
  await expect(partsOf(page, language).ready(2)).toBeAttached();
  await place('file').click();
  await expect(page.getByText(words.file.firstRows(2, 2))).toBeVisible();
  await look(page, 'file-pasted');
});

test('A plate that was kept in an earlier file is kept in this one, and told', async () => {
  const { page } = running();
  const { ready, place } = partsOf(page, language);
  await startAnew(page);
  await dropFiles(page, [file('april.csv', 'Reference ID,Plate', 'abc-3,NONE', 'abc-4,ABC 4')]);
  await expect(ready(2)).toBeAttached();
  await place('file').click();
  const note = all.reading.notes['plates-recalled']({ plates: 'NONE', connection: 'Practice' });
  await expect(page.getByText(note)).toBeVisible();
  await look(page, 'file-plates-recalled');
});

test('Every kind of question about columns', async () => {
  const { page } = running();
  const lines = [1, 2, 3].map((at) => `abc-${at},PL8RD${at},2031-12-31,18:00,2032-01-31,CAD`);
  await startAnew(page);
  const headers = 'Permit Ref,Licens Plate,End Date,End Time,Expiry Date,Money';
  await dropFiles(page, [file('questions.csv', headers, ...lines)]);
  await expect(page.getByRole('heading', { name: words.columns.questions(4) })).toBeVisible();
  await look(page, 'columns-questions');
});
