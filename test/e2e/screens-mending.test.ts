import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { startPractice } from '../../src/opscom/practice/practice.ts';
import { wordsIn } from '../../src/words/words.ts';
import { accept, reject, scriptedController } from '../support/scripted-controller.ts';
import { connect, startAnew } from './connect.ts';
import { dropFiles } from './drop.ts';
import { temporaryFolder } from './launch.ts';
import { partsOf, permits } from './parts.ts';
import { language, tourOfScreens } from './tour.ts';

const all = wordsIn(language);
const words = all.window;
const { running, look, lookAtResults, lookForPictures } = tourOfScreens();

function file(name: string, ...lines: readonly string[]): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, [...lines, ''].join('\r\n'));
  return path;
}

test('What is said beside the steps, and what was done in the footer', async () => {
  const { page } = running();
  const { ready } = partsOf(page, language);
  const rows = ['ref-1,PL 1,10.00,cad', 'ref-2,PL 2,20.00,usd', 'ref-3,PL 3,30.00,CAD'];
  const path = file('renewals.csv', 'Reference ID,Plate,Amount,Currency', ...rows);
  await dropFiles(page, [path]);
  await expect(ready(1)).toBeAttached();
  await startAnew(page);
  await dropFiles(page, [path]);
  await expect(page.getByRole('button', { name: words.file.isOpenAlready })).toBeVisible();
  await look(page, 'check-open-already');
  await page.getByRole('button', { name: words.file.isOpenAlready }).click();
  await expect(page.getByRole('button', { name: words.file.openThatOne })).toBeVisible();
  await lookForPictures(page, 'check-open-already-opened');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: words.file.openThatOne })).toHaveCount(0);
  const unknown = all.issues.titles['currency-unknown'];
  await page.getByRole('button', { name: words.check.repairAllLabel(2, unknown) }).click();
  await expect(page.getByText(words.check.repaired(2))).toBeVisible();
  await look(page, 'check-repaired');
  const { fold, unfold } = words.shell.panels.details;
  await page.getByRole('button', { name: fold, exact: true }).click();
  await look(page, 'check-details-folded');
  await page.getByRole('button', { name: unfold, exact: true }).click();
});

test('Many rows changed at once, and the menus of columns', async () => {
  const { page } = running();
  const { bulk, column } = words;
  const dialog = page.getByRole('dialog');
  await page.getByRole('gridcell', { name: 'ref-1', exact: true }).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+e');
  await dialog.getByRole('combobox', { name: bulk.column }).click();
  await page.getByRole('option', { name: 'Currency' }).click();
  await dialog.getByRole('textbox', { name: bulk.value }).fill('USD');
  await expect(dialog.getByText(bulk.will(2, 3))).toBeVisible();
  await lookForPictures(page, 'check-change-rows');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  await page.getByRole('button', { name: column.columns, exact: true }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await look(page, 'check-columns-menu');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  const header = page.getByRole('columnheader', { name: 'Currency' });
  await header.hover();
  await header.getByRole('button', { name: column.open('Currency') }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await lookForPictures(page, 'check-column-menu');
  await page.getByRole('menuitem', { name: column.values }).click();
  await expect(dialog.getByRole('checkbox')).toHaveCount(2);
  await lookForPictures(page, 'check-column-values');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('Rejected rows: found among the results, mended under Check, and sent again', async () => {
  const { page } = running();
  const { next, place, all: rows, tile } = partsOf(page, language);
  const controller = await scriptedController((request, response) => {
    if (request.referenceId === 'permit-3' && request.earlier === 0) reject(9009)(request, response);
    else accept(request, response);
  });
  try {
    await connect(page, { name: 'Lot 7', url: controller.url, token: 'screen-token' });
    await dropFiles(page, [permits('lot-7.csv', 8)]);
    await expect(rows(8)).toBeAttached();
    await place('push').click();
    await next.getByRole('button', { name: words.push.go(8, false), exact: true }).click();
    await expect(tile('rejected', 1)).toBeVisible({ timeout: 60_000 });
    await page.getByRole('textbox', { name: words.results.find }).fill('9009');
    await expect(page.getByRole('gridcell', { name: 'permit-3' })).toBeVisible();
    await lookAtResults(page, 'results-searched');
    await place('check').click();
    await expect(page.getByRole('region', { name: words.check.rejected })).toBeVisible();
    await look(page, 'check-rejected');
    await place('results').click();
    await next.getByRole('button', { name: words.results.retry(1) }).click();
    await expect(page.getByText(words.results.allAccepted(8))).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: words.results.olderFiles(1) }).click();
    await lookAtResults(page, 'results-older-file');
  } finally {
    await controller.close();
  }
});

/** Drops a file of new permits and says that they are to be created. */
async function dropNew(page: Page, path: string, count: number): Promise<void> {
  const { place, all: rows } = partsOf(page, language);
  await dropFiles(page, [path]);
  await place('file').click();
  await page.getByRole('radio', { name: words.file.operations.update }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: words.file.operations.create })).toBeChecked();
  await page.getByRole('button', { name: words.file.readAgain }).click();
  await expect(rows(count)).toBeAttached();
}

