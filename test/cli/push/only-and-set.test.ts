import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { place, practice, withPractice } from '../../support/each-push.ts';

const token = 'token-of-the-terminal-0815';
withPractice(token, ['a-1', 'a-2', 'a-3']);

const to = (url: string) => place.to(url);
const csv = (name: string, ...lines: string[]) => place.csv(name, ...lines);
const push = (file: string, ...more: string[]) => place.run(['push', file, ...to(practice.url), ...more]);

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
