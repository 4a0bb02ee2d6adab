import type { ElectronApplication, Page } from 'playwright';
import { wordsIn } from '../../src/words/words.ts';
import { dropFiles } from '../../test/e2e/drop.ts';
import { type Course, course, startAnew, whenShown } from './course.ts';

const { check, bulk, column } = wordsIn('en').window;
const rows = 100_000;

/** What a person does with many of 100,000 rows at once, each from the first click until it is shown. */
export async function measureBulk(
  app: ElectronApplication,
  page: Page,
  path: string,
): Promise<Record<string, Course>> {
  await startAnew(page);
  const shown = await whenShown(page, rows);
  await dropFiles(page, [path]);
  await shown();
  const cell = (name: string) => page.getByRole('gridcell', { name }).first();
  const header = page.getByRole('columnheader', { name: 'Amount' });
  const courses: Record<string, Course> = {};
  const watch = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    courses[name] = await course(app, page, work);
  };

  await watch('a column menu opened, and its 200 most frequent values', async () => {
    await header.hover();
    await header.getByRole('button', { name: column.open('Amount') }).click();
    await page.getByRole('menuitem', { name: column.values, exact: true }).click();
    // To be asked for 200 boxes by their roles would be a long task of its own.
    await page.waitForFunction(
      () => document.querySelectorAll('[role=dialog] [type=checkbox]').length >= 200,
    );
  });
  await page.keyboard.press('Escape');

  await watch('100,000 rows filtered by state', async () => {
    await page.getByRole('radiogroup', { name: check.states }).getByText(check.invalid).click();
    await page.getByText(check.showing(rows / 10)).waitFor();
  });
  await watch('100,000 rows shown again', async () => {
    await page.getByRole('radiogroup', { name: check.states }).getByText(check.all).click();
    await page.getByText(check.showing(rows / 10)).waitFor({ state: 'detached' });
    await cell('Lot 01').waitFor();
  });

  const dialog = page.getByRole('dialog', { name: bulk.title });
  await page.keyboard.press('Control+e');
  await dialog.getByRole('combobox', { name: bulk.column }).click();
  await page.getByRole('option', { name: 'Lot' }).click();
  await dialog.getByRole('textbox', { name: bulk.value }).fill('Lot 7');
  await dialog.getByRole('button', { name: bulk.apply.change(rows) }).waitFor();
  await watch('one lot set for 100,000 rows', async () => {
    await dialog.getByRole('button', { name: bulk.apply.change(rows) }).click();
    await page.getByText(bulk.done.change(rows)).waitFor();
    await cell('Lot 7').waitFor();
  });
  await watch('the same, taken back', async () => {
    await page.getByRole('toolbar').getByRole('button', { name: check.undo }).click();
    await cell('Lot 01').waitFor();
  });
  return courses;
}
