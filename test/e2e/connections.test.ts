import { expect, test } from 'playwright/test';
import { practiceProcess } from '../support/command-line.ts';
import { clearKeyring, secretInKeyring } from '../support/keyring.ts';
import { close, launch } from './launch.ts';
import { partsOf } from './parts.ts';

test.afterAll(clearKeyring);

test('A connection is set up, tried, mended and removed; settings are kept over a restart', async () => {
  const controller = await practiceProcess(['--token', 'the-right-token']);
  const first = await launch();
  const { page } = first;
  const { words } = partsOf(page);
  const { connections } = words;
  try {
    await page.getByRole('button', { name: words.shell.connections, exact: true }).click();
    await page.getByRole('button', { name: connections.add }).click();
    const form = page.getByRole('dialog', { name: connections.newTitle });
    const controllerField = form.getByRole('textbox', { name: connections.controller });
    await form.getByRole('textbox', { name: connections.name }).fill('Lot 7');
    await controllerField.fill('http://example.com');
    await form.getByRole('textbox', { name: connections.client }).fill('OC-TOMA');
    await form.getByRole('button', { name: connections.save }).click();
    await expect(form.getByText(connections.errors.controllerPlain)).toBeVisible();
    await expect(controllerField).toBeFocused();
    await controllerField.fill(controller.url);
    await form.getByRole('button', { name: connections.save }).click();
    await form.getByLabel(connections.token, { exact: true }).fill('a-wrong-token');
    await form.getByRole('button', { name: connections.setToken }).click();
    await expect(form.getByText(connections.tokenState.set)).toBeVisible();
    await page.keyboard.press('Escape');

    const card = page.getByRole('article', { name: 'Lot 7' });
    await card.getByRole('button', { name: connections.try }).click();
    await expect(card.getByText(/does not let this connection in/)).toBeVisible();
    await card.getByRole('button', { name: connections.editLabel('Lot 7') }).click();
    const mend = page.getByRole('dialog', { name: connections.editTitle('Lot 7') });
    await mend.getByLabel(connections.tokenNew, { exact: true }).fill('the-right-token');
    await mend.getByRole('button', { name: connections.replaceToken }).click();
    await expect.poll(() => secretInKeyring('Lot 7')).toBe('the-right-token');
    await page.keyboard.press('Escape');
    await card.getByRole('button', { name: connections.try }).click();
    await expect(card.getByText(/^The controller lets this connection in/)).toBeVisible();

    await page.getByRole('button', { name: words.shell.settings }).click();
    const settings = page.getByRole('dialog', { name: words.settings.title });
    await settings.getByText(words.settings.themes.dark, { exact: true }).click();
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await settings.getByText(words.settings.languages.fr, { exact: true }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  } finally {
    await close(first);
  }

  const again = await launch({ data: first.data });
  const french = partsOf(again.page, 'fr').words;
  try {
    await expect(again.page.locator('html')).toHaveAttribute('lang', 'fr');
    await expect(again.page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await again.page.getByRole('button', { name: french.shell.connections, exact: true }).click();
    const card = again.page.getByRole('article', { name: 'Lot 7' });
    await expect(card.getByText(french.connections.tokenState.set)).toBeVisible();
    await card.getByRole('button', { name: french.connections.removeLabel('Lot 7') }).click();
    await again.page.getByRole('dialog').getByRole('button', { name: french.connections.remove }).click();
    await expect(card).toHaveCount(0);
    await expect.poll(() => secretInKeyring('Lot 7')).toBeNull();
  } finally {
    await close(again);
    await controller.stop();
  }
});
