import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { accept, answerJson, reject, scriptedController } from '../support/scripted-controller.ts';
import { connect, startAnew } from './connect.ts';
import { dropFiles } from './drop.ts';
import { temporaryFolder } from './launch.ts';
import { partsOf, permits, tabTo } from './parts.ts';
import { language, tourOfScreens } from './tour.ts';

const words = wordsIn(language).window;
const { running, look, lookAtResults } = tourOfScreens();

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

test('Deleting live permits looks like what it is, the second time too', async () => {
  const { page } = running();
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

test('What may have been created is sent again only after a person’s word, by keyboard', async () => {
  const { page } = running();
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
    const dialog = page.getByRole('dialog', { name: words.results.sendAgain(2) });
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
  const { page } = running();
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
