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

let running: Running;

test.beforeAll(async () => {
  running = await launch();
});
picturesOfFailures(() => running?.page);
test.afterAll(() => close(running));

const cell = (name: string) => running.page.getByRole('gridcell', { name, exact: true });
const header = (name: string) => running.page.getByRole('columnheader', { name });

async function open(name: string): Promise<void> {
  const path = join(temporaryFolder(), name);
  const lines = Array.from({ length: 30 }, (_, at) => `Lot ${at % 3},r-${at},PL ${at},${at % 2 ? name : ''}`);
  writeFileSync(path, ['Lot,Reference ID,Plate,Note', ...lines, ''].join('\r\n'));
  await startAnew(running.page);
  await dropFiles(running.page, [path]);
  await expect(partsOf(running.page).all(30)).toBeAttached();
}

async function menuOf(name: string): Promise<void> {
  const { page } = running;
  await header(name).hover();
  await header(name)
    .getByRole('button', { name: partsOf(page).words.column.open(name) })
    .click();
}

const item = (name: string) => running.page.getByRole('menuitem', { name, exact: true });

test('Rows are filtered by the values of a column, which are counted and searched', async () => {
  const { page } = running;
  const { words } = partsOf(page);
  await open('values.csv');
  await menuOf('Lot');
  await expect(page.getByRole('menu')).toHaveCSS('opacity', '1');
  await expectAccessible(page, 'column menu');
  await item(words.column.values).click();
  const dialog = page.getByRole('dialog', { name: words.column.valuesOf('Lot') });
  await expect(dialog.getByRole('checkbox')).toHaveCount(3);
  await dialog.getByRole('textbox').fill('lot 1');
  await expect(dialog.getByRole('checkbox')).toHaveCount(1);
  await dialog.getByRole('checkbox', { name: 'Lot 1' }).check();
  await expect(dialog).toHaveCSS('opacity', '1');
  // The header's tooltip fades away behind the dialog.
  await expect(page.locator('.ag-tooltip')).toHaveCount(0);
  await expectAccessible(page, 'values of a column');
  await dialog.getByRole('button', { name: words.column.show(1) }).click();
  await expect(page.getByText(words.check.showing(10))).toBeVisible();
  await expect(header('Lot').getByRole('img', { name: words.column.filtered })).toBeVisible();
  await expect(cell('PL 0')).toHaveCount(0);
  await page.getByRole('button', { name: `${words.check.clear}: Lot` }).click();
  await expect(cell('PL 0')).toBeVisible();
});

test('One column is searched, and a column is changed from its menu by keys alone', async () => {
  const { page } = running;
  const { words } = partsOf(page);
  await open('find.csv');
  await menuOf('Plate');
  await item(words.column.find).click();
  const find = page.getByRole('textbox', { name: words.column.findIn('Plate') });
  await expect(find).toBeFocused();
  await page.keyboard.type('1');
  await expect(cell('PL 1')).toBeVisible();
  // Lot 1 has the text as well, but in another column.
  await expect(cell('PL 4')).toHaveCount(0);
  await page.getByRole('button', { name: words.column.findInAll }).click();
  await expect(cell('PL 4')).toBeVisible();
  await page.getByRole('textbox', { name: words.check.find }).fill('');
  // A click before the filter is gone would be on a row that is drawn anew.
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '31');
  await cell('PL 0').click();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('menu', { name: words.column.open('Plate') })).toBeVisible();
  await item(`${words.bulk.actions.set}…`).click();
  const dialog = page.getByRole('dialog', { name: words.bulk.title });
  await dialog.getByRole('textbox', { name: words.bulk.value }).fill('SAME');
  await expect(dialog.getByRole('button', { name: words.bulk.apply.change(30) })).toBeEnabled();
  await page.keyboard.press('Escape');
});

test('Columns are hidden, moved and pinned, and stand so for the next file with these headers', async () => {
  const { page } = running;
  const { words } = partsOf(page);
  const names = () =>
    page
      .getByRole('columnheader')
      .evaluateAll((all) =>
        all
          .toSorted((one, other) => Number(one.ariaColIndex) - Number(other.ariaColIndex))
          .map(
            (one) =>
              (one.querySelector('[class*=headerName]') ?? one.querySelector('.ag-header-cell-text'))
                ?.textContent,
          ),
      );
  await open('layout.csv');
  await menuOf('Note');
  await item(words.column.hide).click();
  await expect(header('Note')).toHaveCount(0);
  await menuOf('Lot');
  await item(words.column.right).click();
  await expect
    .poll(names)
    .toEqual([words.check.rowNumber, words.check.state, 'Reference ID', 'Lot', 'Plate']);
  await menuOf('Plate');
  await item(words.column.pin).click();
  await expect
    .poll(names)
    .toEqual([words.check.rowNumber, words.check.state, 'Plate', 'Reference ID', 'Lot']);
  await open('layout-again.csv');
  await expect
    .poll(names)
    .toEqual([words.check.rowNumber, words.check.state, 'Plate', 'Reference ID', 'Lot']);
  await page.getByRole('button', { name: words.column.columns, exact: true }).click();
  await item(words.column.showAgain('Note')).click();
  await expect(header('Note')).toBeVisible();
  await page.getByRole('button', { name: words.column.columns, exact: true }).click();
  await item(words.column.sentOnly).click();
  await expect.poll(names).toEqual([words.check.rowNumber, words.check.state, 'Reference ID', 'Plate']);
  await page.getByRole('button', { name: words.column.columns, exact: true }).click();
  await item(words.column.inFileOrder).click();
  await expect
    .poll(names)
    .toEqual([words.check.rowNumber, words.check.state, 'Lot', 'Reference ID', 'Plate', 'Note']);
});

test('“Show” of an issue brings its column into view and marks it', async () => {
  const { page } = running;
  const { words } = partsOf(page);
  const path = join(temporaryFolder(), 'wide.csv');
  const extra = Array.from({ length: 16 }, (_, at) => `Extra ${at}`);
  const line = [...extra.map(() => 'x'), 'r-1', 'fourteen', 'CAD'];
  writeFileSync(
    path,
    [[...extra, 'Reference ID', 'Amount', 'Currency'], line, []].map((one) => one.join(',')).join('\r\n'),
  );
  await startAnew(page);
  await dropFiles(page, [path]);
  await expect(header('Extra 0')).toBeVisible();
  await expect(header('Amount')).toHaveCount(0);
  await page
    .getByRole('button', { name: words.check.showIssue(wordsIn('en').issues.titles['amount-format']) })
    .click();
  await expect(header('Amount')).toBeInViewport();
  await expect(header('Amount').getByRole('img', { name: words.column.filtered })).toBeVisible();
});