test('New permits, the controller’s totals by zone, and what is known of permits then', async () => {
  const { page } = running();
  const { next, place, tile, history } = partsOf(page, language);
  const practice = await startPractice();
  const line = (at: number, lot: string) => `P-${at},${lot},2031-12-31T23:59:59,AB ${at}`;
  const headers = 'Permit No,Lot,End Date,Plate';
  try {
    await connect(page, { name: 'Lot 9', url: practice.url, token: 'screen-token' });
    await dropNew(page, file('new.csv', headers, line(1, 'Lot 7'), line(2, 'Lot 8'), line(3, 'Lot 8')), 3);
    await place('push').click();
    await next.getByRole('button', { name: words.push.go(3, false, 'create'), exact: true }).click();
    await expect(tile('accepted', 3)).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: all.zones.open }).click();
    await expect(page.getByRole('dialog', { name: all.zones.title })).toBeVisible();
    await look(page, 'results-zones');
    // It was not lost where the window was low.
    await expect(page.getByRole('dialog', { name: all.zones.title })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: words.putBack.open(true) }).click();
    await expect(page.getByRole('dialog', { name: words.putBack.title(true) })).toBeVisible();
    await lookForPictures(page, 'put-back-created');
    await page.keyboard.press('Escape');

    await dropNew(page, file('more.csv', headers, line(4, 'Lot 7'), line(5, 'Lot 77')), 2);
    const title = all.issues.titles['zone-unknown'];
    await page.getByRole('button', { name: words.check.showIssue(title) }).click();
    await page.getByRole('gridcell', { name: /Lot 77/ }).click();
    await look(page, 'check-zone-unknown');

    await history.getByRole('button', { name: words.permits.title, exact: true }).click();
    await expect(page.getByText(words.permits.found(3))).toBeVisible();
    await lookForPictures(page, 'permits');
    await page.getByRole('button', { name: words.permits.forgetAll }).click();
    await expect(page.getByRole('dialog', { name: words.permits.forgetAllTitle('Lot 9') })).toBeVisible();
    await lookForPictures(page, 'permits-forget-all');
    await page.keyboard.press('Escape');
  } finally {
    await practice.close();
  }
});

test('The history with what was archived, its search, and the period report', async () => {
  const { app, page } = running();
  const { place, history } = partsOf(page, language);
  const { records, window: own } = all.audit;
  await history.getByRole('button', { name: records.period, exact: true }).click();
  await expect(page.getByRole('dialog', { name: records.period })).toBeVisible();
  await lookForPictures(page, 'period-report');
  await page.keyboard.press('Escape');

  await history.getByRole('button', { name: /lot-7\.csv/ }).click();
  await place('results').click();
  const archive = join(temporaryFolder(), 'archive');
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
  }, archive);
  await page.getByRole('button', { name: own.more }).click();
  await page.getByRole('menuitem', { name: own.archive }).click();
  const removed = history.getByRole('region', { name: own.removedTitle });
  await removed.getByRole('button', { name: own.removedTitle }).click();
  await expect(removed.getByTitle(/lot-7\.csv/)).toBeVisible();
  await look(page, 'history-archived');
  await history.getByRole('textbox', { name: words.shell.searchHistory }).fill('AB 2');
  await expect(history.getByRole('button', { name: /new\.csv/ })).toBeVisible();
  await expect(history.getByRole('button', { name: /renewals\.csv/ })).toHaveCount(0);
  await lookForPictures(page, 'history-found');
});
