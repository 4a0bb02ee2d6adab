import { expect, test } from 'playwright/test';
import { launch } from './launch.ts';

test('The app opens one window with its name, and keeps its data where it was told to', async () => {
  const { app, page, data } = await launch();
  try {
    await expect(page).toHaveTitle(/Permit Loader/);
    expect(app.windows()).toHaveLength(1);
    expect(await app.evaluate((electron) => electron.app.getName())).toBe('Permit Loader');
    expect(await app.evaluate((electron) => electron.app.getPath('userData'))).toBe(data);
  } finally {
    await app.close();
  }
});
