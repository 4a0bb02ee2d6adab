import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { clearKeyring } from '../support/keyring.ts';
import { samplePath } from '../support/sample.ts';
import { accept, answerJson, reject, scriptedController } from '../support/scripted-controller.ts';
import { expectAccessible } from './accessible.ts';
import { connect, startAnew } from './connect.ts';
import { dropFiles } from './drop.ts';
import { expectFit, resize, smallest, usual } from './fit.ts';
import { engines, whileFrozen } from './freeze.ts';
import { close, launch, type Running, temporaryFolder } from './launch.ts';
import { partsOf, permits, tabTo } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

/** Set by `npm run pictures`: the language to take every state in, at every size. */
const wanted = process.env['PICTURES'];
const language = wanted === 'fr' ? 'fr' : 'en';
const all = wordsIn(language);
const words = all.window;
const results = resolve(import.meta.dirname, '../../test-results');
const screens = wanted === undefined ? join(results, 'screens') : join(results, 'pictures-of-all', language);

/**
 * Walks through every state of the window. Of each, in both themes, it keeps a picture for a person to look at and
 * for the README, and lets axe look for what would keep somebody out. At the smallest sizes everything has to fit.
 */
async function look(page: Page, name: string): Promise<void> {
  mkdirSync(screens, { recursive: true });
  await inBothThemes(page, name, true);
  for (const size of smallest) {
    await resize(running.app, page, size);
    if (wanted !== undefined) await inBothThemes(page, `${name}-${size.name}`, false);
    await expectFit(page, `${name} at ${size.name}`);
  }
  await resize(running.app, page, usual);
}

/** Results, once its rows are there and the first of them is explained beside them. */
async function lookAtResults(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('complementary').getByRole('heading').first()).toBeVisible();
  await look(page, name);
}

async function inBothThemes(page: Page, name: string, axe: boolean): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    const path = join(screens, `${name}-${colorScheme}.png`);
    if (axe) await page.screenshot({ path, animations: 'disabled' });
    // Playwright takes a quarter of a window that is zoomed to 200 %.
    else writeFileSync(path, await picture());
    if (axe) await expectAccessible(page, `${name} (${colorScheme})`, colorScheme === 'dark');
  }
}

async function picture(): Promise<Buffer> {
  const image = await running.app.evaluate(async ({ BrowserWindow }) => {
    // The window is taken as it is drawn at that moment: what moves has to have come to rest.
    await new Promise((done) => setTimeout(done, 350));
    const taken = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return taken?.toPNG().toString('base64') ?? '';
  });
  return Buffer.from(image, 'base64');
}

let running: Running;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  running = await launch({ language: language === 'fr' ? 'fr_CA' : 'en_CA' });
});
picturesOfFailures(() => running?.page);
test.afterAll(async () => {
  await close(running);
  await clearKeyring();
});
test.afterEach(() => {
  expect(running.complaints).toEqual([]);
});

test('The start, the settings and the help', async () => {
  const { page } = running;
  await expect(page.getByRole('button', { name: words.start.open })).toBeVisible();
  await look(page, 'start');
  await page.getByRole('button', { name: words.shell.settings }).click();
  await expect(page.getByRole('dialog', { name: words.settings.title })).toBeVisible();
  await look(page, 'settings');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: words.shell.help, exact: true }).click();
  await expect(page.getByRole('dialog').getByRole('heading', { level: 3 }).first()).toBeVisible();
  await look(page, 'guide');
  await page.getByRole('button', { name: words.shortcuts.title }).click();
  await expect(page.getByRole('dialog', { name: words.shortcuts.title })).toBeVisible();
  await look(page, 'shortcuts');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('A file that is read, cannot be read, and wants an answer', async () => {
  const { app, page } = running;
  const titled = join(temporaryFolder(), 'lot-7.csv');
  writeFileSync(titled, 'Lot 7 renewals\r\nReference ID,Plate\r\nabc-1,PL8RDR\r\n');
  const print = join(temporaryFolder(), 'permits.pdf');
  writeFileSync(print, '%PDF-1.7');
  await dropFiles(page, [titled]);
  await expect(page.getByText(all.reading.failures['header-not-first']({ row: 2 }))).toBeVisible();
  await look(page, 'file-refused');
  await startAnew(page);

  await dropFiles(page, [print]);
  await expect(page.getByText(words.reading.failedTitle('permits.pdf'))).toBeVisible();
  await look(page, 'file-unreadable');
  await startAnew(page);

  await dropFiles(page, [permits('large.csv', 400_000)]);
  await expect(page.getByText(words.reading.first)).toBeVisible();
  await whileFrozen(app, () => look(page, 'reading'));
  await page.getByRole('button', { name: words.reading.cancel }).click();
  await expect(page.getByText(words.reading.cancelled('large.csv'))).toBeVisible();
});

