import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { expectAccessible } from './accessible.ts';
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

test('A value is set for all rows with an issue, rows are left out and brought back, each as one step', async () => {
  const { page } = running;
  const { words, ready } = partsOf(page);
  const { bulk } = words;
  const { titles } = wordsIn('en').issues;
  const source = join(temporaryFolder(), 'renewals.csv');
  const rows = ['ref-1,10,CAD', 'ref-2,ten,CAD', 'ref-3,x,CAD', 'ref-4,y,CAD', 'ref-5,20.00,CAD', 'Total,,'];
  writeFileSync(source, ['Reference ID,Amount,Currency', ...rows, ''].join('\r\n'));
  await dropFiles(page, [source]);
  await expect(ready(1)).toBeAttached();

  const dialog = page.getByRole('dialog', { name: bulk.title });
  await page.keyboard.press('Control+e');
  await dialog.getByRole('combobox', { name: bulk.action }).click();
  await page.getByRole('option', { name: bulk.actions.replace }).click();
  await dialog.getByRole('combobox', { name: bulk.column }).click();
  await page.getByRole('option', { name: 'Amount' }).click();
  await dialog.getByRole('textbox', { name: bulk.find, exact: true }).fill('(a+)+$');
  await dialog.getByRole('checkbox', { name: bulk.pattern }).check();
  await expect(dialog.getByText(bulk.will(0, 6))).toBeVisible();
  await dialog.getByRole('textbox', { name: bulk.find, exact: true }).fill('^(ten|x|y)$');
  await dialog.getByRole('textbox', { name: bulk.replacement }).fill('10.00');
  await expect(dialog.getByText(bulk.will(3, 6))).toBeVisible();
  await expect(dialog.getByText(bulk.shapeless(1))).toBeVisible();
  await expectAccessible(page, 'Changing many rows');
  await dialog.getByRole('button', { name: bulk.apply.change(3) }).click();
  await expect(page.getByText(bulk.done.change(3))).toBeVisible();
  await expect(ready(4)).toBeAttached();
  await page.getByRole('gridcell', { name: 'ref-5' }).click();
  await page.keyboard.press('Control+z');
  await expect(ready(1)).toBeAttached();

  // What a repair fits is repaired first; then the others are offered one value.
  await page.getByRole('button', { name: words.check.repairAllLabel(1, titles['amount-format']) }).click();
  await expect(ready(2)).toBeAttached();
  await page.getByRole('button', { name: bulk.ofIssueLabel.set(titles['amount-format']) }).click();
  await dialog.getByRole('textbox', { name: bulk.value }).fill('12.50');
  await dialog.getByRole('button', { name: bulk.apply.change(3) }).click();
  await expect(ready(5)).toBeAttached();

  await page.getByRole('button', { name: bulk.ofIssueLabel['leave-out'](titles['not-a-permit']) }).click();
  await expect(dialog.getByText(bulk.will(1, 1))).toBeVisible();
  await dialog.getByRole('button', { name: bulk.apply['leave-out'](1) }).click();
  await expect(page.getByText(words.check.sentence(5, 0, 1))).toBeVisible();
  await page.getByRole('radiogroup', { name: words.check.states }).getByText(words.check['left-out']).click();
  // The choice of rows has the focus, and the keys are the rows' all the same.
  await page.keyboard.press('Control+e');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await page.getByRole('gridcell', { name: 'Total' }).click();
  await expect(page.getByText(wordsIn('en').leftOut['by-hand'])).toBeVisible();
  await expectAccessible(page, 'Check with a row that is left out');
  await page.keyboard.press('Control+Shift+b');
  await dialog.getByRole('button', { name: bulk.apply['bring-back'](1) }).click();
  await expect(page.getByText(words.check.sentence(5, 1, 0))).toBeVisible();
});
