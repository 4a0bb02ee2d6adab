import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { workName } from '../../src/disk/work-name.ts';
import { runCli, startCli } from '../support/command-line.ts';

let folder: string;
let data: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-leftovers-'));
  data = join(folder, 'data');
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

const leftIn = (place: string) =>
  existsSync(place) ? readdirSync(place).filter((name) => name.startsWith('.')) : [];

test('what a killed process left unfinished is gone with the next start, but not what another is at work on', async () => {
  const file = join(folder, 'permits.csv');
  const rows = Array.from({ length: 400_000 }, (_, n) => `ref-${n},SECRET ${n},2031-12-31T23:59:59`);
  writeFileSync(file, `Reference ID,License Plate,End Date\n${rows.join('\n')}\n`);
  const batches = join(data, 'batches');
  const reading = startCli(data, ['validate', file]);
  /** Nothing, where the process that writes it has just taken the file away. */
  const textIn = (path: string): string => {
    try {
      return readFileSync(path, 'latin1');
    } catch (cause) {
      if ((cause as { code?: string }).code === 'ENOENT') return '';
      throw cause;
    }
  };
  const holdsPlates = () =>
    leftIn(batches).some((name) =>
      readdirSync(join(batches, name)).some((one) => textIn(join(batches, name, one)).includes('SECRET')),
    );
  while (!holdsPlates()) await pause(5);
  // Another start while it is at work leaves it alone.
  expect((await runCli(data, ['list'])).code).toBe(0);
  expect(leftIn(batches)).toHaveLength(1);
  reading.child.kill('SIGKILL');
  await reading.ended;
  expect(leftIn(batches)).toHaveLength(1);
  // A file that this process, which is alive, is at work on.
  const mine = join(batches, workName());
  writeFileSync(mine, 'SECRET');
  expect((await runCli(data, ['list'])).code).toBe(0);
  expect(leftIn(batches)).toEqual([mine.slice(batches.length + 1)]);
}, 60_000);

test('so is what was left beside an output, with the next that is written there, and what earlier versions left', async () => {
  const gone = startCli(data, ['list']);
  await gone.ended;
  const left = workName().replace(`-${process.pid}-`, `-${gone.child.pid}-`);
  writeFileSync(join(folder, left), 'SECRET');
  mkdirSync(join(data, 'batches'), { recursive: true });
  const early = join(data, 'batches', 'march.permitbatch.partial');
  writeFileSync(early, 'SECRET');
  const hourAgo = Date.now() / 1000 - 3600;
  utimesSync(early, hourAgo, hourAgo);
  const out = join(folder, 'template.csv');
  const written = await runCli(data, ['template', '--operation', 'update', '--out', out]);
  expect(written.code).toBe(0);
  expect(leftIn(folder)).toEqual([]);
  expect(existsSync(early)).toBe(false);
}, 30_000);
