import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
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
  const plate = page.getByRole('combobox', { name: words.columns.choose(fields.plate) });
  await expect(plate).toHaveValue(words.columns.none);
  await page.getByRole('button', { name: words.columns.confirm('Licens Plate') }).click();
  await expect(plate).toHaveValue('Licens Plate');
  await expect(page.getByText(words.columns.certainty.chosen)).toBeVisible();
  await next.getByRole('button', { name: words.columns.next }).click();
  await expect(ready(1)).toBeAttached();
  await expect(page.getByText('"plate": "PL8RDR"')).toBeVisible();
});

test('Without a reference column there is no way on; a column can be chosen and given up again', async () => {
  const { page } = running;
  const { words, next, place } = partsOf(page);
  await open('nameless.csv', 'What,Plate,End Date,Lot');
  await expect(page.getByRole('note').getByText(words.columns.sentenceMissing)).toBeVisible();
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
