import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
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

const { audit, issues } = wordsIn('en');

/** One row is ready, two can be repaired, one only a person can mend. */
async function dropMessy(page: Page): Promise<void> {
  const source = join(temporaryFolder(), 'renewals.csv');
  const rows = [
    'ref-1,PL 1,none,CAD',
    'ref-2,PL 2,$20.00,CAD',
    'ref-3,PL 3,$30.00,CAD',
    'ref-4,PL 4,40.00,CAD',
  ];
  writeFileSync(source, ['Reference ID,Plate,Amount,Currency', ...rows, ''].join('\r\n'));
  await page.getByRole('button', { name: wordsIn('en').window.shell.newBatch }).click();
  await dropFiles(page, [source]);
  await expect(partsOf(page).ready(1)).toBeAttached();
}

test('The footer says what was done, with Undo in it, until the next step or until its screen is left', async () => {
  const { page } = running;
  const { words, next, place, ready } = partsOf(page);
  await dropMessy(page);
  const said = next.getByRole('status');
  const height = (await next.boundingBox())?.height;
  await page
    .getByRole('button', { name: words.check.repairAllLabel(2, issues.titles['amount-format']) })
    .click();
  await expect(said).toHaveText(words.check.repaired(2));
  // There is room for it: nothing moves.
  expect((await next.boundingBox())?.height).toBe(height);
  await expect(next.getByText(words.check.sentence(3, 1, 0))).toBeVisible();
  await expectAccessible(page, 'Check with a message');
  await page.screenshot({ path: test.info().outputPath('said.png') });

  // From the keyboard, and the button that takes Undo's place keeps the focus.
  await next.getByRole('button', { name: words.check.undo, exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(said).toHaveText(words.steps.undone({ did: 'repair', of: 'amount', count: 2 }));
  await expect(ready(1)).toBeAttached();
  await expect(next.getByRole('button', { name: words.check.redo, exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(said).toHaveText(words.steps.redone({ did: 'repair', of: 'amount', count: 2 }));
  await expect(ready(3)).toBeAttached();

  // One edit says so too.
  await page.getByRole('gridcell', { name: 'PL 4' }).dblclick();
  await page.keyboard.type('NEW 4');
  await page.keyboard.press('Enter');
  await expect(said).toHaveText(words.bulk.done.change(1));
  await next.getByRole('button', { name: words.check.undo, exact: true }).click();
  await expect(page.getByRole('gridcell', { name: 'PL 4' })).toBeVisible();

  await expect(said).toHaveText(words.steps.undone({ did: 'change', of: 'plate', count: 1 }));
  await place('columns').click();
  await expect(page.getByRole('heading', { name: words.columns.title })).toBeVisible();
  await expect(said).toHaveText('');
  await place('check').click();
  await expect(ready(3)).toBeAttached();
  await expect(said).toHaveText('');
});

test('A failure stays until it is dismissed or its screen is left, and what a dialog did is said in it', async () => {
  const { app, page } = running;
  const { words, next, place, ready } = partsOf(page);
  const failure = next.getByRole('alert');
  await dropMessy(page);
  const save = async (path: string) => {
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, path);
    await next.getByRole('button', { name: words.check.saveCorrected }).click();
  };
  const folder = join(temporaryFolder(), 'gone');
  const nowhere = join(folder, 'corrected.csv');
  await save(nowhere);
  await expect(failure).toContainText(folder);
  await expectAccessible(page, 'Check with a failure in the footer');
  await page.screenshot({ path: test.info().outputPath('failed.png') });
  // Something that went well meanwhile takes no failure away.
  const path = join(temporaryFolder(), 'corrected.csv');
  await save(path);
  await expect(next.getByRole('status')).toHaveText(words.check.saved(path));
  await expect(failure).toContainText(folder);
  await failure.getByRole('button', { name: words.shell.close }).click();
  await expect(failure).toHaveCount(0);
  await save(nowhere);
  await expect(failure).toContainText(folder);
  await place('file').click();
  await expect(failure).toHaveCount(0);
  await place('check').click();
  await expect(ready(1)).toBeAttached();
  await expect(failure).toHaveCount(0);

  await page.getByRole('button', { name: audit.records.period, exact: true }).click();
  const dialog = page.getByRole('dialog');
  const csv = join(temporaryFolder(), 'period.csv');
  await app.evaluate(({ dialog: asked }, filePath) => {
    asked.showSaveDialog = async () => ({ canceled: false, filePath });
  }, csv);
  await dialog.getByRole('button', { name: audit.records.saveCsv }).click();
  await expect(dialog.getByRole('status').filter({ hasText: audit.window.saved(csv) })).toBeVisible();
  await expect(next.getByRole('status')).toHaveText('');
  await page.screenshot({ path: test.info().outputPath('dialog.png') });
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(next.getByRole('status')).toHaveText(audit.window.saved(csv));
});

test('What a screen did is not said on another one', async () => {
  const { app, page } = running;
  const { words, next, place } = partsOf(page);
  await dropMessy(page);
  const path = join(temporaryFolder(), 'late.csv');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () =>
      new Promise((resolve) => setTimeout(() => resolve({ canceled: false, filePath }), 1_000));
  }, path);
  await next.getByRole('button', { name: words.check.saveCorrected }).click();
  await place('file').click();
  await expect(place('file')).toHaveAttribute('aria-current', 'step');
  await expect
    .poll(() => app.evaluate((_, file) => process.getBuiltinModule('node:fs').existsSync(file), path))
    .toBe(true);
  // The answer was asked for before this one, so it is there.
  await page.evaluate(() => window.permitLoader.listBatches());
  await expect(next.getByRole('status')).toHaveText('');
});
