import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { place, practice, withPractice } from '../support/each-push.ts';
import { accept, scriptedController } from '../support/scripted-controller.ts';

const token = 'token-of-the-terminal-0815';
withPractice(token, ['a-1', 'a-2', 'a-3']);

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