test('The sample, from the file to its results', async () => {
  const { page } = running;
  const source = join(temporaryFolder(), 'march-renewals.csv');
  copyFileSync(samplePath, source);
  await startAnew(page);
  await dropFiles(page, [source]);
  await expect(partsOf(page, language).all(30)).toBeAttached();
  await page.getByRole('gridcell', { name: /2031-02-30/ }).click();
  await expect(page.getByText(words.check.cannotSend)).toBeVisible();
  await look(page, 'check');
  await page.getByRole('textbox', { name: words.check.find }).fill('no such row');
  await expect(page.getByText(words.check.showing(0))).toBeVisible();
  await look(page, 'check-empty-filter');
  await page.getByRole('textbox', { name: words.check.find }).fill('');
  await partsOf(page, language).place('file').click();
  await expect(page.getByText(words.file.firstRows(8, 30))).toBeVisible();
  await look(page, 'file');
  await partsOf(page, language).place('columns').click();
  await expect(page.getByRole('heading', { name: words.columns.title })).toBeVisible();
  await look(page, 'columns');
  await partsOf(page, language).place('push').click();
  await page.getByRole('checkbox', { name: words.push.onlyValid(16, 14) }).check();
  await look(page, 'push');
  await partsOf(page, language)
    .next.getByRole('button', { name: words.push.go(14, true), exact: true })
    .click();
  await expect(page.getByRole('button', { name: `${words.statuses.accepted} 14` })).toBeVisible();
  await lookAtResults(page, 'results');
  for (const name of [all.audit.window.save, all.audit.window.more]) {
    await page.getByRole('button', { name }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expectAccessible(page, name);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
  }
});

test('Columns that want a person’s word', async () => {
  const { page } = running;
  const path = join(temporaryFolder(), 'unclear.csv');
  writeFileSync(path, 'Permit Ref,Licens Plate,Until\r\nabc-1,PL8RDR,2031-12-31T23:59:59\r\n');
  await startAnew(page);
  await dropFiles(page, [path]);
  await expect(page.getByRole('heading', { name: words.columns.title })).toBeVisible();
  await look(page, 'columns-open');
});

test('Connections, their form and its errors', async () => {
  const { page } = running;
  await connect(page, { name: 'Lot 7', url: 'https://controller.example.com' });
  await page.getByRole('button', { name: words.shell.connections, exact: true }).click();
  await expect(page.getByRole('heading', { name: words.connections.title })).toBeVisible();
  await look(page, 'connections');
  await page.getByRole('button', { name: words.connections.add }).click();
  const form = page.getByRole('dialog', { name: words.connections.newTitle });
  await expect(form).toBeVisible();
  await look(page, 'connection-form');
  await form.getByRole('textbox', { name: words.connections.controller }).fill('http://example.com/x');
  await form.getByRole('button', { name: words.connections.save }).click();
  await expect(form.getByText(words.connections.errors.nameMissing)).toBeVisible();
  await look(page, 'connection-form-errors');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: words.connections.removeLabel('Lot 7') }).click();
  await expect(page.getByRole('dialog', { name: words.connections.removeTitle('Lot 7') })).toBeVisible();
  await look(page, 'connection-remove');
  await page.getByRole('button', { name: words.shell.cancel }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: words.shell.newBatch }).click();
  await page.getByRole('button', { name: new RegExp(`^${words.connections.picker}:`) }).click();
  await expect(page.getByRole('menuitem', { name: /Lot 7/ })).toBeVisible();
  await look(page, 'connection-menu');
  await page.keyboard.press('Escape');
});

