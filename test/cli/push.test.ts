import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Practice, startPractice } from '../../src/opscom/practice/practice.ts';
import { runCli } from '../support/command-line.ts';
import { type PushFolder, pushFolder } from '../support/push-folder.ts';
import { accept, reject, scriptedController } from '../support/scripted-controller.ts';

const token = 'token-of-the-terminal-0815';
let place: PushFolder;
let practice: Practice;
beforeEach(async () => {
  place = pushFolder(token);
  practice = await startPractice({ token, seed: ['a-1', 'a-2', 'a-3'] });
});
afterEach(async () => {
  await practice.close();
  place.remove();
});

const to = (url: string) => place.to(url);
const csv = (name: string, ...lines: string[]) => place.csv(name, ...lines);
const push = (file: string, ...more: string[]) => place.run(['push', file, ...to(practice.url), ...more]);

test('a good file: exit 0, the JSON of cli.md, results beside the source', async () => {
  const file = csv('march.csv', 'a-1,ABC,"one, two"', 'a-2,DEF,=1+1');
  const { code, out } = await push(file);
  expect(code).toBe(0);
  const report = JSON.parse(out);
  expect(Object.keys(report).sort()).toEqual(
    [
      'file',
      'sha256',
      'format',
      'encoding',
      'delimiter',
      'batch',
      'columns',
      'rows',
      'valid',
      'warned',
      'invalid',
      'issueCounts',
      'accepted',
      'rejected',
      'unknown',
      'unsent',
      'skipped',
      'attempts',
      'stoppedBy',
      'results',
      'auditHead',
      'seconds',
    ].sort(),
  );
  expect(report).toMatchObject({ rows: 2, accepted: 2, attempts: 2, stoppedBy: null });
  expect(report.results).toBe(join(place.folder, 'march.results.csv'));
  const [header, first, second] = readFileSync(report.results, 'utf8').split('\r\n');
  expect(header).toBe(
    '\uFEFFReference ID,License Plate,Note,opscom_status,opscom_reference_id,opscom_internal_reference_id,opscom_http_status,opscom_error_code,opscom_message,opscom_attempts,opscom_completed_at,opscom_edits',
  );
  expect(first).toMatch(/^a-1,ABC,"one, two",accepted,a-1,a-1,200,,,1,\d{4}-\d\d-\d\dT[\d:.]+Z,$/);
  expect(second).toMatch(/^a-2,DEF,=1\+1,accepted/);
});

test('a rejected row: exit 1; retry sends it alone; results never overwrite', async () => {
  const file = csv('lot.csv', 'a-1,ABC,', 'missing,DEF,');
  const pushed = await push(file);
  expect(pushed.code).toBe(1);
  const { batch, accepted, rejected } = JSON.parse(pushed.out);
  expect({ accepted, rejected }).toEqual({ accepted: 1, rejected: 1 });
  practice.seed(['missing']);
  const retried = await place.run(['retry', batch, ...to(practice.url)]);
  expect(retried.code).toBe(0);
  expect(JSON.parse(retried.out)).toMatchObject({
    accepted: 2,
    attempts: 3,
    results: join(place.folder, 'lot.results-2.csv'),
  });
  expect(practice.requests().map(({ referenceId }) => referenceId)).toEqual(['a-1', 'missing', 'missing']);
  const again = await place.run(['retry', batch, ...to(practice.url)]);
  expect(again.code).toBe(0);
  const only = join(place.folder, 'only.csv');
  expect((await place.run(['results', batch, '--out', only, '--only', 'rejected,unknown'])).code).toBe(0);
  expect(readFileSync(only, 'utf8').trimEnd().split('\r\n')).toHaveLength(1);
});

