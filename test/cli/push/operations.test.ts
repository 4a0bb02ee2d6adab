import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Practice, startPractice } from '../../../src/opscom/practice/practice.ts';
import { runCli } from '../../support/command-line.ts';

let folder: string;
let practice: Practice | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-operations-'));
});
afterEach(async () => {
  await practice?.close();
  practice = null;
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

const token = 'token-of-operations';
const run = (...args: string[]) => runCli(join(folder, 'data'), [...args, '--json'], `${token}\n`);
const target = () => ['--controller', practice?.url ?? '', '--client', 'OC-TEST', '--token-stdin'];
const records = (path: string) =>
  Papa.parse<Record<string, string>>(readFileSync(path, 'utf8').replace(/^\ufeff/, ''), {
    header: true,
    skipEmptyLines: true,
  }).data;

test('permits are created, updated from the results of that, and deleted from the same file', async () => {
  practice = await startPractice({ token });
  const file = join(folder, 'new-permits.csv');
  writeFileSync(
    file,
    [
      'Permit No,Zone,Start Date,End Date,Plate,Amount,Currency',
      'P-1,Lot 7,2026-12-01T00:00:00,2031-12-31T23:59:59,AB 1,14.50,CAD',
      'P-2,Lot 7,2026-12-01T00:00:00,2031-12-31T23:59:59,AB 2,14.50,CAD',
      'P-1,Lot 7,2026-12-01T00:00:00,2031-12-31T23:59:59,AB 3,14.50,CAD',
    ].join('\r\n'),
  );

  const checked = await run('validate', file, '--operation', 'create');
  expect(checked.code).toBe(1);
  const report = JSON.parse(checked.out);
  expect(report.columns.map(({ field }: { field: string }) => field)).toEqual([
    'permitNo',
    'zone',
    'startDate',
    'endDate',
    'plate',
    'amount',
    'currency',
  ]);
  expect(report.issues).toMatchObject([
    { row: 4, column: 1, field: 'permitNo', code: 'reference-duplicate', value: 'P-1' },
  ]);
  expect(report.issues[0].message).toContain('permit number “P-1”');

  const created = await run('push', file, '--operation', 'create', '--duplicates', 'first', ...target());
  expect(created.err).not.toContain(token);
  const made = JSON.parse(created.out);
  expect(made).toMatchObject({ accepted: 2, skipped: 1, rejected: 0, unknown: 0 });
  const results = records(made.results);
  expect(results.map((row) => row['opscom_status'])).toEqual(['accepted', 'accepted', 'skipped']);
  const ids = results.slice(0, 2).map((row) => row['opscom_reference_id']);
  expect(new Set(ids).size).toBe(2);

  // The results are an update file, and a delete file: the row that was left out has no reference ID.
  const updated = JSON.parse((await run('push', made.results, '--only-valid', ...target())).out);
  expect(updated).toMatchObject({ accepted: 2, skipped: 1 });
  const deleted = JSON.parse(
    (await run('push', made.results, '--operation', 'delete', '--only-valid', ...target())).out,
  );
  expect(deleted).toMatchObject({ accepted: 2, skipped: 1 });
  expect(practice.requests().map(({ operation, answer }) => `${operation} ${answer}`)).toEqual([
    'create success',
    'create success',
    'update success',
    'update success',
    'delete success',
    'delete success',
  ]);
  const sent = practice.requests().map(({ referenceId }) => referenceId);
  expect([...sent.slice(2, 4)].sort()).toEqual([...ids].sort());
  expect([...sent.slice(4)].sort()).toEqual([...ids].sort());
}, 60_000);

test('a creation that went unanswered waits for a person’s word', async () => {
  practice = await startPractice({ token, faults: { drop: 1 } });
  const file = join(folder, 'new-permits.csv');
  writeFileSync(file, 'permitNo,plate,endTime\r\nP-1,AB,2031-12-31T23:59:59\r\n');
  const pushed = await run('push', file, '--operation', 'create', ...target());
  expect(pushed.code).toBe(1);
  const { batch, unknown } = JSON.parse(pushed.out);
  expect(unknown).toBe(1);
  const retried = await run('retry', batch, ...target());
  expect(retried.code).toBe(1);
  expect(retried.err).toContain('--unknown-too');
  expect(practice.requests()).toHaveLength(1);
  const decided = JSON.parse((await run('retry', batch, '--unknown-too', ...target())).out);
  expect(decided).toMatchObject({ unknown: 1, attempts: 2 });
  expect(practice.requests()).toHaveLength(2);
}, 60_000);

test('a field that the operation does not have cannot be mapped', async () => {
  const file = join(folder, 'permits.csv');
  writeFileSync(file, 'Reference ID,Lot\r\nref-1,7\r\n');
  const refused = await run('validate', file, '--map', 'Lot=zone');
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('referenceId, endDate, plate, amount, currency');
  expect((await run('validate', file, '--operation', 'destroy')).code).toBe(2);
}, 30_000);