test('A live push of many rows: its questions, its course and its end', async () => {
  const { app, page } = running;
  const controller = await scriptedController((request, response) => {
    const at = Number(request.referenceId.slice('permit-'.length));
    if (at % 50 === 7) reject(9009)(request, response);
    else if (at % 60 === 11) answerJson(response, { hello: 'world' });
    else setTimeout(() => accept(request, response), 20);
  });
  try {
    await dropFiles(page, [permits('lot-7-without-token.csv', 3)]);
    await expect(partsOf(page, language).all(3)).toBeAttached();
    await partsOf(page, language).place('push').click();
    await expect(page.getByText(words.push.tokenMissing('Lot 7'))).toBeVisible();
    await look(page, 'push-without-token');

    await connect(page, { name: 'Downtown', url: controller.url, token: 'screen-token', concurrency: 2 });
    await dropFiles(page, [permits('downtown.csv', 600)]);
    await expect(partsOf(page, language).all(600)).toBeAttached();
    await partsOf(page, language).place('push').click();
    const go = partsOf(page, language).next.getByRole('button', {
      name: words.push.go(600, false),
      exact: true,
    });
    await expect(go).toBeDisabled();
    await look(page, 'push-live');
    await page.getByRole('textbox', { name: words.push.typed(600) }).fill('600');
    await expect(go).toBeEnabled();
    await look(page, 'push-typed');
    await go.click();
    await expect(page.getByRole('img', { name: /^(Rate over time|Rythme dans le temps)/ })).toBeVisible();
    await expect(page.getByText(/^(about|encore) /)).toBeVisible();
    await whileFrozen(app, async () => {
      await look(page, 'pushing');
      await page.getByRole('button', { name: words.push.cancel }).click();
      await expect(page.getByRole('dialog', { name: words.push.cancelTitle })).toBeVisible();
      await look(page, 'cancel');
      await page.getByRole('button', { name: words.push.keepPushing }).click();
    });
    await partsOf(page, language).next.getByRole('button', { name: words.push.pause }).click();
    await expect(page.getByText(words.push.phase.paused)).toBeVisible();
    await look(page, 'paused');
    await partsOf(page, language).next.getByRole('button', { name: words.push.goOn }).click();
    await page.getByRole('button', { name: words.push.cancel }).click();
    await page.getByRole('dialog').getByRole('button', { name: words.push.cancel }).click();
    await expect(page.getByText(words.results.end.cancelled)).toBeVisible();
    await lookAtResults(page, 'results-cancelled');
  } finally {
    await controller.close();
  }
});

