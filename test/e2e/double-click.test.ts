import { expect, test } from 'playwright/test';
import { dropFiles } from './drop.ts';
import { close, launch } from './launch.ts';
import { partsOf, permits } from './parts.ts';

test('A double click goes on to the push and does not begin it; nor does a key that is held down', async () => {
  const running = await launch();
  const { page } = running;
  const { words, all, place, next } = partsOf(page);
  try {
    await expect(page.getByRole('button', { name: words.start.open })).toBeVisible();
    await dropFiles(page, [permits('march.csv', 40)]);
    await expect(all(40)).toBeAttached();
    const onward = next.locator('[data-next-step]');
    const push = next.getByRole('button', { name: words.push.go(40, true), exact: true });

    const box = await onward.boundingBox();
    if (!box) throw new Error('There is no next step.');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    // The second click comes where the first has led, as a slow double click does.
    await page.mouse.click(x, y);
    await expect(push).toBeVisible();
    await page.mouse.down({ clickCount: 2 });
    await page.mouse.up({ clickCount: 2 });
    await page.waitForTimeout(300);
    await expect(push).toBeVisible();

    for (const keys of [['Enter'], ['Control', 'Enter']]) {
      await place('check').click();
      await expect(all(40)).toBeAttached();
      await onward.focus();
      for (const key of keys.slice(0, -1)) await page.keyboard.down(key);
      for (let repeats = 0; repeats < 10; repeats++) {
        await page.keyboard.down('Enter');
        await page.waitForTimeout(50);
      }
      for (const key of keys) await page.keyboard.up(key);
      await expect(push).toBeVisible();
    }

    await push.click();
    await expect(page.getByRole('heading', { name: words.results.title })).toBeVisible();
  } finally {
    await close(running);
  }
});
