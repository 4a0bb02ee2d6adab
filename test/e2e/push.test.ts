import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { practiceProcess } from '../support/command-line.ts';
import { clearKeyring } from '../support/keyring.ts';
import { accept, scriptedController } from '../support/scripted-controller.ts';
import { expectAccessible } from './accessible.ts';
import { connect, startAnew } from './connect.ts';
import { dropFiles } from './drop.ts';
import { close, launch, type Running, temporaryFolder } from './launch.ts';
import { partsOf, permits } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

let running: Running;

test.beforeAll(async () => {
  running = await launch();
});
picturesOfFailures(() => running?.page);
test.afterAll(async () => {
  await close(running);
  await clearKeyring();
});

test('Two batches are pushed at once, and each comes to its own end', async () => {
  const { page } = running;
  const { words, next, place, history, tile } = partsOf(page);
  const names = ['north.csv', 'south.csv'];
  const held: (() => void)[] = [];
  let holding = true;
  const controller = await scriptedController((request, response) => {
    if (holding) held.push(() => accept(request, response));
    else accept(request, response);
  });
  try {
    await connect(page, { name: 'Two lots', url: controller.url, token: 'a-token' });
    await dropFiles(page, [permits('north.csv', 60), permits('south.csv', 40)]);
    for (const [at, name] of names.entries()) {
      await history.getByRole('button', { name: new RegExp(name) }).click();
      await place('push').click();
      await next.getByRole('button', { name: words.push.go(at === 0 ? 60 : 40, false), exact: true }).click();
      await expect(page.getByRole('button', { name: words.push.cancel })).toBeVisible();
    }
    // Each waits for its first answer: they go on beside each other.
    await expect.poll(() => held.length).toBe(2);
    for (const name of names) {
      await expect(
        history.getByRole('button', { name: new RegExp(`${name}.*${words.history.status.running}`) }),
      ).toBeVisible();
    }
    // Meanwhile its rows are only looked at.
    await place('check').click();
    await expect(page.getByText(words.check.pushing)).toBeVisible();
    await page.getByRole('gridcell', { name: 'PL 1', exact: true }).dblclick();
    await expect(page.getByRole('textbox', { name: /PL 1|Input Editor/ })).toHaveCount(0);
    await expect(page.getByRole('button', { name: words.bulk.open })).toBeDisabled();
    await expectAccessible(page, 'check during a push');
    await next.getByRole('button', { name: words.check.toPush }).click();
    holding = false;
    for (const answer of held) answer();
    await expect(tile('accepted', 40)).toBeVisible();
    await history.getByRole('button', { name: /north.csv/ }).click();
    await expect(tile('accepted', 60)).toBeVisible();
    expect(controller.got).toHaveLength(100);
  } finally {
    await controller.close();
  }
});

test('A wrong token is refused with a sentence after one request, and nothing else is sent', async () => {
  const { page } = running;
  const { words, next, place, all, tile } = partsOf(page);
  const log = join(temporaryFolder(), 'controller.db');
  const controller = await practiceProcess(['--token', 'the-right-token', '--log', log]);
  try {
    await connect(page, { name: 'Lot 7', url: controller.url, token: 'a-wrong-token' });
    await dropFiles(page, [permits('lot-7.csv', 40)]);
    await expect(all(40)).toBeAttached();
    await place('push').click();
    await next.getByRole('button', { name: words.push.go(40, false), exact: true }).click();
    await expect(page.getByText(words.results.end.stopped)).toBeVisible();
    await expect(page.getByRole('alert')).toContainText(
      'The controller does not let this connection in (error 9002',
    );
    await expect(page.getByRole('alert')).toContainText('Check its integration code and token.');
    await expect(tile('unsent', 40)).toBeVisible();
    await expect(page.getByRole('region', { name: words.check.row(2) })).toContainText(words.statuses.unsent);
  } finally {
    await controller.stop();
  }
  const db = new DatabaseSync(log);
  const requests = db.prepare('select answer from request').all() as { answer: string }[];
  db.close();
  expect(requests.map(({ answer }) => answer)).toEqual(['9002']);
});

test('A file that was pushed to this connection before asks before it goes once more', async () => {
  const { page } = running;
  const { words, next, place, all, tile } = partsOf(page);
  const controller = await practiceProcess();
  const source = permits('twice.csv', 3);
  try {
    await connect(page, { name: 'Lot 8', url: controller.url, token: 'a-token' });
    for (const time of ['first', 'second']) {
      await startAnew(page);
      await dropFiles(page, [source]);
      await expect(all(3)).toBeAttached();
      await place('push').click();
      await next.getByRole('button', { name: words.push.go(3, false), exact: true }).click();
      if (time === 'first') await expect(tile('accepted', 3)).toBeVisible();
    }
    await expect(page.getByRole('alert')).toContainText(words.push.againTitle);
    await expect(page.getByRole('alert')).toContainText('3 accepted');
    await next.getByRole('button', { name: words.push.again }).click();
    await expect(tile('accepted', 3)).toBeVisible();
  } finally {
    await controller.stop();
  }
});

test('More than 500 live rows go only after their number was typed', async () => {
  const { page } = running;
  const { words, next, place, all } = partsOf(page);
  await connect(page, { name: 'Lot 9', url: 'https://controller.example.com', token: 'a-token' });
  await dropFiles(page, [permits('many.csv', 501)]);
  await expect(all(501)).toBeAttached();
  await place('push').click();
  const go = next.getByRole('button', { name: words.push.go(501, false), exact: true });
  const typed = page.getByRole('textbox', { name: words.push.typed(501) });
  await expect(go).toBeDisabled();
  await typed.fill('500');
  await expect(go).toBeDisabled();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: wordsIn('en').window.push.title })).toBeVisible();
  await typed.fill('501');
  await expect(go).toBeEnabled();
});