test('A controller that is not there, one of another lot, and one that knows no such token', async () => {
  const { page } = running;
  const leaving = await scriptedController((request, response) => {
    if (request.before < 12) setTimeout(() => accept(request, response), 20);
    else void leaving.close();
  });
  await connect(page, { name: 'Leaving', url: leaving.url, token: 'screen-token', concurrency: 2 });
  await dropFiles(page, [permits('leaving.csv', 60)]);
  await expect(partsOf(page, language).all(60)).toBeAttached();
  await partsOf(page, language).place('push').click();
  await partsOf(page, language)
    .next.getByRole('button', { name: words.push.go(60, false), exact: true })
    .click();
  await expect(page.getByText(words.push.phase.waiting)).toBeVisible();
  await look(page, 'waiting');
  await page.getByRole('button', { name: words.push.cancel }).click();
  await page.getByRole('dialog').getByRole('button', { name: words.push.cancel }).click();
  await expect(page.getByText(words.results.end.cancelled)).toBeVisible();
  // No controller answered: what is told of the row is this computer's.
  await expect(page.getByText(words.check.whatHappened, { exact: true })).toBeVisible();
  await expect(page.getByText(words.check.controllerSaid, { exact: true })).toHaveCount(0);

  const other = await scriptedController(reject(9009));
  const closed = await scriptedController(reject(9002));
  try {
    await connect(page, { name: 'Other lot', url: other.url, token: 'screen-token' });
    await dropFiles(page, [permits('other.csv', 40)]);
    await expect(partsOf(page, language).all(40)).toBeAttached();
    await partsOf(page, language).place('push').click();
    await partsOf(page, language)
      .next.getByRole('button', { name: words.push.go(40, false), exact: true })
      .click();
    await expect(page.getByText(words.push.phase.asking)).toBeVisible();
    await look(page, 'asking');
    await page.getByRole('button', { name: words.push.yesGoOn }).click();
    await expect(page.getByText(words.results.end.finished)).toBeVisible();
    await lookAtResults(page, 'results-rejected');

    await connect(page, { name: 'Closed', url: closed.url, token: 'screen-token' });
    await dropFiles(page, [permits('closed.csv', 5)]);
    await expect(partsOf(page, language).all(5)).toBeAttached();
    await partsOf(page, language).place('push').click();
    await partsOf(page, language)
      .next.getByRole('button', { name: words.push.go(5, false), exact: true })
      .click();
    await expect(page.getByText(words.results.end.stopped)).toBeVisible();
    await lookAtResults(page, 'results-stopped');
  } finally {
    await other.close();
    await closed.close();
  }
});

test('Deleting live permits looks like what it is, the second time too', async () => {
  const { page } = running;
  const { next, place, all: rows, tile } = partsOf(page, language);
  const controller = await scriptedController((request, response) => {
    if (request.referenceId === 'abc-2' && request.earlier === 0) reject(9033)(request, response);
    else accept(request, response);
  });
  try {
    await connect(page, { name: 'Lot 9', url: controller.url, token: 'screen-token' });
    const path = join(temporaryFolder(), 'cancelled.csv');
    writeFileSync(path, 'Reference ID\r\nabc-1\r\nabc-2\r\n');
    await dropFiles(page, [path]);
    await choose(page, 'delete');
    await look(page, 'file-delete');
    await page.getByRole('button', { name: words.file.readAgain }).click();
    await expect(rows(2)).toBeAttached();
    await place('push').click();
    const remove = next.getByRole('button', { name: words.push.go(2, false, 'delete'), exact: true });
    await expect(remove).toBeDisabled();
    await expect(page.locator('[data-danger]')).toContainText(words.push.will.delete(2));
    await page.getByRole('textbox', { name: words.push.typed(2) }).fill('2');
    await expect(remove).toBeEnabled();
    await look(page, 'push-delete');
    const danger = await remove.evaluate((element) => getComputedStyle(element).backgroundColor);
    await remove.click();
    await expect(tile('rejected', 1)).toBeVisible();
    const again = next.getByRole('button', { name: words.results.retry(1) });
    await expect(again).toHaveCSS('background-color', danger);
    await lookAtResults(page, 'results-delete');
    await page.keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog', { name: words.results.retry(1) });
    await expect(dialog.getByRole('textbox')).toBeFocused();
    await page.keyboard.type('1');
    await expect(dialog.getByRole('button', { name: words.results.retry(1) })).toHaveCSS(
      'background-color',
      danger,
    );
    await look(page, 'retry-delete');
    // Looking may have taken the focus along when the window was made small.
    await dialog.getByRole('textbox').focus();
    expect(controller.got).toHaveLength(2);
    await page.keyboard.press('Enter');
    await expect(page.getByText(words.results.allAccepted(2))).toBeVisible();
  } finally {
    await controller.close();
  }
});

