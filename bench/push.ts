import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.ts';
import { megabytes, seconds, table, times, whole } from './markdown.ts';
import { writePermits } from './permit-file.ts';
import type { ControllerReport } from './push/controller.ts';
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
  const compare = async (name: string, goal: string, rows: number, latency: number): Promise<number> => {
    say(name);
    const { batch } = await batchOf(rows, `compare-${latency}`);
    const served = await serveTask<ControllerReport>('controller', { latency });
    const input = { batch, url: served.value.url, concurrency };
    const bare = await runTask('pushBare', input);
    const ours = await runTask('pushJournalled', input);
    await served.stop();
    if (ours.value.accepted !== rows)
      throw new Error(`${ours.value.accepted} of ${rows} rows were accepted.`);
    const rate = (ms: number): string => `${whole((rows * 1000) / ms)}/s`;
    lines.push([
      name,
      times(bare.value.ms / ours.value.ms),
      goal,
      rate(ours.value.ms),
      rate(bare.value.ms),
      megabytes(ours.peak),
    ]);
    return (rows * 1000) / ours.value.ms;
  };
  const loopback = await compare('loopback, 100,000 rows', '≥ 0.50 ×', 100_000, 0);
  await compare('50 ms a reply, 10,000 rows', '≥ 0.97 ×', 10_000, 50);
  const first = table(
    [`${concurrency} at once, journal on`, 'to bare undici + p-limit', 'goal', 'rate', 'bare', 'peak memory'],
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
