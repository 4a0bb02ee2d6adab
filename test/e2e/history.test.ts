import { expect, test } from 'playwright/test';
import { dropFiles } from './drop.ts';
import { close, launch } from './launch.ts';
import { partsOf, permits } from './parts.ts';

test('Past batches are there after a restart, and are found by name and by reference ID', async () => {
  const first = await launch();
  const names = ['march.csv', 'april.csv', 'may.csv', 'june.csv'];
  try {
    const { history } = partsOf(first.page);
    await dropFiles(
      first.page,
      names.map((name, at) => permits(name, 10 * (at + 1))),
    );
    for (const name of names)
      await expect(history.getByRole('button', { name: new RegExp(name) })).toBeVisible();
  } finally {
    await close(first);
  }
  const again = await launch({ data: first.data });
  try {
    const { words, history, all } = partsOf(again.page);
    const batch = (name: string) => history.getByRole('button', { name: new RegExp(name) });
    for (const name of names) await expect(batch(name)).toBeVisible();
    await again.page.keyboard.press('Control+Shift+f');
    const find = again.page.getByRole('textbox', { name: words.shell.searchHistory });
    await expect(find).toBeFocused();
    await find.fill('MAY');
    await expect(batch('march.csv')).toHaveCount(0);
    await expect(batch('may.csv')).toBeVisible();
    await find.fill('permit-39');
    await expect(batch('may.csv')).toHaveCount(0);
    await expect(batch('june.csv')).toBeVisible();
    await find.fill('no such batch');
    await expect(history.getByText(words.shell.nothingFound('no such batch'))).toBeVisible();
    await find.fill('');
    await batch('june.csv').click();
    await expect(all(40)).toBeAttached();
    await expect(batch('june.csv')).toHaveAttribute('aria-current', 'page');
  } finally {
    await close(again);
  }
});
