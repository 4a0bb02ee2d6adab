import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { samplePath } from '../support/sample.ts';
import { dropFiles } from './drop.ts';
import { close, launch, type Running, temporaryFolder } from './launch.ts';
import { partsOf } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

let running: Running;

test.beforeAll(async () => {
  running = await launch();
  const source = join(temporaryFolder(), 'march-renewals-of-the-downtown-lots-with-a-long-name.csv');
  copyFileSync(samplePath, source);
  await dropFiles(running.page, [source]);
  await expect(partsOf(running.page).all(30)).toBeAttached();
});
picturesOfFailures(() => running?.page);
test.afterAll(() => close(running));

async function size(width: number, height: number, zoom: number): Promise<void> {
  await running.app.evaluate(
    ({ BrowserWindow }, wanted) => {
      const window = BrowserWindow.getAllWindows()[0];
      window?.setContentSize(wanted.width, wanted.height);
      window?.webContents.setZoomFactor(wanted.zoom);
    },
    { width, height, zoom },
  );
  await expect.poll(() => running.page.evaluate(() => innerWidth)).toBe(Math.floor(width / zoom));
}

/** Names of the actions in the work and below it, which no size may take away. */
function actions(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = [
      ...document.querySelectorAll<HTMLElement>('main button, [data-region]:has([data-next-step]) button'),
    ];
    const seen = all.filter((one) => one.checkVisibility() && one.closest('[role=grid]') === null);
    return seen.map((one) => one.getAttribute('aria-label') ?? one.textContent ?? '').sort();
  });
}

/** What does not fit: a page that scrolls sideways, and controls that cannot be brought into view or lie under others. */
function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const scroller of [document.documentElement, document.querySelector('main')]) {
      if (scroller !== null && scroller.scrollWidth > scroller.clientWidth) {
        found.push(`${scroller.tagName} scrolls sideways: ${scroller.scrollWidth} > ${scroller.clientWidth}`);
      }
    }
    // A dialog in front is all that can be reached.
    const reachable = document.querySelector('[role=dialog]') ?? document;
    const controls = 'button, a[href], [role=combobox], input[type=text]';
    for (const one of reachable.querySelectorAll<HTMLElement>(controls)) {
      if (!one.checkVisibility() || one.closest('[role=grid], [aria-hidden=true]') !== null) continue;
      // It shows itself once it has the focus.
      if (one.matches('a[href="#work"]')) continue;
      one.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const box = one.getBoundingClientRect();
      const name = one.getAttribute('aria-label') ?? one.textContent ?? '';
      const inside =
        box.left >= -1 && box.top >= -1 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1;
      if (!inside) {
        found.push(
          `outside the window: ${name} at ${[box.left, box.top, box.right, box.bottom].map(Math.round)}`,
        );
        continue;
      }
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      if (top !== null && !one.contains(top) && !top.contains(one)) found.push(`covered: ${name}`);
    }
    return found;
  });
}

const sizes = [
  { name: '1024 × 700', width: 1024, height: 700, zoom: 1 },
  { name: '200 %', width: 1320, height: 820, zoom: 2 },
] as const;

test('Every place fits 1024 × 700 and 200 %, with all its actions', async () => {
  const { page } = running;
  const { words, place } = partsOf(page);
  const places = [
    ['file', page.getByText(words.file.firstRows(8, 30))],
    ['columns', page.getByRole('heading', { name: words.columns.title })],
    ['check', page.getByRole('toolbar', { name: words.check.title })],
    ['push', page.getByRole('heading', { name: words.push.practiceTitle })],
  ] as const;
  for (const [name, sign] of places) {
    await size(1320, 820, 1);
    await place(name).click();
    await expect(sign).toBeVisible();
    const usual = await actions(page);
    for (const { name: at, ...wanted } of sizes) {
      await size(wanted.width, wanted.height, wanted.zoom);
      await expect(sign).toBeVisible();
      await expect.poll(() => misfits(page), `${name} at ${at}`).toEqual([]);
      await expect.poll(() => actions(page), `${name} at ${at}`).toEqual(expect.arrayContaining(usual));
    }
  }
});

test('Results, connections and their form fit too, and what is beside the work stays within reach', async () => {
  const { page } = running;
  const { words, place, next, tile } = partsOf(page);
  await size(1320, 820, 1);
  await place('push').click();
  await page.getByRole('checkbox', { name: words.push.onlyValid(16, 14) }).check();
  await next.getByRole('button', { name: words.push.go(14, true) }).click();
  await expect(tile('accepted', 14)).toBeVisible();
  const usual = await actions(page);
  for (const { name: at, ...wanted } of sizes) {
    await size(wanted.width, wanted.height, wanted.zoom);
    await expect.poll(() => misfits(page), `results at ${at}`).toEqual([]);
    await expect.poll(() => actions(page), `results at ${at}`).toEqual(expect.arrayContaining(usual));
  }
  // At 200 % the list of batches and the row's details are behind a button each.
  await next.getByRole('button', { name: words.check.details }).click();
  await expect(page.getByRole('dialog', { name: words.shell.details })).toBeVisible();
  await expect.poll(() => misfits(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: words.shell.menu }).click();
  await page.getByRole('button', { name: words.shell.connections, exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect.poll(() => misfits(page), 'connections at 200 %').toEqual([]);
  await page.getByRole('button', { name: words.connections.add }).click();
  const form = page.getByRole('dialog', { name: words.connections.newTitle });
  await form.getByRole('button', { name: words.connections.save }).scrollIntoViewIfNeeded();
  await expect(form.getByRole('button', { name: words.connections.save })).toBeInViewport();
});
