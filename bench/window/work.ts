import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { wordsIn } from '../../src/words/words.ts';
import { dropFiles } from '../../test/e2e/drop.ts';
import { writePermits } from '../permit-file.ts';
import { measureBulk } from './bulk.ts';
import { type Course, course, startAnew, whenShown } from './course.ts';
import { type Checkout, flags } from './start.ts';

const words = wordsIn('en').window;

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
  /** What is done with 100,000 rows at once, by what it is. */
  readonly bulk: Readonly<Record<string, Course>>;
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

    const bulk = await measureBulk(app, page, await file(100_000, 'bulk'));
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
    return { idle, small, reading, scrolling, jump, push, bulk };
  } finally {
    await app.close();
  }
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