test('invalid rows: refused with exit 1, and sent around with --only-valid', async () => {
  const file = csv('bad.csv', 'a-1,ABC,', ',DEF,');
  const refused = await push(file);
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.out)).toMatchObject({
    unsent: 2,
    stoppedBy: { code: 'rows-invalid' },
    results: null,
  });
  expect(practice.requests()).toEqual([]);
  const around = await push(file, '--only-valid');
  expect(around.code).toBe(1);
  expect(JSON.parse(around.out)).toMatchObject({ accepted: 1, skipped: 1, invalid: 1 });
});

test('a file that was pushed before: exit 1 and nothing sent, until --again', async () => {
  const file = csv('twice.csv', 'a-1,ABC,');
  expect((await push(file)).code).toBe(0);
  const second = await push(file);
  expect(second.code).toBe(1);
  expect(second.err).toContain('1 accepted');
  expect(JSON.parse(second.out)).toMatchObject({ accepted: 0, stoppedBy: { code: 'pushed-before' } });
  expect(practice.requests()).toHaveLength(1);
  expect((await push(file, '--again')).code).toBe(0);
  expect(practice.requests()).toHaveLength(2);
});

describe('exit 2', () => {
  test.each([
    [['push', 'nowhere.csv']],
    [['push', 'nowhere.csv', '--controller', 'http://127.0.0.1:1', '--client', 'X']],
    [['push', 'nowhere.csv', '--controller', 'http://example.com', '--client', 'X', '--token-stdin']],
    [['push', 'nowhere.csv', '--connection', 'Nobody']],
    [
      [
        'push',
        'nowhere.csv',
        '--controller',
        'http://127.0.0.1:1',
        '--client',
        'X',
        '--token-stdin',
        '--concurrency',
        '65',
      ],
    ],
    [
      [
        'resume',
        'nowhere.permitbatch',
        '--controller',
        'http://127.0.0.1:1',
        '--client',
        'X',
        '--token-stdin',
      ],
    ],
    [['results', 'nowhere.permitbatch', '--out', 'x.csv']],
    [['push']],
    [['nonsense']],
    [['list', '--lang', 'de']],
  ])('%j', async (args) => {
    const { code, err } = await place.run(args);
    expect(code).toBe(2);
    expect(err).not.toBe('');
    expect(err).not.toMatch(/\n {4}at /);
  });

  test('a file without a reference column', async () => {
    const path = join(place.folder, 'none.csv');
    writeFileSync(path, 'License Plate,Note\r\nABC,x\r\n');
    expect((await push(path)).code).toBe(2);
  });

  test('results that could not be written, before anything is sent', async () => {
    const { code } = await push(csv('x.csv', 'a-1,ABC,'), '--results', join(place.folder, 'gone', 'x.csv'));
    expect(code).toBe(2);
    expect(practice.requests()).toEqual([]);
  });
});

test('a wrong token: exit 3, a sentence, results, and resume goes on with the right one', async () => {
  const file = csv('wrong.csv', 'a-1,ABC,', 'a-2,DEF,');
  const stopped = await runCli(place.data, ['push', file, ...to(practice.url)], 'another-token\n');
  expect(stopped.code).toBe(3);
  const report = JSON.parse(stopped.out);
  expect(report).toMatchObject({ unsent: 2, accepted: 0, stoppedBy: { code: 'refused-by-code' } });
  expect(report.results).toBe(join(place.folder, 'wrong.results.csv'));
  const listed = JSON.parse((await place.run(['list', '--json'])).out);
  expect(listed.batches).toMatchObject([{ batch: report.batch, unsent: 2, interrupted: true }]);
  const resumed = await place.run(['resume', report.batch, ...to(practice.url)]);
  expect(resumed.code).toBe(0);
  expect(JSON.parse(resumed.out)).toMatchObject({ accepted: 2 });
  expect(JSON.parse((await place.run(['list', '--json'])).out).batches).toMatchObject([
    { interrupted: false },
  ]);
});

test('nothing listens: exit 3', async () => {
  const { code, err } = await place.run(['push', csv('u.csv', 'a-1,ABC,'), ...to('http://127.0.0.1:1')]);
  expect(code).toBe(3);
  expect(err).toContain('Nothing answers');
});

