import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { samplePath } from '../support/sample.ts';
import { expectAccessible } from './accessible.ts';
import { connect, startAnew } from './connect.ts';
import { dropFiles } from './drop.ts';
import { close, launch, type Running, temporaryFolder } from './launch.ts';
import { partsOf, tabTo } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

const { titles } = wordsIn('en').issues;
let running: Running;

/** With no keychain, no token, and a connection whose controller nobody can reach: checking needs none of them. */
test.beforeAll(async () => {
  running = await launch({ env: { DBUS_SESSION_BUS_ADDRESS: 'disabled:' } });
  await connect(running.page, { name: 'Far away', url: 'https://controller.invalid' });
});
picturesOfFailures(() => running?.page);
test.afterAll(() => close(running));

/** Each test has a batch of its own, and the window as it is after a start. */
test.beforeEach(async () => {
  const { page } = running;
  await startAnew(page);
  const source = join(temporaryFolder(), 'march-renewals.csv');
  copyFileSync(samplePath, source);
  await dropFiles(page, [source]);
  await expect(partsOf(page).all(30)).toBeAttached();
});

test('File, columns and check work without network, token or keychain; the push says what it lacks', async () => {
  const { page } = running;
  const { words, place, next } = partsOf(page);
  await place('file').click();
  await expect(page.getByText(words.file.firstRows(8, 30))).toBeVisible();
  await place('columns').click();
  await expect(page.getByText(words.columns.sentence(5))).toBeVisible();
  await place('push').click();
  await expect(page.getByText(words.push.noKeychain)).toBeVisible();
  await page.getByRole('checkbox', { name: words.push.onlyValid(16, 14) }).check();
  await expect(next.getByRole('button', { name: words.push.go(14, false), exact: true })).toBeDisabled();
  expect(running.complaints).toEqual([]);
});

test('Rows are found by state, by issue and by text', async () => {
  const { page } = running;
  const { words } = partsOf(page);
  const states = page.getByRole('radiogroup', { name: words.check.states });
  await states.getByText(words.check.warned).click();
  await expect(page.getByText(words.check.showing(3))).toBeVisible();
  await states.getByText(words.check.all).click();
  await page.getByRole('button', { name: words.check.showIssue(titles['plate-too-long']) }).click();
  await expect(page.getByText(words.check.showing(1))).toBeVisible();
  await expect(page.getByRole('gridcell', { name: /LMN 118/ })).toBeVisible();
  await page.getByRole('button', { name: words.check.clear }).click();
  await page.getByRole('textbox', { name: words.check.find }).fill('tremblay');
  await expect(page.getByText(words.check.showing(1))).toBeVisible();
  await page.getByRole('textbox', { name: words.check.find }).press('Escape');
  await expect(page.getByText(words.check.showing(1))).toHaveCount(0);
  await expect(page.getByRole('gridcell', { name: 'PL8RDR' }).first()).toBeVisible();
});

test('Where no row is left to show, by text or because all are mended, one button or key shows all', async () => {
  const { page } = running;
  const { words } = partsOf(page);
  const find = page.getByRole('textbox', { name: words.check.find });
  const showAll = page.getByRole('button', { name: words.check.showAll });
  const first = page.getByRole('gridcell', { name: 'PL8RDR' }).first();
  await find.fill('no such row');
  await showAll.click();
  await expect(first).toBeVisible();
  await expect(find).toHaveValue('');
  await page.getByRole('button', { name: words.check.showIssue(titles['currency-unknown']) }).click();
  await page.getByRole('button', { name: /^Repair 1 row: .*currency/i }).click();
  await expect(page.getByText(words.check.noRows)).toBeVisible();
  await tabTo(page, showAll);
  await page.keyboard.press('Enter');
  await expect(first).toBeVisible();
  await expect(showAll).toHaveCount(0);
  await expect(page.getByRole('main')).toBeFocused();
  expect(running.complaints).toEqual([]);
});