test('Several files at once: read, asked about, unreadable, and still being read', async () => {
  const { app, page } = running;
  const files = ['april.csv', 'titled.csv', 'empty.csv'].map((name) => join(temporaryFolder(), name));
  const [good = '', titled = '', empty = ''] = files;
  writeFileSync(good, 'Reference ID,Plate\r\nabc-1,PL8RDR\r\nabc-2,PL 9\r\n');
  writeFileSync(titled, 'Lot 7 renewals\r\nReference ID,Plate\r\nabc-1,PL8RDR\r\n');
  writeFileSync(empty, '');
  await startAnew(page);
  await dropFiles(page, [permits('large.csv', 600_000), ...files]);
  const open = page.getByRole('button', { name: `${words.reading.openBatch} april.csv` });
  await expect(open).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(1);
  await whileFrozen(app, () => look(page, 'several-files'));
  await tabTo(page, page.getByRole('button', { name: `${words.shell.cancel} large.csv` }));
  await page.keyboard.press('Enter');
  await expect(page.getByText(words.reading.cancelled('large.csv'))).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expectAccessible(page, 'several files and a message');
  await tabTo(page, open);
  await page.keyboard.press('Enter');
  await expect(partsOf(page, language).all(2)).toBeAttached();
});

/** Chooses with the keyboard what is to be done with a file's permits, and reads it so. */
async function choose(page: Page, operation: 'create' | 'delete'): Promise<void> {
  await partsOf(page, language).place('file').click();
  // The choice is a group of radios, and the arrows move through it.
  await page.getByRole('radio', { name: words.file.operations.update }).focus();
  await page.keyboard.press('ArrowRight');
  if (operation === 'delete') await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: words.file.operations[operation] })).toBeChecked();
  await expect(page.getByText(words.file.operationHints[operation])).toBeVisible();
}

test('What may have been created is sent again only after a person’s word, by keyboard', async () => {
  const { page } = running;
  const { next, all: rows, tile, place } = partsOf(page, language);
  const controller = await scriptedController((request, response) => {
    if (request.referenceId === 'P-3' && request.earlier === 0) answerJson(response, { hello: 'world' });
    else if (request.referenceId === 'P-5' && request.earlier === 0) reject(9022)(request, response);
    else accept(request, response);
  });
  const path = join(temporaryFolder(), 'new-permits.csv');
  const lines = [1, 2, 3, 4, 5, 6].map((at) => `P-${at},Lot 7,2031-12-31T23:59:59,AB ${at}`);
  writeFileSync(path, ['Permit No,Lot,End Date,Plate', ...lines, ''].join('\r\n'));
  try {
    await connect(page, { name: 'Lot 8', url: controller.url, token: 'screen-token', concurrency: 1 });
    await dropFiles(page, [path]);
    await choose(page, 'create');
    await page.getByRole('button', { name: words.file.readAgain }).click();
    await expect(rows(6)).toBeAttached();
    await place('push').click();
    await expect(
      next.getByRole('button', { name: words.push.go(6, false, 'create'), exact: true }),
    ).toBeEnabled();
    await look(page, 'push-create');
    await page.keyboard.press('Control+Enter');
    await expect(tile('accepted', 4)).toBeVisible();
    await expect(page.getByText(words.results.unknownCreated(1))).toBeVisible();
    await lookAtResults(page, 'results-created-unknown');
    // Nothing of what may exist is sent by itself.
    expect(controller.got.filter(({ referenceId }) => referenceId === 'P-3')).toHaveLength(1);
    const resend = page.getByRole('button', { name: words.results.retryUnknown(2, 1) });
    await tabTo(page, resend);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: words.results.retryUnknown(2, 1) });
    await expect(dialog.getByRole('textbox')).toBeFocused();
    await look(page, 'retry-unknown');
    // Looking may have taken the focus along when the window was made small.
    await dialog.getByRole('textbox').focus();
    await page.keyboard.type('1');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Backspace');
    await page.keyboard.type('2');
    // Thought better of: the number has to be typed anew.
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(resend).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('textbox')).toBeFocused();
    await expect(dialog.getByRole('button', { name: words.results.sendAgain(2) })).toBeDisabled();
    await page.keyboard.type('2');
    await page.keyboard.press('Enter');
    await expect(page.getByText(words.results.allAccepted(6))).toBeVisible();
    expect(controller.got.map(({ referenceId }) => referenceId).sort()).toEqual([
      'P-1',
      'P-2',
      'P-3',
      'P-3',
      'P-4',
      'P-5',
      'P-5',
      'P-6',
    ]);
  } finally {
    await controller.close();
  }
});

