import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { dropFiles } from './drop.ts';
import { close, launch } from './launch.ts';
import { partsOf, permits } from './parts.ts';

const words = wordsIn('en').window;

interface Watched extends Window {
  /** The title of the work, each time that it became another; empty where it has none, as Check. */
  titles?: string[];
}

test('From a drop to the results nothing else is shown between one place and the next', async () => {
  const running = await launch();
  const { page } = running;
  const { place, next, all } = partsOf(page);
  const path = permits('march.csv', 300);
  try {
    await expect(page.getByRole('button', { name: words.start.open })).toBeVisible();
    await page.evaluate(() => {
      const titles: string[] = [];
      const look = () => {
        const title = document.querySelector('main h2')?.textContent ?? '';
        if (titles.at(-1) !== title) titles.push(title);
      };
      look();
      new MutationObserver(look).observe(document.body, {
        childList: true,
        subtree: true,
        characterData: true,
      });
      (window as Watched).titles = titles;
    });
    await dropFiles(page, [path]);
    await expect(all(300)).toBeAttached();
    await place('push').click();
    await next.getByRole('button', { name: words.push.go(300, true), exact: true }).click();
    await expect(page.getByRole('heading', { name: words.results.title })).toBeVisible();
    const titles = await page.evaluate(() => (window as Watched).titles);
    // What is over before the window was told of it is not shown at all.
    const passing: readonly string[] = [words.reading.title('march.csv'), words.push.practising];
    expect(titles?.filter((title) => !passing.includes(title))).toEqual([
      words.start.title,
      '',
      words.push.practiceTitle,
      words.results.title,
    ]);
  } finally {
    await close(running);
  }
});
