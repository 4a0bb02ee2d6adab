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
    const tries = form.getByRole('button', { name: connections.saveAndTry });
    await tries.click();
    await expect(form.getByText(connections.errors.controllerPlain)).toBeVisible();
    await expect(form.getByText(connections.errors.tokenMissing)).toBeVisible();
    await expect(controllerField).toBeFocused();
    await controllerField.fill(controller.url);
    const tokenField = form.getByLabel(connections.token, { exact: true });
    await tokenField.fill('a-wrong-token');
    await page.keyboard.press('Enter');
    await expect(form.getByText(connections.worksNot)).toBeVisible();
    await expect(form.getByText(/does not let this connection in.*write the token once more/)).toBeVisible();
    await expect(form.getByText(connections.tokenKept)).toBeVisible();
    await expect(tokenField).toHaveValue('');
    // What is folded opens where something in it has to be mended, and is kept like the rest.
    await form.getByRole('button', { name: connections.advanced }).click();
    await form.getByRole('textbox', { name: connections.dayEnd }).fill('25:00:00');
    await form.getByRole('button', { name: connections.advanced }).click();
    await tokenField.fill('the-right-token');
    await tries.click();
    await expect(form.getByRole('textbox', { name: connections.dayEnd })).toBeFocused();
    await form.getByRole('textbox', { name: connections.dayEnd }).fill('22:00:00');
    await tries.click();
    await expect(form.getByText(connections.works)).toBeVisible();
    await expect(form.getByText(/^The controller lets this connection in/)).toBeVisible();
    expect(await secretInKeyring('Lot 7')).toBe('the-right-token');
    await form.getByRole('button', { name: connections.useForNew }).click();
    await expect(form.getByText(`${words.start.goesTo} Lot 7`)).toBeVisible();
    await form.getByRole('button', { name: connections.done }).click();
    await expect(form).toHaveCount(0);

    // Left blank, the token stays; for another controller it does not.
    const card = page.getByRole('article', { name: 'Lot 7' });
    await card.getByRole('button', { name: connections.editLabel('Lot 7') }).click();
    const mend = page.getByRole('dialog', { name: connections.editTitle('Lot 7') });
    await mend.getByRole('textbox', { name: connections.name }).fill('Lot 7 north');
    await mend.getByRole('button', { name: connections.saveAndTry }).click();
    await expect(mend.getByText(connections.works)).toBeVisible();
    expect(await secretInKeyring('Lot 7 north')).toBe('the-right-token');
    await mend.getByRole('textbox', { name: connections.client }).fill('OC-OTHER');
    await expect(mend.getByText(connections.works)).toHaveCount(0);
    await expect(mend.getByText(connections.tokenElsewhere)).toBeVisible();
    await mend.getByRole('button', { name: connections.saveAndTry }).click();
    await expect(mend.getByText(connections.errors.tokenMissing)).toBeVisible();
    // What was typed goes only once the person says so.
    const discard = page.getByRole('dialog', { name: connections.discard.title });
    await page.keyboard.press('Escape');
    await expect(discard.getByRole('button', { name: connections.discard.no })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(discard).toHaveCount(0);
    await expect(mend.getByRole('textbox', { name: connections.client })).toHaveValue('OC-OTHER');
    await mend.getByRole('button', { name: words.shell.close }).click();
    await discard.getByRole('button', { name: connections.discard.yes }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.getByRole('button', { name: connections.editLabel('Lot 7 north') }).click();
    await expect(mend.getByRole('textbox', { name: connections.client })).toHaveValue('OC-TOMA');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.getByRole('button', { name: words.shell.newBatch }).click();
    await expect(page.getByRole('main')).toContainText(
      `${words.start.goesTo}Lot 7 north${connections.live}${controller.url}`,
    );

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
    const card = again.page.getByRole('article', { name: 'Lot 7 north' });
    await expect(card.getByText(french.connections.tokenState.set)).toBeVisible();
    await card.getByRole('button', { name: french.connections.removeLabel('Lot 7 north') }).click();
    await again.page.getByRole('dialog').getByRole('button', { name: french.connections.remove }).click();
    await expect(card).toHaveCount(0);
    await expect.poll(() => secretInKeyring('Lot 7 north')).toBeNull();
    await again.page.getByRole('button', { name: french.shell.newBatch }).click();
    await expect(again.page.getByRole('main')).toContainText(french.connections.practiceName);
  } finally {
    await close(again);
    await controller.stop();
  }
});
