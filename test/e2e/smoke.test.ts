import { expect, test } from 'playwright/test';
import { launchApp } from '../support/launch-app.ts';

test('the app opens one window of its own origin, with its name', async () => {
  const launched = await launchApp();
  try {
    await expect(launched.window).toHaveTitle(/Permit Loader/);
    expect(launched.app.windows()).toHaveLength(1);
    expect(await launched.app.evaluate(({ app }) => app.getName())).toBe('Permit Loader');
    expect(await launched.app.evaluate(({ app }) => app.getPath('userData'))).toBe(launched.dataDir);
  } finally {
    await launched.close();
  }
});