test('the first twenty permits are unknown: exit 3', async () => {
  const controller = await scriptedController(reject(9009));
  const lines = Array.from({ length: 60 }, (_, n) => `r-${n},ABC,`);
  const { code, out } = await place.run(['push', csv('l.csv', ...lines), ...to(controller.url)]);
  await controller.close();
  expect(code).toBe(3);
  expect(JSON.parse(out).stoppedBy.code).toBe('wrong-lot');
});

test('Ctrl+C: exit 130, what is in the air finishes, results are written, resume sends the rest', async () => {
  const controller = await scriptedController((request, response) => {
    if (request.before === 40) running.child.kill('SIGINT');
    setTimeout(() => accept(request, response), 20);
  });
  const lines = Array.from({ length: 400 }, (_, n) => `r-${n},ABC,`);
  const running = place.start(['push', csv('i.csv', ...lines), ...to(controller.url)]);
  const { code, out } = await running.ended;
  expect(code).toBe(130);
  const report = JSON.parse(out);
  expect(report.accepted).toBe(controller.got.length);
  expect(report.accepted + report.unsent).toBe(400);
  expect(readFileSync(report.results, 'utf8').trimEnd().split('\r\n')).toHaveLength(401);
  const resumed = await place.run(['resume', report.batch, ...to(controller.url)]);
  await controller.close();
  expect(resumed.code).toBe(0);
  expect(controller.got).toHaveLength(400);
});

test('a batch that another process is pushing: refused with a sentence', async () => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const controller = await scriptedController((request, response) => {
    if (request.before < 4) accept(request, response);
    else void opened.then(() => accept(request, response));
  });
  const lines = Array.from({ length: 100 }, (_, n) => `r-${n},ABC,`);
  const first = place.start(['push', csv('b.csv', ...lines), ...to(controller.url)]);
  await expect.poll(() => controller.got.length, { timeout: 20_000 }).toBeGreaterThan(4);
  const name = readdirSync(join(place.data, 'batches')).find((one) => one.endsWith('.permitbatch')) ?? '';
  const second = await place.run(['resume', join(place.data, 'batches', name), ...to(controller.url)]);
  open();
  expect(second.code).toBe(1);
  expect(JSON.parse(second.out).stoppedBy.code).toBe('batch-busy');
  expect(second.err).toContain('being pushed at this moment');
  expect((await first.ended).code).toBe(0);
  await controller.close();
  expect(controller.got).toHaveLength(100);
});

test('the built-in practice connection needs no controller and no token', async () => {
  const { code, out } = await place.run([
    'push',
    csv('p.csv', 'x-1,ABC,'),
    '--connection',
    'Practice',
    '--json',
  ]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ accepted: 1 });
});

test('a success for another permit: exit 1, said loudly, unknown in the results', async () => {
  const controller = await scriptedController((request, response) =>
    accept(request.plate === 'ODD' ? { ...request, referenceId: 'r-9' } : request, response),
  );
  const { code, out, err } = await place.run([
    'push',
    csv('m.csv', 'r-1,ABC,', 'r-2,ODD,'),
    ...to(controller.url),
  ]);
  await controller.close();
  expect(code).toBe(1);
  const report = JSON.parse(out);
  expect(report).toMatchObject({ accepted: 1, unknown: 1 });
  expect(err).toContain('the controller answered for another permit');
  expect(readFileSync(report.results, 'utf8')).toContain('r-9');
});

test('before a live push it is said that old values cannot be restored', async () => {
  const { err } = await push(csv('live.csv', 'a-1,ABC,'));
  expect(err.split('\n')[0]).toBe(`Pushing to ${practice.url}. The controller cannot restore old values.`);
});

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
  const { code, out, err } = await place.run(['push', file, ...to(practice.url)], { user: nobody });
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
  const refused = await place.run(['push', copy, '--again', ...to(practice.url)], { user: nobody });
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

