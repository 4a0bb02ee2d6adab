import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Practice, startPractice } from '../../../src/opscom/practice/practice.ts';
import { wordsIn } from '../../../src/words/words.ts';
import { type PushFolder, pushFolder } from '../../support/push-folder.ts';

const token = 'token-of-the-printed-totals';
const said = wordsIn('en').zones;
let place: PushFolder;
let practice: Practice | null = null;
beforeEach(() => {
  place = pushFolder(token);
});
afterEach(async () => {
  await practice?.close();
  practice = null;
  place.remove();
});

let made = 0;

function permits(...zones: readonly string[]): string {
  const path = join(place.folder, `new-${++made}.csv`);
  const lines = zones.map(
    (zone, at) => `P-${made}-${at + 1},${zone},AB ${made} ${at + 1},2099-12-31T23:59:59`,
  );
  writeFileSync(path, ['Permit No,Zone,Plate,End Date', ...lines].join('\r\n'));
  return path;
}

const to = () => ['--controller', practice?.url ?? '', '--client', 'OC-TEST', '--token-stdin'];

test('a push of new permits and its results print the totals by zone', async () => {
  practice = await startPractice({ token });
  const source = permits('Lot 01', 'Lot 01', 'Lot 02');
  const pushed = await place.run(['push', source, '--operation', 'create', ...to()]);
  expect(pushed.code).toBe(0);
  const told = [
    `${said.title}:`,
    '  Lot 01: 0 before, 2 after; difference seen +2, expected +2.',
    '  Lot 02: 0 before, 1 after; difference seen +1, expected +1.',
    said.note,
  ].join('\n');
  expect(pushed.out).toContain(told);
  const [{ batch }] = JSON.parse((await place.run(['list', '--json'])).out).batches;
  const again = await place.run(['results', batch, '--out', join(place.folder, 'again.csv')]);
  expect(again.out).toContain(told);
});

test('of a run that was killed the totals from before it are told, and that none were taken after it', async () => {
  practice = await startPractice({ token, faults: { latency: 200 } });
  const first = await place.run(['push', permits('Lot 01'), '--operation', 'create', ...to()]);
  expect(first.code).toBe(0);
  const source = permits(...Array.from({ length: 12 }, () => 'Lot 01'));
  const args = ['push', source, '--operation', 'create', '--concurrency', '1', ...to()];
  const running = place.start(args);
  await expect.poll(() => practice?.requests().length).toBeGreaterThan(3);
  running.child.kill('SIGKILL');
  await running.ended;

  const [{ batch }] = JSON.parse((await place.run(['list', '--json'])).out).batches;
  const results = await place.run(['results', batch, '--out', join(place.folder, 'killed.csv')]);
  expect(results.out).toContain([`${said.title}:`, '  Lot 01: 1 before.', said.noteBefore].join('\n'));
  const report = join(place.folder, 'report.html');
  await place.run(['report', batch, '--format', 'html', '--out', report]);
  expect(readFileSync(report, 'utf8')).toContain(said.noteBefore);
  expect((await place.run(['verify', batch])).code).toBe(0);

  const resumed = await place.run(['resume', batch, ...to()]);
  expect(resumed.out).toMatch(/ {2}Lot 01: \d before, \d+ after; difference seen \+(\d+), expected \+\1\.\n/);
  expect((await place.run(['verify', batch])).code).toBe(0);
}, 60_000);
