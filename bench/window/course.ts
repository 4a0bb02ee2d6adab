import type { ElectronApplication, Page } from 'playwright';
import { wordsIn } from '../../src/words/words.ts';

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

interface Watched extends Window {
  watch?: { frames: number; longest: number; startedAt: number; stop: () => void };
  dropped?: Promise<number>;
}

/** Loads the window anew, as it is at a start. */
export async function startAnew(page: Page): Promise<void> {
  await page.reload();
  await page.getByRole('button', { name: words.start.open }).waitFor();
  // The grid's code is read when the window is idle, as it is long before a person drops a file.
  await page.waitForLoadState('networkidle');
}

/** Begins to wait for a file of that many rows; resolves with the milliseconds since its drop, as the page saw both. */
export async function whenShown(page: Page, rows: number, timeout = 60_000): Promise<() => Promise<number>> {
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

/** Watches the window and main while something is done. */
export async function course(
  app: ElectronApplication,
  page: Page,
  work: () => Promise<unknown>,
): Promise<Course> {
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