test('--only sends the rows that were asked for; others with errors refuse nothing and set no exit 1', async () => {
  const file = csv('lots.csv', 'a-1,ABC,Lot 7', 'b 2,DEF,Lot 8', 'a-3,GHI,Lot=9', 'a-2,JKL,Lot 8');
  const validated = await place.run(['validate', file, '--only', 'Note=Lot 7', '--json']);
  expect(validated.code).toBe(0);
  expect(JSON.parse(validated.out)).toMatchObject({ rows: 4, valid: 3, invalid: 1, leftOut: 3 });
  const pushed = await push(file, '--only', 'Note=Lot 7', '--only', 'Note=Lot=9');
  expect(pushed.code).toBe(0);
  const report = JSON.parse(pushed.out);
  expect(report).toMatchObject({ accepted: 2, skipped: 2, unsent: 0 });
  expect(readFileSync(report.results, 'utf8')).toContain(
    'b 2,DEF,Lot 8,skipped,,,,,Left out: not among the rows that were asked for with --only.',
  );
  // The batch of before, narrowed to what it had not sent: nothing of it is good enough.
  const unknown = await push(file, '--only', 'Lot=7', '--json');
  expect(unknown.code).toBe(2);
  expect(unknown.err + unknown.out).toContain('Lot');
  expect((await push(file, '--only', 'Note')).code).toBe(2);
  expect((await push(report.batch, '--only', 'Lot=7')).code).toBe(2);
});

test('--set sends one value for every row; a field that a column holds, or no such field, is exit 2', async () => {
  const file = csv('renewal.csv', 'a-1,,one', 'a-2,,two');
  const set = ['--set', 'endDate=2027-12-31T23:59:59'];
  const validated = await place.run(['validate', file, ...set, '--json']);
  expect(validated.code).toBe(0);
  expect(JSON.parse(validated.out)).toMatchObject({ rows: 2, valid: 2, invalid: 0 });
  const held = await push(file, '--set', 'plate=ABC');
  expect(held.code).toBe(2);
  expect(held.err).toContain('column 2, “License Plate”');
  for (const wrong of ['referenceId=a-1', 'zone=A', 'endDate', 'endDate=']) {
    expect((await push(file, '--set', wrong)).code).toBe(2);
  }
  expect((await push(file, ...set, ...set)).code).toBe(2);
  expect(practice.requests()).toEqual([]);
  const pushed = await push(file, ...set);
  expect(pushed.code).toBe(0);
  const report = JSON.parse(pushed.out);
  expect(report).toMatchObject({ accepted: 2, invalid: 0 });
  expect(JSON.stringify(practice.requests()).split('2027-12-31T23:59:59')).toHaveLength(3);
  const [header, first] = readFileSync(report.results, 'utf8').split('\r\n');
  expect(header).toContain('Reference ID,License Plate,Note,opscom_status');
  expect(first).toMatch(/^a-1,,one,accepted,.*,End Date: {2}→ 2027-12-31T23:59:59$/);
  expect((await push(report.batch, ...set)).code).toBe(2);
  expect((await place.run(['verify', report.batch])).code).toBe(0);
});

test('a value of --set is checked by the rules of its field, and a row that lacks cells gets it once repaired', async () => {
  const file = csv('short.csv', 'a-1,ABC,one', 'a-2,DEF');
  const wrong = await push(file, '--set', 'endDate=soon');
  expect(wrong.code).toBe(1);
  expect(JSON.parse(wrong.out)).toMatchObject({ invalid: 2, accepted: 0 });
  const pushed = await push(file, '--repair', '--set', 'amount=10.00', '--set', 'currency=CAD');
  expect(JSON.parse(pushed.out)).toMatchObject({ accepted: 2 });
  expect(JSON.stringify(practice.requests()).split('10.00')).toHaveLength(3);
});
