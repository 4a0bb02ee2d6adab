import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { clearKeyring, secretInKeyring } from '../support/keyring.ts';
import { launch, type Running } from './launch.ts';

const { connections: words, shell } = wordsIn('en').window;
const token = 'T0ken-that-1s-in-no-file-9f31c2d7';
const connection = 'Downtown lot';

let running: Running;

test.beforeAll(async () => {
  running = await launch();
});
test.afterAll(async () => {
  await running.app.close();
  await clearKeyring();
});

test('A token set in the window is in the keychain, and in no file and no answer', async () => {
  const { page, data } = running;
  await page.getByRole('button', { name: shell.connections, exact: true }).click();
  await page.getByRole('button', { name: words.add }).click();
  const form = page.getByRole('dialog', { name: words.newTitle });
  await form.getByRole('textbox', { name: words.name }).fill(connection);
  await form.getByRole('textbox', { name: words.controller }).fill('https://controller.example.com');
  await form.getByRole('textbox', { name: words.client }).fill('OC-TOMA');
  await form.getByRole('button', { name: words.saveOnly }).click();
  const card = page.getByRole('article', { name: connection });
  await expect(card.getByText(words.tokenState.missing)).toBeVisible();
  expect(await secretInKeyring(connection)).toBeNull();

  const edit = page.getByRole('dialog', { name: words.editTitle(connection) });
  const field = edit.getByLabel(words.token, { exact: true });
  const setToken = async () => {
    await card.getByRole('button', { name: words.editLabel(connection) }).click();
    await expect(field).toBeFocused();
    await expect(field).toHaveValue('');
    await field.fill(token);
    await edit.getByRole('button', { name: words.saveOnly }).click();
    await expect(edit).toHaveCount(0);
    await expect(card.getByText(words.tokenState.set)).toBeVisible();
    expect(await secretInKeyring(connection)).toBe(token);
  };
  await setToken();

  expect(await page.content()).not.toContain(token);
  const answers = await page.evaluate(async () => [
    await window.permitLoader.listConnections(),
    await window.permitLoader.describeApp(),
  ]);
  expect(JSON.stringify(answers)).toContain('"token":"set"');
  expect(JSON.stringify(answers)).not.toContain(token);

  await card.getByRole('button', { name: words.editLabel(connection) }).click();
  await expect(edit.getByText(words.tokenKept)).toBeVisible();
  await expect(field).toHaveValue('');
  await edit.getByRole('button', { name: words.deleteToken }).click();
  await expect(edit.getByText(words.tokenHint)).toBeVisible();
  expect(await secretInKeyring(connection)).toBeNull();
  await page.keyboard.press('Escape');
  await setToken();

  // Whoever has taken the page over must not get it to another controller.
  const elsewhere = (answer: number) =>
    running.app
      .evaluate(({ dialog }, response) => {
        dialog.showMessageBox = async () => ({ response, checkboxChecked: false });
      }, answer)
      .then(() =>
        page.evaluate(
          (name) =>
            window.permitLoader.saveConnection({
              previousName: name,
              name,
              controller: 'https://elsewhere.example.com',
              client: 'OC-TOMA',
              rate: null,
              concurrency: 8,
              zone: null,
              endDate: 'unchanged',
              dayEnd: '23:59:59',
            }),
          connection,
        ),
      );
  expect(await elsewhere(0)).toEqual({ ok: true, value: null });
  const stored = () => readFileSync(join(data, 'connections.json'), 'utf8');
  expect(stored()).toContain('https://controller.example.com');
  expect(await secretInKeyring(connection)).toBe(token);
  expect(await elsewhere(1)).toMatchObject({ ok: true });
  expect(stored()).toContain('https://elsewhere.example.com');
  expect(await secretInKeyring(connection)).toBeNull();
  const tried = await page.evaluate(
    (name) => window.permitLoader.tryConnection({ connection: name }),
    connection,
  );
  expect(tried).toMatchObject({ ok: false, failure: { code: 'token-not-set' } });
  await running.app.close();
  const files = filesUnder(data);
  expect(files.some((path) => path.endsWith('connections.json'))).toBe(true);
  expect(files.filter((path) => readFileSync(path, 'latin1').includes(token))).toEqual([]);
});

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}