test('An issue tells its reason where it stands, and is repaired, taken back and made again', async () => {
  const { page } = running;
  const { words, ready } = partsOf(page);
  await page.getByRole('button', { name: words.check.showIssue(titles['currency-unknown']) }).click();
  const cell = page.getByRole('gridcell', { name: /cad \(.*not a currency/ });
  await cell.click();
  await expect(page.getByText('Write the currency in capitals: cad → CAD')).toBeVisible();
  await page.getByRole('button', { name: words.check.repair, exact: true }).click();
  await expect(ready(12)).toBeAttached();
  await page.keyboard.press('Control+z');
  await expect(ready(11)).toBeAttached();
  await page.getByRole('toolbar').getByRole('button', { name: words.check.redo }).click();
  await expect(ready(12)).toBeAttached();

  // The corrected file has that correction, and nothing else is changed.
  const out = join(temporaryFolder(), 'corrected.csv');
  await running.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, out);
  await page.getByRole('button', { name: words.check.saveCorrected }).click();
  await expect(page.getByText(words.check.saved(out))).toBeVisible();
  const saved = readFileSync(out, 'utf8').split('\r\n');
  const source = readFileSync(samplePath, 'utf8').split('\r\n');
  expect(saved[23]).toBe(source[23]?.replace(',cad,', ',CAD,'));
  expect(saved[1]).toContain(source[1]);
});

test('What will be sent is shown for the row under the cursor, and cells are copied', async () => {
  const { page } = running;
  const { words } = partsOf(page);
  await page.getByRole('textbox', { name: words.check.find }).fill('PL8RDR');
  // A click before the filter is in force would be on a row that goes.
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '3');
  await page.getByRole('gridcell', { name: 'PL8RDR' }).first().click();
  await expect(page.getByRole('definition').filter({ hasText: '2031-06-30T23:59:59' })).toBeVisible();
  await page.getByRole('button', { name: words.check.request, exact: true }).click();
  await expect(page.getByText('"referenceID": "1a9b5375-cb75-4c71-9939-eeae550b09ac"')).toBeVisible();
  await expect(page.getByText('"endTime": "2031-06-30T23:59:59"')).toBeVisible();
  await page.getByRole('gridcell', { name: 'PL8RDR' }).first().click();
  await page.keyboard.press('Control+c');
  const find = page.getByRole('textbox', { name: words.check.find });
  await find.fill('');
  await find.press('Control+v');
  await expect(find).toHaveValue('PL8RDR');
  await find.press('Escape');
});

test('Dates that are one day or another are asked about by the first of them, with how many rows wait', async () => {
  const { page } = running;
  const { words, ready } = partsOf(page);
  const source = join(temporaryFolder(), 'either.csv');
  const dates = ['03/06/2031', '04/05/2031', '2031-12-31T23:59:59'];
  writeFileSync(
    source,
    ['Reference ID,End Date', ...dates.map((date, at) => `r-${at},${date}`), ''].join('\r\n'),
  );
  await startAnew(page);
  await dropFiles(page, [source]);
  await expect(ready(1)).toBeAttached();
  const group = page.getByRole('radiogroup', { name: 'Is 03/06/2031 3 June or 6 March? 2 rows wait.' });
  await expect(page.getByText(words.check.waitForOrder(2))).toBeVisible();
  await expectAccessible(page, 'the order of day and month asked');
  await page.screenshot({ path: 'test-results/screens/date-question-light.png' });
  await group.getByText(words.check.dateOrders['day-first']).click();
  await expect(page.getByText(words.check.waitForOrder(2))).toHaveCount(0);
  await page.getByRole('button', { name: words.check.repairAllLabel(2, titles['end-date-format']) }).click();
  await expect(page.getByRole('gridcell', { name: /2031-06-03/ })).toBeVisible();

  // One date that can only be read one way decides for the others, and is named.
  writeFileSync(
    source.replace('either', 'proved'),
    'Reference ID,End Date\r\nr-0,03/06/2031\r\nr-1,12/31/2031\r\n',
  );
  await dropFiles(page, [source.replace('either', 'proved')]);
  await expect(page.getByText('Month first: 12/31/2031 can only be read so.')).toBeVisible();
  await expect(
    page.getByRole('button', { name: words.check.repairAllLabel(2, titles['end-date-format']) }),
  ).toBeVisible();
});
