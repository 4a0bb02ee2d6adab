import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeResults } from '../../../../src/batch/exports/results.ts';
import { mostAttempts } from '../../../../src/batch/push/reply-action.ts';
import { startPractice } from '../../../../src/opscom/practice/practice.ts';
import { wordsIn } from '../../../../src/words/words.ts';
import { makeBatch } from '../../../support/made-batch.ts';
import { outcomesOf, push, testToken } from '../../../support/push-batch.ts';

test('10,000 rows against errors, cut connections, garbled replies and throttling at once', async () => {
  const rows = 10_000;
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  const practice = await startPractice({
    token: testToken,
    faults: { fail: 0.2, drop: 0.1, garble: 0.05, throttle: 800, randomSeed: 7 },
  });
  const document = makeBatch(folder, { rows });
  const end = await push(document, practice.url, { concurrency: 32, patienceMs: 60_000 });
  const sent = new Map<string, string[]>();
  for (const { referenceId, answer } of practice.requests()) {
    const answers = sent.get(referenceId);
    if (answers) answers.push(answer);
    else sent.set(referenceId, [answer]);
  }
  const kinds = new Map<string, number>();
  for (const { answer } of practice.requests()) kinds.set(answer, (kinds.get(answer) ?? 0) + 1);
  await practice.close();

  // A third of what was asked met a fault; the limit of requests a second turned some away.
  expect(kinds.get('fail')).toBeGreaterThan(rows * 0.2);
  expect(kinds.get('drop')).toBeGreaterThan(rows * 0.1);
  expect(kinds.get('garble')).toBeGreaterThan(rows * 0.05);
  expect(kinds.get('throttle')).toBeGreaterThan(0);
  expect(end.end).toBe('finished');
  const outcomes = outcomesOf(document);
  const accepted = outcomes.filter(({ status }) => status === 'accepted');
  const unknown = outcomes.filter(({ status }) => status === 'unknown');
  expect(end.tally).toEqual({
    accepted: accepted.length,
    unknown: unknown.length,
    rejected: 0,
    unsent: 0,
    skipped: 0,
  });
  expect(accepted.length + unknown.length).toBe(rows);
  expect(unknown.every(({ attempts }) => attempts === mostAttempts)).toBe(true);
  for (const { row, status, attempts, resent } of outcomes) {
    const answers = sent.get(`ref-${String(row - 2).padStart(7, '0')}`) ?? [];
    const spent = answers.filter((answer) => answer !== 'throttle');
    expect(spent).toHaveLength(attempts);
    expect(spent.filter((answer) => answer === 'success')).toHaveLength(status === 'accepted' ? 1 : 0);
    expect(resent).toBe(spent.length > 1 ? 1 : 0);
  }
  const results = await writeResults(document, wordsIn('en'));
  expect(results.ok && readFileSync(results.value, 'utf8').trimEnd().split('\r\n').length).toBe(rows + 1);
  document.close();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile())
      expect(readFileSync(join(entry.parentPath, entry.name)).includes(testToken)).toBe(false);
  }
  rmSync(folder, { recursive: true, force: true });
}, 120_000);
