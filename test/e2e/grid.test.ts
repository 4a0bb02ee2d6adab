import { expect, test } from 'playwright/test';
import { startAnew } from './connect.ts';
import { dropFiles } from './drop.ts';
import { close, launch, type Running } from './launch.ts';
import { partsOf, permits } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

const rows = 1_000;
let running: Running;

test.beforeAll(async () => {
  running = await launch();
});
picturesOfFailures(() => running?.page);
test.afterAll(() => close(running));

test.beforeEach(async () => {
  const { page } = running;
  await startAnew(page);
  await dropFiles(page, [permits('grid.csv', rows)]);
  await expect(partsOf(page).all(rows)).toBeAttached();
  await cell('PL 0').click();
});

const cell = (name: string | RegExp) =>
  running.page.getByRole('gridcell', typeof name === 'string' ? { name, exact: true } : { name });
const focused = () => running.page.locator('[role=gridcell]:focus');
const said = (text: string) => running.page.getByText(text, { exact: true });
const clipboard = () => running.app.evaluate(({ clipboard: held }) => held.readText());
const hold = (text: string) =>
  running.app.evaluate(({ clipboard: held }, wanted) => held.writeText(wanted), text);

test('Keys move the cursor with the view, and what they change is seen', async () => {
  const { page } = running;
  const { keyboard } = page;
  await keyboard.press('Control+End');
  await expect(focused()).toHaveText('2031-12-31T23:59:59');
  await keyboard.press('ArrowLeft');
  await expect(focused()).toHaveText('PL 999');
  await expect(focused()).toBeInViewport();
  await keyboard.press('PageUp');
  await expect(focused()).toHaveText(/^PL 9[678]\d$/);
  await keyboard.press('Control+Home');
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await expect(focused()).toHaveText('PL 0');
  // Scrolled away with the wheel, the cursor's cell comes back before it is cleared.
  await page.mouse.move(600, 500);
  await page.mouse.wheel(0, 12_000);
  await expect(cell('PL 0')).not.toBeInViewport();
  await keyboard.press('Delete');
  await expect(focused()).toHaveText('(edited)');
  await expect(focused()).toBeInViewport();
  await expect(cell('permit-0')).toBeInViewport();
});

test('A range is copied, pasted elsewhere and cleared, each as one step', async () => {
  const { page } = running;
  const { words } = partsOf(page);
  const { keyboard } = page;
  await keyboard.press('Shift+ArrowDown');
  await keyboard.press('Shift+ArrowRight');
  await expect(page.getByText(words.check.selected(2, 2))).toBeVisible();
  await keyboard.press('Control+c');
  await expect.poll(clipboard).toBe('PL 0\t2031-12-31T23:59:59\r\nPL 1\t2031-12-31T23:59:59');

  await cell('PL 4').click();
  await hold('NEW 4\t2031-01-31T23:59:59\r\n"NEW\n5"\t2031-02-28T23:59:59\r\n');
  await keyboard.press('Control+v');
  await expect(said(words.check.pasted(2, 2))).toBeVisible();
  await expect(cell(/^NEW 4/)).toBeVisible();
  await expect(cell(/^2031-02-28T23:59:59/)).toBeVisible();
  await keyboard.press('Control+z');
  await expect(cell('PL 4')).toBeVisible();
  await expect(cell('PL 5')).toBeVisible();

  await cell('PL 6').click();
  await cell('PL 8').click({ modifiers: ['Shift'] });
  await keyboard.press('Delete');
  await expect(said(words.check.cleared(3))).toBeVisible();
  await expect(cell('PL 7')).toHaveCount(0);
  await expect(cell('permit-7')).toBeVisible();
  await keyboard.press('Control+z');
  await expect(cell('PL 7')).toBeVisible();
});

test('Whole rows are never cleared; all that is shown is copied, and a paste says first what does not fit', async () => {
  const { page } = running;
  const { words } = partsOf(page);
  const { keyboard } = page;
  await keyboard.press('Control+a');
  await expect(page.getByText(words.check.selectedRows(rows))).toBeVisible();
  await keyboard.press('Delete');
  await expect(said(words.check.wholeRows)).toBeVisible();
  await expect(cell('PL 0')).toBeVisible();
  // One value would stand in every column, over the reference IDs too.
  await hold('X');
  await keyboard.press('Control+v');
  await expect(said(words.check.pasteWholeRows)).toBeVisible();
  await cell('2').click();
  await keyboard.press('Control+v');
  await expect(cell('permit-0')).toBeVisible();
  await expect(cell(/^X/)).toHaveCount(0);
  await keyboard.press('Control+a');
  await keyboard.press('Control+c');
  await expect.poll(async () => (await clipboard()).split('\r\n').length).toBe(rows);
  expect((await clipboard()).endsWith('permit-999\tPL 999\t2031-12-31T23:59:59')).toBe(true);

  await keyboard.press('Control+End');
  await expect(focused()).toBeInViewport();
  await hold('2031-03-31T23:59:59\tone too many\n2031-04-30T23:59:59\tand again');
  await keyboard.press('Control+v');
  const dialog = page.getByRole('dialog', { name: words.check.pasteTitle });
  await expect(dialog.getByText(words.check.pasteRowsBeyond(1))).toBeVisible();
  await expect(dialog.getByText(words.check.pasteColumnsBeyond(1))).toBeVisible();
  await dialog.getByRole('button', { name: words.check.paste, exact: true }).click();
  await expect(cell(/^2031-03-31T23:59:59/)).toBeVisible();
  expect(running.complaints).toEqual([]);
});

test('Rows that a change moves out of what is shown leave nothing selected that nobody chose', async () => {
  const { page } = running;
  const { words } = partsOf(page);
  const { keyboard } = page;
  await page.getByPlaceholder(words.check.find).fill('PL 99');
  await expect(page.getByText(words.check.showing(11))).toBeVisible();
  await cell('PL 990').click();
  await cell('PL 992').click({ modifiers: ['Shift'] });
  await expect(page.getByText(words.check.selected(3, 1))).toBeVisible();
  await keyboard.press('Delete');
  await expect(page.getByText(words.check.showing(8))).toBeVisible();
  await expect(page.getByText(words.check.selected(3, 1))).toHaveCount(0);
  await expect(page.locator('.cell-selected')).toHaveCount(0);
  // What is left out then is the row under the cursor, which looks so.
  await expect(focused()).toHaveText('PL 995');
  await keyboard.press('Control+Shift+l');
  const dialog = page.getByRole('dialog', { name: words.bulk.title });
  await expect(dialog.getByText(words.bulk.selected(1))).toBeVisible();
  await expect(dialog.getByRole('cell', { name: '997', exact: true })).toBeVisible();
  await keyboard.press('Escape');
});
