import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Practice, startPractice } from '../../src/opscom/practice/practice.ts';
import { runCli, startCli } from '../support/run-cli.ts';
import { accept, reject, scriptedController } from '../support/scripted-controller.ts';

const token = 'token-of-the-terminal-0815';
let folder: string;
let data: string;
let practice: Practice;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-push-'));
  data = join(folder, 'data');
  practice = await startPractice({ token, seed: ['a-1', 'a-2', 'a-3'] });
});
afterEach(async () => {
  await practice.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

const to = (url: string) => ['--controller', url, '--client', 'OC-TEST', '--token-stdin', '--json'];
const push = (file: string, ...more: string[]) =>
  runCli(data, ['push', file, ...to(practice.url), ...more], `${token}\n`);

function csv(name: string, ...lines: string[]): string {
  const path = join(folder, name);
  writeFileSync(path, ['Reference ID,License Plate,Note', ...lines].join('\r\n'));
  return path;
}

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
  expect(report.results).toBe(join(folder, 'march.results.csv'));
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
  const retried = await runCli(data, ['retry', batch, ...to(practice.url)], `${token}\n`);
  expect(retried.code).toBe(0);
  expect(JSON.parse(retried.out)).toMatchObject({
    accepted: 2,
    attempts: 3,
    results: join(folder, 'lot.results-2.csv'),
  });
  expect(practice.requests().map(({ referenceId }) => referenceId)).toEqual(['a-1', 'missing', 'missing']);
  const again = await runCli(data, ['retry', batch, ...to(practice.url)], `${token}\n`);
  expect(again.code).toBe(0);
  const only = join(folder, 'only.csv');
  expect((await runCli(data, ['results', batch, '--out', only, '--only', 'rejected,unknown'])).code).toBe(0);
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
    const { code, err } = await runCli(data, args, `${token}\n`);
    expect(code).toBe(2);
    expect(err).not.toBe('');
    expect(err).not.toMatch(/\n {4}at /);
  });

  test('a file without a reference column', async () => {
    const path = join(folder, 'none.csv');
    writeFileSync(path, 'License Plate,Note\r\nABC,x\r\n');
    expect((await push(path)).code).toBe(2);
  });

  test('results that could not be written, before anything is sent', async () => {
    const { code } = await push(csv('x.csv', 'a-1,ABC,'), '--results', join(folder, 'gone', 'x.csv'));
    expect(code).toBe(2);
    expect(practice.requests()).toEqual([]);
  });
});

test('a wrong token: exit 3, a sentence, results, and resume goes on with the right one', async () => {
  const file = csv('wrong.csv', 'a-1,ABC,', 'a-2,DEF,');
  const stopped = await runCli(data, ['push', file, ...to(practice.url)], 'another-token\n');
  expect(stopped.code).toBe(3);
  const report = JSON.parse(stopped.out);
  expect(report).toMatchObject({ unsent: 2, accepted: 0, stoppedBy: { code: 'refused-by-code' } });
  expect(report.results).toBe(join(folder, 'wrong.results.csv'));
  const listed = JSON.parse((await runCli(data, ['list', '--json'])).out);
  expect(listed.batches).toMatchObject([{ batch: report.batch, unsent: 2, interrupted: true }]);
  const resumed = await runCli(data, ['resume', report.batch, ...to(practice.url)], `${token}\n`);
  expect(resumed.code).toBe(0);
  expect(JSON.parse(resumed.out)).toMatchObject({ accepted: 2 });
  expect(JSON.parse((await runCli(data, ['list', '--json'])).out).batches).toMatchObject([
    { interrupted: false },
  ]);
});

test('nothing listens: exit 3', async () => {
  const { code, err } = await runCli(
    data,
    ['push', csv('u.csv', 'a-1,ABC,'), ...to('http://127.0.0.1:1')],
    `${token}\n`,
  );
  expect(code).toBe(3);
  expect(err).toContain('Nothing answers');
});

test('the first twenty permits are unknown: exit 3', async () => {
  const controller = await scriptedController(reject(9009));
  const lines = Array.from({ length: 60 }, (_, n) => `r-${n},ABC,`);
  const { code, out } = await runCli(
    data,
    ['push', csv('l.csv', ...lines), ...to(controller.url)],
    `${token}\n`,
  );
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
  const running = startCli(data, ['push', csv('i.csv', ...lines), ...to(controller.url)], `${token}\n`);
  const { code, out } = await running.ended;
  expect(code).toBe(130);
  const report = JSON.parse(out);
  expect(report.accepted).toBe(controller.got.length);
  expect(report.accepted + report.unsent).toBe(400);
  expect(readFileSync(report.results, 'utf8').trimEnd().split('\r\n')).toHaveLength(401);
  const resumed = await runCli(data, ['resume', report.batch, ...to(controller.url)], `${token}\n`);
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
  const first = startCli(data, ['push', csv('b.csv', ...lines), ...to(controller.url)], `${token}\n`);
  await expect.poll(() => controller.got.length, { timeout: 20_000 }).toBeGreaterThan(4);
  const name = readdirSync(join(data, 'batches')).find((one) => one.endsWith('.permitbatch')) ?? '';
  const second = await runCli(
    data,
    ['resume', join(data, 'batches', name), ...to(controller.url)],
    `${token}\n`,
  );
  open();
  expect(second.code).toBe(1);
  expect(JSON.parse(second.out).stoppedBy.code).toBe('batch-busy');
  expect(second.err).toContain('being pushed at this moment');
  expect((await first.ended).code).toBe(0);
  await controller.close();
  expect(controller.got).toHaveLength(100);
});

test('the built-in practice connection needs no controller and no token', async () => {
  const { code, out } = await runCli(data, [
    'push',
    csv('p.csv', 'x-1,ABC,'),
    '--connection',
    'Practice',
    '--json',
  ]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ accepted: 1 });
});
