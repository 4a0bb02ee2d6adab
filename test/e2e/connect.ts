import type { Page } from 'playwright/test';
import { expect } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';

interface Order {
  readonly name: string;
  readonly url: string;
  /** None is set without it. */
  readonly token?: string;
  readonly concurrency?: number;
}

/** Sets a live connection up and chooses it for the next batches, by way of the bridge; the window then starts anew. */
export async function connect(page: Page, { name, url, token, concurrency = 8 }: Order): Promise<void> {
  const failures = await page.evaluate(
    async (wanted) => {
      const { permitLoader } = window;
      const answers = [
        await permitLoader.saveConnection({
          previousName: null,
          name: wanted.name,
          controller: wanted.url,
          client: 'OC-TOMA',
          rate: null,
          concurrency: wanted.concurrency,
          zone: null,
          endDate: 'unchanged',
          dayEnd: '23:59:59',
        }),
        ...(wanted.token === undefined
          ? []
          : [await permitLoader.setToken({ connection: wanted.name, token: wanted.token })]),
        await permitLoader.chooseConnection({ batch: null, connection: wanted.name }),
      ];
      return answers.filter((answer) => !answer.ok);
    },
    { name, url, token, concurrency },
  );
  expect(failures).toEqual([]);
  await startAnew(page);
}

/** Loads the page again, which shows the start. */
export async function startAnew(page: Page): Promise<void> {
  await page.reload();
  const open = new RegExp(`^(${wordsIn('en').window.start.open}|${wordsIn('fr').window.start.open})$`);
  await expect(page.getByRole('button', { name: open })).toBeVisible();
}
