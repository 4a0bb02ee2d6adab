import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../../support/command-line.ts';
import { place, practice, withPractice } from '../../support/each-push.ts';
import { accept, reject, scriptedController } from '../../support/scripted-controller.ts';

const token = 'token-of-the-terminal-0815';
withPractice(token, ['a-1', 'a-2', 'a-3']);

const to = (url: string) => place.to(url);
const csv = (name: string, ...lines: string[]) => place.csv(name, ...lines);
const push = (file: string, ...more: string[]) => place.run(['push', file, ...to(practice.url), ...more]);

describe('a source that is no longer what it was', () => {
  const stopped = async (file: string) => {
    const first = await runCli(place.data, ['push', file, ...to(practice.url)], 'another-token\n');
    return JSON.parse(first.out).batch as string;
  };

  test.each<[string, (file: string) => void, string]>([
    [
      'changed',
      (file) => writeFileSync(file, 'Reference ID,License Plate,Note\r\na-3,NEW,\r\n'),
      'has changed',
    ],
    ['gone', (file) => rmSync(file), 'is gone'],
  ])('%s: reported, and resuming sends the rows as they were read', async (_name, change, sentence) => {
    const file = csv('s.csv', 'a-1,ABC,', 'a-2,DEF,');
    const batch = await stopped(file);
    change(file);
    const { code, err, out } = await place.run(['resume', batch, ...to(practice.url)]);
    expect(code).toBe(0);
    expect(err).toContain(sentence);
    expect(JSON.parse(out)).toMatchObject({ accepted: 2, rows: 2 });
    const sent = practice.requests().filter(({ answer }) => answer === 'success');
    expect(sent.map(({ referenceId }) => referenceId)).toEqual(['a-1', 'a-2']);
  });

  test('only touched: nothing is said', async () => {
    const file = csv('t.csv', 'a-1,ABC,');
    const batch = await stopped(file);
    utimesSync(file, new Date(), new Date(0));
    const { code, err } = await place.run(['resume', batch, ...to(practice.url)]);
    expect(code).toBe(0);
    expect(err).not.toMatch(/has changed|is gone/);
  });
});

test('resume and retry that have nothing to do: the tally decides the exit code, and nothing is sent', async () => {
  const good = JSON.parse((await push(csv('g.csv', 'a-1,ABC,'))).out).batch;
  const bad = JSON.parse((await push(csv('b.csv', 'missing,ABC,'))).out).batch;
  const before = practice.requests().length;
  const codes = [];
  for (const args of [
    ['resume', good],
    ['retry', good],
    ['resume', bad],
  ]) {
    const { code, out } = await place.run([...args, ...to(practice.url)]);
    codes.push([code, JSON.parse(out).stoppedBy.code]);
  }
  expect(codes).toEqual([
    [0, 'nothing-to-resume'],
    [0, 'nothing-to-retry'],
    [1, 'nothing-to-resume'],
  ]);
  expect(practice.requests()).toHaveLength(before);
});

/** Whether every folder down to this one lets everybody through. */
function openToAll(folder: string): boolean {
  const up = dirname(folder);
  return (statSync(folder).mode & 0o001) !== 0 && (up === folder || openToAll(up));
}

test('results into a folder that may not be read or written by this user: the data folder gets them', async (context) => {
  if (process.getuid?.() !== 0) return context.skip('needs root to become another user');
  if (!openToAll(import.meta.dirname))
    return context.skip('this checkout is in a folder closed to other users');
  const nobody = 65_534;
  const file = csv('r.csv', 'a-1,ABC,');
  chmodSync(place.folder, 0o755);
  mkdirSync(place.data);
  chownSync(place.data, nobody, nobody);
  const { code, out, err } = await place.start(['push', file, ...to(practice.url)], { user: nobody }).ended;
  expect(code).toBe(0);
  expect(err).toContain(`nothing can be saved in ${place.folder}`);
  const report = JSON.parse(out);
  expect(report.results).toBe(join(place.data, 'results', 'r.results.csv'));
  expect(readFileSync(report.results, 'utf8')).toContain('accepted');

  // A batch in a folder where nothing can be written: nothing is sent, for it could not be recorded.
  const locked = join(place.folder, 'locked');
  mkdirSync(locked);
  const copy = join(locked, 'copy.permitbatch');
  copyFileSync(report.batch, copy);
  const before = practice.requests().length;
  const refused = await place.start(['push', copy, '--again', ...to(practice.url)], { user: nobody }).ended;
  expect(refused.code).toBe(2);
  expect(refused.err).toMatch(/cannot be (written|read)/);
  expect(practice.requests()).toHaveLength(before);
});

test('retry of an earlier row whose permit got a later value: exit 1, a sentence, nothing sent', async () => {
  let closed = true;
  const controller = await scriptedController((request, response) =>
    (closed && request.plate === 'OLD' ? reject(9022) : accept)(request, response),
  );
  const file = csv('d.csv', 'r-1,OLD,', 'r-1,NEW,');
  const pushed = await place.run(['push', file, '--duplicates', 'all', ...to(controller.url)]);
  expect(pushed.code).toBe(1);
  const { batch, results } = JSON.parse(pushed.out);
  expect(readFileSync(results, 'utf8')).toContain('Not sent again: row 3, a later one of this permit');
  closed = false;
  const retried = await place.run(['retry', batch, ...to(controller.url)]);
  await controller.close();
  expect(retried.code).toBe(1);
  expect(JSON.parse(retried.out).stoppedBy.code).toBe('only-older-rows');
  expect(retried.err).toContain('put older values back');
  expect(controller.got.map(({ plate }) => plate)).toEqual(['OLD', 'NEW']);
});
