import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { wordsIn } from '../../src/words/words.ts';
import { dropFiles } from '../../test/e2e/drop.ts';
import { writePermits } from '../permit-file.ts';
import { type Checkout, flags } from './start.ts';

const words = wordsIn('en').window;

/** How smoothly the app went while something was done. Tasks in milliseconds. */
export interface Course {
  readonly ms: number;
  readonly framesPerSecond: number;
  /** The window's longest task; 0 when none reached the 50 ms from which on Chromium tells of them. */
  readonly windowTask: number;
  /** The longest time that main's event loop was held up. */
  readonly mainTask: number;
}

export interface Work {
  /** A second and a half in which nothing is done. */
  readonly idle: Course;
  /** Milliseconds from the drop of a file of 10,000 rows until its rows are shown and counted, each time. */
  readonly small: readonly number[];
  readonly reading: Course;
  readonly scrolling: Course;
  /** From Ctrl+End to the last of a million rows. */
  readonly jump: number;
  readonly push: Course;
}

interface Watched extends Window {
  watch?: { frames: number; longest: number; startedAt: number; stop: () => void };
  dropped?: Promise<number>;
}

/** What the window takes for its work with files of 10,000 and 1,000,000 rows, and a push of 20,000 to practice. */
export async function measureWork({ root, electron }: Checkout, folder: string): Promise<Work> {
  const app = await _electron.launch({
    executablePath: electron,
    args: [...flags(), root, `--user-data-dir=${join(folder, 'work')}`],
    env: { ...(process.env as Record<string, string>), LANG: 'en_CA.UTF-8', LANGUAGE: 'en_CA' },
  });
  try {
    const page = await app.firstWindow();
    await startAnew(page);
    const file = async (rows: number, name: string): Promise<string> => {
      const path = join(folder, `${name}.csv`);
      await writePermits(path, rows, 'mixed');
      return path;
    };
    const idle = await course(app, page, () => page.waitForTimeout(1500));

    const small: number[] = [];
    for (let round = -1; round < 5; round++) {
      const path = await file(10_000, `small-${round}`);
      await startAnew(page);
      const done = await whenShown(page, 10_000);
      await dropFiles(page, [path]);
      const ms = await done();
      if (round >= 0) small.push(ms);
    }

    const pushed = await file(20_000, 'pushed');
    const million = await file(1_000_000, 'million');
    await startAnew(page);
    const shown = await whenShown(page, 1_000_000, 300_000);
    const reading = await course(app, page, async () => {
      await dropFiles(page, [million]);
      await shown();
    });
    const { scrolling, jump } = await scroll(app, page);
    const push = await measurePush(app, page, pushed);
    return { idle, small, reading, scrolling, jump, push };
  } finally {
    await app.close();
  }
}

async function startAnew(page: Page): Promise<void> {
  await page.reload();
  await page.getByRole('button', { name: words.start.open }).waitFor();
  // The grid's code is read when the window is idle, as it is long before a person drops a file.
  await page.waitForLoadState('networkidle');
}

/** Begins to wait for a file of that many rows; resolves with the milliseconds since its drop, as the page saw both. */
async function whenShown(page: Page, rows: number, timeout = 60_000): Promise<() => Promise<number>> {
  const all = `${words.check.all}${words.number(rows)}`;
  await page.evaluate((text) => {
    const watched = window as Watched;
    watched.dropped = new Promise((resolve) => {
      document.addEventListener(
        'drop',
        () => {
          const droppedAt = performance.now();
          const look = (): void => {
            const counted = [...document.querySelectorAll('label')].some((one) => one.textContent === text);
            // A cell whose row is still on its way is there too, but blank.
            const cell = document.querySelector('[role=gridcell][col-id="1"]');
            if (counted && cell?.textContent) resolve(performance.now() - droppedAt);
            else requestAnimationFrame(look);
          };
          look();
        },
        { capture: true, once: true },
      );
    });
  }, all);
  return async () => {
    const found = await page.waitForFunction(() => (window as Watched).dropped, undefined, { timeout });
    return found.jsonValue() as Promise<number>;
  };
}

async function course(app: ElectronApplication, page: Page, work: () => Promise<unknown>): Promise<Course> {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    (globalThis as { delay?: typeof delay }).delay = delay;
  });
  await page.evaluate(() => {
    const seen = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watch.longest = Math.max(watch.longest, duration);
    });
    let going = true;
    const watch = {
      frames: 0,
      longest: 0,
      startedAt: performance.now(),
      stop: () => {
        going = false;
        seen.disconnect();
      },
    };
    seen.observe({ type: 'longtask' });
    const frame = (): void => {
      watch.frames++;
      if (going) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    (window as Watched).watch = watch;
  });
  await work();
  const window_ = await page.evaluate(() => {
    const { watch } = window as Watched;
    if (watch === undefined) throw new Error('The page was loaded anew.');
    watch.stop();
    const ms = performance.now() - watch.startedAt;
    return { ms, framesPerSecond: (watch.frames * 1000) / ms, windowTask: watch.longest };
  });
  const mainTask = await app.evaluate(() => {
    const { delay } = globalThis as { delay?: { max: number; disable(): void } };
    delay?.disable();
    // The loop's own beat of 5 ms is no task.
    return (delay?.max ?? 0) / 1e6 - 5;
  });
  return { ...window_, mainTask };
}

async function scroll(app: ElectronApplication, page: Page): Promise<{ scrolling: Course; jump: number }> {
  await page.mouse.move(600, 450);
  const scrolling = await course(app, page, async () => {
    for (let turn = 0; turn < 150; turn++) {
      await page.mouse.wheel(0, 400);
      await page.waitForTimeout(16);
    }
  });
  await page.getByRole('gridcell').filter({ hasText: /\S/ }).nth(5).click();
  const startedAt = performance.now();
  await page.keyboard.press('Control+End');
  await page.getByRole('gridcell', { name: '1000001', exact: true }).waitFor();
  return { scrolling, jump: performance.now() - startedAt };
}

async function measurePush(app: ElectronApplication, page: Page, path: string): Promise<Course> {
  await startAnew(page);
  const shown = await whenShown(page, 20_000);
  await dropFiles(page, [path]);
  await shown();
  const next = page.getByRole('region', { name: words.shell.status });
  await next.getByRole('button', { name: words.check.next(18_000, true) }).click();
  await page.getByRole('checkbox', { name: words.push.onlyValid(2_000, 18_000) }).check();
  return course(app, page, async () => {
    await next.getByRole('button', { name: words.push.go(18_000, true), exact: true }).click();
    await page
      .getByRole('button', { name: `${words.statuses.accepted} ${words.number(18_000)}`, exact: true })
      .waitFor({ timeout: 300_000 });
  });
}
