import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { runCli, startCli } from '../../support/command-line.ts';
import { tinyDisk } from '../../support/tiny-disk.ts';

const scratch = mkdtempSync(join(tmpdir(), 'permit-big-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const source = join(scratch, 'big.csv');
const row = (at: number) => `ref-${at}-1234567890-1234567890-1234567890,PLATE ${at},2031-06-01T23:59:59\r\n`;
writeFileSync(
  source,
  `Reference ID,Plate,End Date\r\n${Array.from({ length: 80_000 }, (_, at) => row(at)).join('')}`,
);

const reporter = pathToFileURL(join(import.meta.dirname, '../../support/report-threads.mjs')).href;
const env = { NODE_OPTIONS: `--import=${reporter}` };

it('stores a big file in a thread, as built', async () => {
  const folder = join(scratch, 'data');
  const { code, out, err } = await runCli(folder, ['validate', source, '--json'], '', { env });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ rows: 80_000, valid: 80_000 });
  expect(err).toContain('thread: add');
  expect(err).toContain('thread: end');
});

it('stops when it is interrupted, with 130 and nothing left behind', async () => {
  const folder = join(scratch, 'interrupted');
  const { child, ended } = startCli(folder, ['validate', source], '', { env });
  child.stderr?.once('data', () => child.kill('SIGINT'));
  const { code, err } = await ended;
  expect(code).toBe(130);
  expect(err).toContain('Reading was cancelled. Nothing was kept.');
  expect(readdirSync(join(folder, 'batches'))).toEqual([]);
});

const disk = tinyDisk(4);
afterAll(() => disk?.remove());

it.skipIf(disk === null)(
  'leaves nothing behind when the disk is full in the middle, and says so',
  async () => {
    const folder = disk?.folder ?? '';
    const { code, err } = await runCli(folder, ['validate', source], '', { env });
    expect(code).toBe(2);
    expect(err).toContain('thread: failed');
    expect(err).toMatch(/could not be written/);
    expect(readdirSync(join(folder, 'batches'))).toEqual([]);
  },
);
