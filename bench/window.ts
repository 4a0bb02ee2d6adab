import { median, table, times, whole } from './markdown.ts';
import { withDisplay } from './window/display.ts';
import { type Checkout, type Start, startable } from './window/start.ts';

/** Starts of each kind that count; two before them fill the caches of disk and compiler. */
const starts = 9;
const warmUps = 2;

/** The window against a bare one of the same Electron; Markdown. `folder` is for files of this run only. */
export async function window(
  folder: string,
  say: (line: string) => void,
  checkout: Checkout,
): Promise<string> {
  return withDisplay(async () => startTable(folder, say, checkout));
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
