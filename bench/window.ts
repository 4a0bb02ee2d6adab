import { median, millis, seconds, table, times, whole } from './markdown.ts';
import type { Course } from './window/course.ts';
import { withDisplay } from './window/display.ts';
import { type Checkout, type Start, startable } from './window/start.ts';
import { measureWork } from './window/work.ts';

/** Starts of each kind that count; two before them fill the caches of disk and compiler. */
const starts = 9;
const warmUps = 2;

/** The window against a bare one of the same Electron; Markdown. `folder` is for files of this run only. */
export async function window(
  folder: string,
  say: (line: string) => void,
  checkout: Checkout,
): Promise<string> {
  return withDisplay(async () => {
    const start = await startTable(folder, say, checkout);
    const work = await workTable(folder, say, checkout);
    return `${start}\n\n${work}`;
  });
}

async function startTable(folder: string, say: (line: string) => void, checkout: Checkout): Promise<string> {
  say('Starting');
  const start = { bare: startable(checkout, folder, 'bare'), ours: startable(checkout, folder, 'ours') };
  const found: { bare: Start[]; ours: Start[] } = { bare: [], ours: [] };
  for (let round = -warmUps; round < starts; round++) {
    for (const which of ['bare', 'ours'] as const) {
      const one = await start[which]();
      if (round >= 0) found[which].push(one);
    }
  }
  const ms = (which: 'bare' | 'ours', step: keyof Start) => median(found[which].map((one) => one[step]));
  const line = (name: string, step: keyof Start, goal: string) => [
    name,
    times(ms('ours', step) / ms('bare', step)),
    goal,
    `${whole(ms('ours', step))} ms`,
    `${whole(ms('bare', step))} ms`,
  ];
  return table(
    ['from start, median of interleaved starts', 'to a bare Electron window', 'goal', 'ours', 'bare'],
    [line('until Electron is ready', 'ready', ''), line('until Open can be pressed', 'usable', '≤ 1.50 ×')],
  );
}

async function workTable(folder: string, say: (line: string) => void, checkout: Checkout): Promise<string> {
  say('Reading 10,000 and 1,000,000 rows, scrolling, changing many and pushing in the window');
  const { idle, small, reading, scrolling, jump, push, bulk } = await measureWork(checkout, folder);
  const line = (name: string, { ms, windowTask, mainTask, framesPerSecond }: Course) => [
    name,
    windowTask === 0 ? 'none of 50 ms' : millis(windowTask),
    millis(mainTask),
    times(framesPerSecond / idle.framesPerSecond),
    whole(framesPerSecond),
    seconds(ms),
  ];
  const smooth = table(
    ['in the window', 'its longest task', 'main’s', 'frames, to the idle window', 'frames a second', 'took'],
    [
      ['goal', '≤ 50 ms', '≤ 50 ms', '1.00 ×', '60', ''],
      line('nothing', idle),
      line('1,000,000 rows read and checked', reading),
      line('1,000,000 rows scrolled', scrolling),
      line('18,000 rows pushed to practice', push),
      ...Object.entries(bulk).map(([name, one]) => line(name, one)),
    ],
  );
  const quick = table(
    ['until it is shown', 'figure', 'goal'],
    [
      ['10,000 rows, from drop to fully checked', millis(median(small)), '< 1,000 ms'],
      ['the last of 1,000,000 rows, from Ctrl+End', millis(jump), ''],
    ],
  );
  return `${quick}\n\n${smooth}`;
}