test('Practice goes on to the real thing, where many rows want their number, by keyboard', async () => {
  const { page } = running;
  const { next, all: rows, place, tile } = partsOf(page, language);
  const controller = await scriptedController(accept);
  try {
    await connect(page, { name: 'Lot 6', url: controller.url, token: 'screen-token' });
    await page.evaluate(() => window.permitLoader.chooseConnection({ batch: null, connection: 'Practice' }));
    await startAnew(page);
    await dropFiles(page, [permits('practised.csv', 501)]);
    await expect(rows(501)).toBeAttached();
    await page.keyboard.press('Control+4');
    await expect(next.getByRole('button', { name: words.push.go(501, true), exact: true })).toBeEnabled();
    await page.keyboard.press('Control+Enter');
    await expect(tile('accepted', 501)).toBeVisible();
    await tabTo(page, page.getByRole('button', { name: words.results.pushForReal }));
    await page.keyboard.press('Enter');
    const choice = page.getByRole('menuitem', { name: /Lot 6/ });
    await expect(choice).toBeVisible();
    await look(page, 'push-for-real');
    // Where it was folded away at 200 %, its menu went with it.
    await tabTo(page, page.getByRole('button', { name: words.results.pushForReal }));
    await page.keyboard.press('Enter');
    await expect(choice).toBeVisible();
    for (let moved = 0; moved < 20; moved++) {
      if (await choice.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    await expect(next.getByRole('button', { name: words.check.next(501, false) })).toBeVisible();
    expect(controller.got).toHaveLength(0);
    await page.keyboard.press('Control+Enter');
    await expect(next.getByRole('button', { name: words.push.go(501, false), exact: true })).toBeDisabled();
    await page.keyboard.press('Control+Enter');
    await tabTo(page, page.getByRole('textbox', { name: words.push.typed(501) }));
    await page.keyboard.type('501');
    expect(controller.got).toHaveLength(0);
    await page.keyboard.press('Control+Enter');
    await expect(tile('accepted', 501)).toBeVisible();
    expect(controller.got).toHaveLength(501);
    await place('file').click();
  } finally {
    await controller.close();
  }
});

test('A push that the app did not live to finish is offered at the start', async () => {
  const { app, page } = running;
  await page.evaluate(() => window.permitLoader.chooseConnection({ batch: null, connection: 'Practice' }));
  await startAnew(page);
  await dropFiles(page, [permits('interrupted.csv', 30_000)]);
  await expect(partsOf(page, language).all(30_000)).toBeAttached();
  await partsOf(page, language).place('push').click();
  await partsOf(page, language)
    .next.getByRole('button', { name: words.push.go(30_000, true), exact: true })
    .click();
  await expect(page.getByText(words.push.phase.sending)).toBeVisible();
  for (const pid of await engines(app)) process.kill(pid, 'SIGKILL');
  await expect(page.getByText(words.results.end.failed)).toBeVisible();
  await lookAtResults(page, 'results-interrupted');
  await startAnew(page);
  const notice = page.getByRole('note').filter({ hasText: 'interrupted.csv' });
  // The pushes that the tests above stopped are offered too.
  await expect(notice.getByText(words.history.interruptedMany(4))).toBeVisible();
  await look(page, 'interrupted');
  await notice.getByRole('button', { name: `${words.history.resume} interrupted.csv` }).click();
  await expect(page.getByRole('heading', { name: words.push.resumeTitle })).toBeVisible();
  await look(page, 'resume');
});
