import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { expect, type Page, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { sampleCounts, samplePath } from '../support/sample.ts';
import { close, launch, temporaryFolder } from './launch.ts';
import { tabTo } from './parts.ts';

const all = wordsIn('en');
const words = all.window;
const columns = ['Reference ID', 'Plate', 'End Date', 'Amount', 'Currency', 'Lot', 'Notes'] as const;
type Column = (typeof columns)[number];

/** By hand: what is typed into which cell. Rows whose shape was wrong count as looked at once a cell was edited. */
const typed: readonly (readonly [number, Column, string])[] = [
  [12, 'End Date', '2031-01-31T23:59:59'],
  [13, 'Currency', 'CAD'],
  [14, 'Amount', '60.00'],
  [15, 'Reference ID', '7c1e0f52-6a1d-4c0e-9f5b-2d8f4c3a1b99'],
  [16, 'Reference ID', '7c1e0f52-6a1d-4c0e-9f5b-2d8f4c3a1b13'],
  [17, 'Reference ID', '7c1e0f52-6a1d-4c0e-9f5b-2d8f4c3a1b14'],
  [18, 'Reference ID', '1a9b5375-cb75-4c71-9939-eeae550b09ad'],
  [20, 'End Date', '2031-02-28T23:59:59'],
  [21, 'Plate', 'LMN 118'],
  [23, 'Amount', '1.00'],
  [25, 'Plate', 'NEW 1'],
  [26, 'Amount', '60.00'],
  [27, 'Plate', 'QUÉBEC 1'],
  [28, 'Notes', 'Gate 2, after 18:00'],
  [29, 'Currency', 'CAD'],
  [30, 'Notes', 'Space 12'],
];

/** By the repair that the window offers for the cell. */
const repaired: readonly (readonly [number, Column, string])[] = [
  [19, 'End Date', '2031-12-31T23:59:59'],
  [22, 'Amount', '14.50'],
  [24, 'Currency', 'CAD'],
];

test('A file with every kind of issue is mended and pushed by keyboard alone', async () => {
  const running = await launch();
  const { app, page, complaints } = running;
  const source = join(temporaryFolder(), 'march-renewals.csv');
  copyFileSync(samplePath, source);
  const { keyboard } = page;
  const press = (key: string) => keyboard.press(key);
  try {
    // The system's own dialog is not the window's to be driven by keys: it answers with the file.
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    }, source);
    await expect(page.getByRole('button', { name: words.start.open })).toBeVisible();
    await press('Control+o');
    await expect(page.getByRole('radio', { name: `Errors ${sampleCounts.invalid}` })).toBeAttached();
    await press('Control+1');
    await expect(page.getByRole('heading', { name: words.file.title })).toBeVisible();
    await press('Control+Enter');
    await expect(page.getByRole('heading', { name: words.columns.title })).toBeVisible();
    await press('Control+Enter');

    const grid = await gridAt(page);
    for (const [row, column, value] of typed) {
      await grid.goTo(row, column);
      await press('Enter');
      await keyboard.press('Control+a');
      await keyboard.type(value);
      await press('Enter');
      await expect(grid.cell).toContainText(column === 'Reference ID' ? value.slice(-6) : value);
      await expect(grid.cell).toBeFocused();
    }
    for (const [row, column, value] of repaired) {
      await grid.goTo(row, column);
      await press('Control+.');
      await expect(grid.cell).toContainText(value);
    }
    // The last edit is taken back and made again.
    await press('Control+z');
    await expect(page.getByRole('radio', { name: `${words.check.invalid} 2`, exact: true })).toBeAttached();
    await press('Control+y');
    // What row 28 has beyond the last column stands in no cell of the grid, but beside it; Tab would go from cell to cell.
    await grid.goTo(28, 'Notes');
    await press('F6');
    await tabTo(page, page.getByRole('button', { name: words.check.removeExtra(1) }));
    await press('Enter');
    // Rows 2 and 18 have one plate, which is two permits’ now.
    await expect(page.getByRole('radio', { name: `${words.check.valid} 28`, exact: true })).toBeAttached();

    await press('Control+Enter');
    await expect(page.getByRole('heading', { name: words.push.practiceTitle })).toBeVisible();
    await press('Control+Enter');
    await expect(page.getByText(words.results.allAccepted(30))).toBeVisible();
    await expect(page.getByText('march-renewals.results.csv')).toBeVisible();
    expect(complaints).toEqual([]);

    const { data } = Papa.parse<Record<string, string>>(
      readFileSync(join(source, '../march-renewals.results.csv'), 'utf8').slice(1).trimEnd(),
      { header: true },
    );
    expect(data.map(({ opscom_status: status }) => status)).toEqual(Array(30).fill('accepted'));
    for (const [row, column, value] of [...typed, ...repaired]) {
      const line = data[row - 2];
      expect(line?.['opscom_edits']).toContain(`${column}: `);
      expect(line?.['opscom_edits']).toContain(`→ ${value}`);
      if (column === 'Reference ID') expect(line?.['opscom_reference_id']).toBe(value);
    }
  } finally {
    await close(running);
  }
});

/** Takes the focus into the grid by keys, and moves it there by arrows. */
async function gridAt(page: Page) {
  const cell = page.locator('[role=gridcell]:focus');
  await tabTo(page, page.getByRole('columnheader', { name: words.check.rowNumber }).first());
  await page.keyboard.press('ArrowDown');
  await expect(cell).toHaveCount(1);
  let row = 2;
  let column = -2;
  return {
    cell,
    async goTo(toRow: number, header: Column) {
      const toColumn = columns.indexOf(header);
      const steps: readonly (readonly [string, number])[] = [
        [toRow > row ? 'ArrowDown' : 'ArrowUp', Math.abs(toRow - row)],
        [toColumn > column ? 'ArrowRight' : 'ArrowLeft', Math.abs(toColumn - column)],
      ];
      for (const [key, times] of steps) {
        for (let time = 0; time < times; time++) await page.keyboard.press(key);
      }
      row = toRow;
      column = toColumn;
      await expect(page.getByRole('heading', { name: words.check.row(row) })).toBeVisible();
    },
  };
}
