import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { expectAccessible } from './accessible.ts';
import { startAnew } from './connect.ts';
import { dropFiles } from './drop.ts';
import { close, launch, type Running, temporaryFolder } from './launch.ts';
import { partsOf } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

const { fields } = wordsIn('en').issues;
let running: Running;

test.beforeAll(async () => {
  running = await launch();
});
picturesOfFailures(() => running?.page);
test.afterAll(() => close(running));

async function open(name: string, header: string): Promise<void> {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, `${header}\r\nabc-1,PL8RDR,2031-12-31T23:59:59,x\r\n`);
  await startAnew(running.page);
  await dropFiles(running.page, [path]);
}

test('A similar name is only proposed, and taken when a person says so', async () => {
  const { page } = running;
  const { words, next, ready } = partsOf(page);
  await open('similar.csv', 'Reference ID,Licens Plate,End Date,Lot');
  await expect(page.getByRole('heading', { name: words.columns.title })).toBeVisible();
  await expect(page.getByText(words.columns.proposed)).toBeVisible();
  await expect(page.getByRole('heading', { name: words.columns.questions(1) })).toBeVisible();
  await expectAccessible(page, 'columns asked');
  const plate = page.getByRole('combobox', { name: words.columns.choose(fields.plate) });
  await expect(plate).toHaveValue(words.columns.none);
  await page.getByRole('button', { name: words.columns.confirm('Licens Plate') }).click();
  await expect(plate).toHaveValue('Licens Plate');
  await expect(page.getByText(words.columns.certainty.chosen)).toBeVisible();
  await next.getByRole('button', { name: words.columns.next }).click();
  await expect(ready(1)).toBeAttached();
  await expect(page.getByRole('definition').filter({ hasText: 'PL8RDR' })).toBeVisible();
});

test('Without a reference column there is no way on; a column can be chosen and given up again', async () => {
  const { page } = running;
  const { words, next, place } = partsOf(page);
  await open('nameless.csv', 'What,Plate,End Date,Lot');
  await expect(next.getByText(words.columns.sentenceMissing)).toBeVisible();
  const go = next.getByRole('button', { name: words.columns.next });
  await expect(go).toBeDisabled();
  await expect(place('check')).toBeDisabled();
  const reference = page.getByRole('combobox', { name: words.columns.choose(fields.referenceId) });
  await reference.click();
  await page.getByRole('option', { name: 'What' }).click();
  await expect(go).toBeEnabled();
  await expect(place('check')).toBeEnabled();
  await reference.click();
  await page.getByRole('option', { name: words.columns.none }).click();
  await expect(go).toBeDisabled();
});

test('A time column is joined with its date, and nothing is pushed before that is decided', async () => {
  const { page } = running;
  const { words, next, ready, place } = partsOf(page);
  const path = join(temporaryFolder(), 'times.csv');
  writeFileSync(path, 'Reference ID,End Date,End Time,Plate\r\nabc-1,2031-12-31,18:00:00,PL8RDR\r\n');
  await startAnew(page);
  await dropFiles(page, [path]);
  await expect(page.getByText('2031-12-31T18:00:00')).toBeVisible();
  await place('push').click();
  await expect(next.getByRole('button', { name: words.push.decide })).toBeVisible();
  await expectAccessible(page, 'push undecided');
  await next.getByRole('button', { name: words.push.decide }).click();
  await page.getByRole('button', { name: words.columns.join }).click();
  await expect(page.getByText(words.columns.timeFrom('End Time'))).toBeVisible();
  await next.getByRole('button', { name: words.columns.next }).click();
  await expect(ready(1)).toBeAttached();
  await expect(page.getByRole('definition').filter({ hasText: '2031-12-31T18:00:00' })).toBeVisible();
});

test('A field that no column holds gets one value for all rows, which can be changed and given up again', async () => {
  const { page } = running;
  const { words, next, ready, place } = partsOf(page);
  const path = join(temporaryFolder(), 'renewal.csv');
  writeFileSync(path, 'Reference ID,Plate,Lot\r\nabc-1,PL8RDR,7\r\nabc-2,PL9RDR,7\r\n');
  await startAnew(page);
  await dropFiles(page, [path]);
  await expect(ready(2)).toBeAttached();
  await place('columns').click();
  const endDate = page.getByRole('combobox', { name: words.columns.choose(fields.endDate) });
  await endDate.click();
  await page.getByRole('option', { name: words.columns.sameForAll }).click();
  const value = page.getByRole('textbox', { name: words.columns.valueForAll(fields.endDate) });
  await expect(value).toBeFocused();
  await expectAccessible(page, 'one value for all asked');
  await value.fill('2031-12-31T23:59:59');
  await value.press('Enter');
  await expect(page.getByRole('definition').filter({ hasText: '2031-12-31T23:59:59' })).toBeVisible();
  await place('columns').click();
  await expect(page.getByText(words.columns.givenToAll, { exact: true })).toBeVisible();
  await expect(page.getByTitle('2031-12-31T23:59:59', { exact: true })).toBeVisible();
  await expectAccessible(page, 'one value for all given');
  await page.getByRole('button', { name: words.columns.changeForAll('2031-12-31T23:59:59') }).click();
  await value.fill('2032-06-30T23:59:59');
  await page.getByRole('button', { name: words.columns.giveToAll(2) }).click();
  await expect(page.getByRole('definition').filter({ hasText: '2032-06-30T23:59:59' })).toBeVisible();
  await place('columns').click();
  await endDate.click();
  await page.getByRole('option', { name: words.columns.none }).click();
  await expect(page.getByRole('definition').filter({ hasText: 'PL8RDR' })).toBeVisible();
  await expect(page.getByRole('term').filter({ hasText: fields.endDate })).toHaveCount(0);
  await place('columns').click();
  await expect(endDate).toHaveValue(words.columns.none);
  await next.getByRole('button', { name: words.columns.next }).click();
});

test('What is typed in a column list takes the place of what stands there, and finds columns', async () => {
  const { page } = running;
  const { words } = partsOf(page);
  await open('search.csv', 'Reference ID,Licens Plate,End Date,Garage');
  const plate = page.getByRole('combobox', { name: words.columns.choose(fields.plate) });
  await plate.click();
  await expect(page.getByRole('option')).toHaveCount(6);
  await expect(page.getByRole('option', { name: 'Licens Plate' })).toContainText('PL8RDR');
  await page.keyboard.type('lic');
  await expect(plate).toHaveValue('lic');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(plate).toHaveValue('Licens Plate');
  await plate.blur();
  await plate.focus();
  await page.keyboard.type('zzz');
  await expect(page.getByText(words.columns.nothingFound)).toBeVisible();
  await page.keyboard.press('Escape');
});
