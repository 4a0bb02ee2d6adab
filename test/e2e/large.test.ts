import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { dropFiles } from './drop.ts';
import { close, launch, temporaryFolder } from './launch.ts';
import { partsOf } from './parts.ts';

const rows = 100_000;

/** One row in a thousand has a currency in small letters; plates go down as rows go up. */
function largeFile(): string {
  const path = join(temporaryFolder(), 'large.csv');
  const lines = Array.from({ length: rows }, (_, at) => {
    const plate = `P${String(rows - at).padStart(6, '0')}`;
    return `large-${at},${plate},2031-12-31T23:59:59,10.00,${at % 1000 === 500 ? 'cad' : 'CAD'}`;
  });
  writeFileSync(path, ['Reference ID,Plate,End Date,Amount,Currency', ...lines, ''].join('\r\n'));
  return path;
}

test('100,000 rows are scrolled to the end, sorted, filtered, edited and repaired', async () => {
  const running = await launch();
  const { page } = running;
  const { words, all, ready } = partsOf(page);
  const cell = (name: string) => page.getByRole('gridcell', { name, exact: true });
  try {
    await dropFiles(page, [largeFile()]);
    await expect(all(rows)).toBeAttached();
    await expect(ready(rows - 100)).toBeAttached();
    await cell('large-0').click();
    await page.keyboard.press('Control+End');
    await expect(cell(String(rows + 1))).toBeVisible();
    await expect(cell('large-99999')).toBeVisible();
    await page.keyboard.press('Control+Home');
    await expect(cell('large-0')).toBeVisible();

    const plate = page.getByRole('columnheader', { name: 'Plate' });
    await plate.click();
    await expect(plate).toHaveAttribute('aria-sort', 'ascending');
    await expect(cell('P000001')).toBeVisible();
    await plate.click();
    await expect(plate).toHaveAttribute('aria-sort', 'descending');
    await expect(cell('P100000')).toBeVisible();

    // Only the first rows are found at once: the others follow, and are counted, while those are shown.
    const find = page.getByRole('textbox', { name: words.check.find });
    await page.getByRole('radiogroup', { name: words.check.states }).getByText(words.check.valid).click();
    await expect(page.getByText(words.check.showing(rows - 100))).toBeVisible();
    await cell('P100000').click();
    await page.keyboard.press('Control+End');
    await expect(cell('P000001')).toBeVisible();
    await find.fill('large-99999');
    await expect(page.getByText(words.check.showing(1))).toBeVisible();
    await expect(cell('P000001')).toBeVisible();
    await find.fill('nowhere');
    await expect(page.getByText(words.check.noRows)).toBeVisible();
    await find.fill('');

    await page.getByRole('button', { name: words.check.showIssue('Unknown currency') }).click();
    await expect(page.getByText(words.check.showing(100))).toBeVisible();
    await page.getByRole('textbox', { name: words.check.find }).fill('P099500');
    await expect(page.getByText(words.check.showing(1))).toBeVisible();
    await cell('P099500').dblclick();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('EDITED');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('toolbar').getByRole('button', { name: words.check.undo })).toBeEnabled();
    await page.getByRole('textbox', { name: words.check.find }).fill('EDITED');
    await expect(page.getByRole('gridcell', { name: /^EDITED/ })).toBeVisible();
    await page.getByRole('textbox', { name: words.check.find }).fill('');

    await page.getByRole('button', { name: words.check.repairAllLabel(100, 'Unknown currency') }).click();
    await expect(ready(rows)).toBeAttached();
    await page.getByRole('toolbar').getByRole('button', { name: words.check.undo }).click();
    await expect(ready(rows - 100)).toBeAttached();
    await page.getByRole('toolbar').getByRole('button', { name: words.check.redo }).click();
    await expect(ready(rows)).toBeAttached();
    expect(running.complaints).toEqual([]);
  } finally {
    await close(running);
  }
});
