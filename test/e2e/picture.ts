import { type Page, test } from 'playwright/test';

/** Keeps a picture of the window as a failed test of this file left it, beside the test's other results. */
export function picturesOfFailures(page: () => Page | undefined): void {
  test.afterEach(async () => {
    const { status, expectedStatus } = test.info();
    const shown = page();
    if (status === expectedStatus || shown === undefined || shown.isClosed()) return;
    await shown.screenshot({ path: test.info().outputPath('window.png') });
  });
}
