import { execFileSync } from 'node:child_process';
import { closeSync, copyFileSync, openSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.ts';
import { median, megabytes, seconds, table, times, whole } from './markdown.ts';
import { writePermits } from './permit-file.ts';
import type { ControllerReport } from './push/controller.ts';
import type { PushInput } from './push/tasks.ts';
import { runTask, serveTask } from './task-process.ts';

const concurrency = 32;

/** Pushing against a controller in a process of its own; Markdown. `folder` is for files of this run only. */
export async function push(folder: string, say: (line: string) => void): Promise<string> {
  const batchOf = async (rows: number, name: string): Promise<{ path: string; batch: string }> => {
    const path = join(folder, `${name}.csv`);
    await writePermits(path, rows, 'good');
    const made = await runTask('createOnce', { path, folder: join(folder, name) });
    return { path, batch: made.value.batch };
  };
  const lines: string[][] = [];
  const compare = async (
    name: string,
    goal: string,
    rows: number,
    latency: number,
    rounds: number,
  ): Promise<number> => {
    const { batch } = await batchOf(rows, `compare-${latency}`);
    const served = await serveTask<ControllerReport>('controller', { latency });
    const pairs: Pair[] = [];
    for (let round = 1; round <= rounds; round++) {
      say(`${name}, round ${round} of ${rounds}`);
      const copy = join(folder, `compare-${latency}-${round}.permitbatch`);
      copyFileSync(batch, copy);
      pairs.push(await pushBoth({ batch: copy, url: served.value.url, concurrency }, rows, round % 2 === 0));
    }
    await served.stop();
    const reading = await runTask('readPending', { batch });
    const middle = (figure: (pair: Pair) => number): number => median(pairs.map(figure));
    const ratios = pairs.map(({ bare, ours }) => bare.value.ms / ours.value.ms);
    const rate = middle(({ ours }) => (rows * 1000) / ours.value.ms);
    lines.push([
      name,
      times(median(ratios)),
      goal,
      `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
      `${whole(rate)}/s`,
      `${whole(middle(({ bare }) => (rows * 1000) / bare.value.ms))}/s`,
      `${((reading.value.ms * 100) / middle(({ ours }) => ours.value.ms)).toFixed(1)} %`,
      times(middle(({ bare, ours }) => ours.value.cpu / bare.value.cpu)),
      megabytes(Math.max(...pairs.map(({ ours }) => ours.peak))),
    ]);
    return rate;
  };
  const loopback = await compare('loopback, 100,000 rows', '≥ 0.50 ×', 100_000, 0, 5);
  await compare('50 ms a reply, 10,000 rows', '≥ 0.97 ×', 10_000, 50, 3);
  const first = table(
    [
      `${concurrency} at once, journal on; medians of rounds`,
      'to bare undici + p-limit',
      'goal',
      'lowest to highest',
      'rate',
      'bare',
      'of ours, reading rows from the batch',
      'processor time to bare',
      'peak memory',
    ],
    lines,
  );

  say('A controller that allows 100 a second');
  const limited = await serveTask<ControllerReport>('controller', { perSecond: 100 });
  const { batch } = await batchOf(4_000, 'limited');
  await runTask('pushJournalled', { batch, url: limited.value.url, concurrency });
  const { accepted, refused, ms } = await limited.stop();
  const second = table(
    ['a controller that allows 100 a second', 'figure', 'goal'],
    [
      ['got through', `${((accepted * 1000) / ms).toFixed(1)}/s`, '≥ 90/s'],
      ['refused', `${((refused * 100) / (accepted + refused)).toFixed(1)} %`, '< 5 %'],
    ],
  );

  const rows = loopback > 5_000 ? 1_000_000 : 300_000;
  say(`Memory at ${whole(rows)} rows`);
  const long = await batchOf(rows, 'long');
  const served = await serveTask<ControllerReport>('controller', {});
  const pushed = await runTask('pushJournalled', { batch: long.batch, url: served.value.url, concurrency });
  const newman = withNewman(folder, long.path, served.value.url);
  await served.stop();
  const third = table(
    ['a long push', 'peak memory', 'goal', 'time'],
    [[`${whole(rows)} rows`, megabytes(pushed.peak), '< 250 MB', seconds(pushed.value.ms)]],
  );
  const fourth = newman
    ? table(
        ['newman, the first 2,000 rows', 'ours is faster by', 'goal', 'newman'],
        [['', times(loopback / newman), '≥ 50 ×', `${whole(newman)}/s`]],
      )
    : 'newman could not be installed.';
  return [first, second, third, fourth].join('\n\n');
}

type Pair = Awaited<ReturnType<typeof pushBoth>>;

/**
 * One round: both against the same controller, one right after the other, each in a fresh process that has warmed up
 * nothing. Which goes first alternates, so that a machine which grows busier favours neither.
 */
async function pushBoth(input: PushInput, rows: number, oursFirst: boolean) {
  const first = oursFirst ? await runTask('pushJournalled', input) : null;
  const bare = await runTask('pushBare', input);
  const ours = first ?? (await runTask('pushJournalled', input));
  for (const { value } of [bare, ours]) {
    if (value.accepted !== rows) throw new Error(`${value.accepted} of ${rows} rows were accepted.`);
  }
  return { bare, ours };
}

/** Rows a second of newman with the first 2,000 rows of the file, start-up included; null where it cannot be installed. */
function withNewman(folder: string, path: string, url: string): number | null {
  const into = install(folder, 'newman');
  if (!into) return null;
  const names = ['referenceID', 'plate', 'endTime', 'Amount', 'currency'];
  const body = Object.fromEntries([['apiToken', 'bench'], ...names.map((name) => [name, `{{${name}}}`])]);
  const collection = join(folder, 'collection.json');
  const request = {
    method: 'POST',
    url: `${url}/api/OC-BENCH/v1/permits/update`,
    header: [{ key: 'content-type', value: 'application/json' }],
    body: { mode: 'raw', raw: JSON.stringify(body) },
  };
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  writeFileSync(
    collection,
    JSON.stringify({ info: { name: 'bench', schema }, item: [{ name: 'update', request }] }),
  );
  const data = join(folder, 'newman.csv');
  writeFileSync(data, firstRows(path, names, 2_000));
  const startedAt = performance.now();
  execFileSync(
    process.execPath,
    [
      join(into, 'node_modules/newman/bin/newman.js'),
      'run',
      collection,
      '-d',
      data,
      '--reporters',
      'json',
      '--reporter-json-export',
      join(folder, 'newman.json'),
    ],
    { stdio: 'ignore', timeout: 180_000 },
  );
  return 2_000_000 / (performance.now() - startedAt);
}

/** The file's first rows under the names that the collection uses. */
function firstRows(path: string, names: readonly string[], rows: number): string {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(100 * (rows + 2));
  const size = readSync(file, buffer, 0, buffer.length, 0);
  closeSync(file);
  const lines = buffer
    .toString('utf8', 0, size)
    .split('\r\n')
    .slice(1, rows + 1);
  return [[...names, 'lot', 'notes'].join(','), ...lines].join('\r\n');
}
