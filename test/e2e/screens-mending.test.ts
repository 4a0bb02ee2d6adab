import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { accept, reject, scriptedController } from '../support/scripted-controller.ts';
import { connect, startAnew } from './connect.ts';
import { dropFiles } from './drop.ts';
import { temporaryFolder } from './launch.ts';
import { partsOf, permits } from './parts.ts';
import { language, tourOfScreens } from './tour.ts';

const all = wordsIn(language);
const words = all.window;
const { running, look, lookAtResults } = tourOfScreens();

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
  const unknown = all.issues.titles['currency-unknown'];
  await page.getByRole('button', { name: words.check.repairAllLabel(2, unknown) }).click();
  await expect(page.getByText(words.check.repaired(2))).toBeVisible();
  await look(page, 'check-repaired');
  const { fold, unfold } = words.shell.panels.details;
  await page.getByRole('button', { name: fold, exact: true }).click();
  await look(page, 'check-details-folded');
  await page.getByRole('button', { name: unfold, exact: true }).click();
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
