import { execFile } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { changeMany } from '../../../../src/batch/edits/bulk/change-many.ts';
import { editCell, redo, undo } from '../../../../src/batch/edits/edit.ts';
import { writeReport } from '../../../../src/batch/exports/report/write-report.ts';
import { writeResults } from '../../../../src/batch/exports/results.ts';
import { leftOutRows, readCounts } from '../../../../src/batch/file/counts.ts';
import type { BatchDocument } from '../../../../src/batch/file/document.ts';
import { openDocument } from '../../../../src/batch/file/open-document.ts';
import { outcomes, type Tally, tally } from '../../../../src/batch/file/tally.ts';
import { countPending, retryableRows, scopeFromNow } from '../../../../src/batch/push/pending.ts';
import { rowPage } from '../../../../src/batch/rows/rows.ts';
import { canonical, type Json, sha256 } from '../../../../src/batch/trail/canonical.ts';
import { entries } from '../../../../src/batch/trail/trail.ts';
import { verifyBatch } from '../../../../src/batch/verify/verify-batch.ts';
import { verifyReport } from '../../../../src/batch/verify/verify-report.ts';
import { wordsIn } from '../../../../src/words/words.ts';
import { checkedBatch, editor } from '../../../support/checked-batch.ts';
import { forge } from '../../../support/forged-batch.ts';
import { outcomesOf, push, tryPush } from '../../../support/push-batch.ts';
import { accept, answerJson, reject } from '../../../support/scripted-controller.ts';
import { scriptedPush } from '../../../support/scripted-push.ts';

const place = scriptedPush();
const words = wordsIn('en');
const run = promisify(execFile);
const none = { accepted: 0, rejected: 0, unknown: 0, unsent: 0, skipped: 0 };
const rowCount = 12;

const records = [
  ['Reference ID', 'License Plate'],
  ...Array.from({ length: rowCount }, (_, n) => [`ref-${n + 2}`, `PL8-${n}`]),
];

const leaveOut = (document: BatchDocument, rows: readonly number[]) =>
  changeMany(document, { scope: { rows }, change: { kind: 'leave-out', reason: 'by-hand' } }, editor);
const bringBack = (document: BatchDocument, rows: readonly number[]) =>
  changeMany(document, { scope: { rows }, change: { kind: 'bring-back' } }, editor);

/** Status and message of each row as the results are written now, by row number. */
async function resultsOf(document: BatchDocument) {
  const written = await writeResults(document, words, { out: join(place.folder, 'now.csv') });
  if (!written.ok) throw new Error(written.failure.code);
  const text = readFileSync(written.value, 'utf8').slice(1);
  const [header = [], ...lines] = Papa.parse<string[]>(text, { skipEmptyLines: true }).data;
  const at = (name: string) => header.indexOf(name);
  return new Map(
    lines.map((line, n) => [
      n + 2,
      { status: line[at('opscom_status')], message: line[at('opscom_message')] },
    ]),
  );
}

async function reportOf(document: BatchDocument): Promise<string> {
  const out = join(place.folder, 'now.json');
  const report = await writeReport(document, out, {
    format: 'json',
    words,
    redacted: false,
    allRows: true,
    now: new Date(),
  });
  if (!report.ok) throw new Error(report.failure.code);
  return report.value.path;
}

/** What the script of docs/audit.md says of a report. */
async function script(report: string): Promise<string> {
  const guide = readFileSync(join(import.meta.dirname, '../../../../docs/audit.md'), 'utf8');
  const path = join(place.folder, 'verify.mjs');
  writeFileSync(path, /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? '');
  return run(process.execPath, [path, report]).then(
    ({ stdout }) => (stdout.startsWith('fits') ? 'fits' : stdout),
    (cause: { stderr: string }) => /Error: (.*)/.exec(cause.stderr)?.[1] ?? cause.stderr,
  );
}

/** A row that a run wrote down as unsent, as nothing answered it, and a controller that does by now. */
async function unreached() {
  const url = await place.serve(accept);
  const document = await checkedBatch(place.folder, records);
  await push(document, 'http://127.0.0.1:1');
  const row = outcomesOf(document).find(({ status }) => status === 'unsent')?.row ?? 0;
  expect(row).toBeGreaterThan(0);
  return { document, url, row };
}

test('a row that a run wrote down as unsent and that is left out then is skipped, with its reason, until it is brought back', async () => {
  const { document, row } = await unreached();
  const before = (await resultsOf(document)).get(row);
  expect(before).toMatchObject({ status: 'unsent', message: expect.stringMatching(/answers/) });
  leaveOut(document, [row]);
  expect(tally(document)).toEqual({ ...none, unsent: rowCount - 1, skipped: 1 });
  expect((await resultsOf(document)).get(row)).toEqual({
    status: 'skipped',
    message: words.leftOut['by-hand'],
  });
  const found = (resultText: string) =>
    rowPage(document, { filter: { resultText, outcome: 'skipped' }, offset: 0, limit: 5 }).total;
  expect(found('answers')).toBe(0);
  expect(found(`ref-${row}`)).toBe(1);
  bringBack(document, [row]);
  expect(tally(document)).toEqual({ ...none, unsent: rowCount });
  expect((await resultsOf(document)).get(row)).toEqual(before);
  document.close();
});

test('a row that is left out goes with no resumption, push or retry, and is brought back as one to be sent', async () => {
  const { document, url, row } = await unreached();
  leaveOut(document, [row]);
  const resumed = await push(document, url, { kind: 'resume' });
  expect(resumed.tally).toEqual({ ...none, accepted: rowCount - 1, skipped: 1 });
  expect(await verifyBatch(document)).toMatchObject({ first: null });
  expect(await tryPush(document, url, { kind: 'retry', outcomes: ['unsent'] })).toMatchObject({
    failure: { code: 'nothing-to-retry' },
  });
  await push(document, url);
  const sent = () => place.got.filter(({ referenceId }) => referenceId === `ref-${row}`).length;
  expect(sent()).toBe(0);
  bringBack(document, [row]);
  expect(tally(document)).toEqual({ ...none, accepted: rowCount - 1, unsent: 1 });
  expect((await push(document, url)).tally).toEqual({ ...none, accepted: rowCount });
  expect(sent()).toBe(1);
  expect(await verifyBatch(document)).toMatchObject({ first: null });
  document.close();
});

test('what was rejected or left without an answer stays that when it is left out', async () => {
  const url = await place.serve((request, response) => {
    if (request.referenceId === 'ref-3') reject(9022)(request, response);
    else if (request.referenceId === 'ref-4') response.destroy();
    else accept(request, response);
  });
  const document = await checkedBatch(place.folder, records);
  await push(document, url, { backoffMs: 1 });
  leaveOut(document, [3, 4]);
  expect(tally(document)).toEqual({ ...none, accepted: rowCount - 2, rejected: 1, unknown: 1 });
  const told = await resultsOf(document);
  expect([3, 4].map((row) => told.get(row)?.status)).toEqual(['rejected', 'unknown']);
  // Not to be sent again, whatever they are.
  expect(retryableRows(document)).toEqual({ rejected: 0, unknown: 0, unsent: 0 });
  expect(await tryPush(document, url, { kind: 'retry' })).toMatchObject({
    failure: { code: 'nothing-to-retry' },
  });
  bringBack(document, [3, 4]);
  expect(retryableRows(document)).toEqual({ rejected: 1, unknown: 1, unsent: 0 });
  document.close();
});

test('a trail of a version that told left-out rows as unsent is whole, and one that tells them so otherwise is not', async () => {
  const { document, row } = await unreached();
  leaveOut(document, [row]);
  await push(document, 'http://127.0.0.1:1');
  const last = [...entries(document.db)].findLast((entry) => entry.kind === 'run-ended');
  expect(last).toMatchObject({ tally: { unsent: rowCount - 1, skipped: 1 } });
  const retold = async (changes: Partial<Tally>) => {
    const forged = canonical({ ...last, tally: { ...tally(document), ...changes } } as unknown as Json);
    forge(
      document,
      `update trail set entry = '${forged}', hash = '${sha256(forged)}' where seq = (select max(seq) from trail)`,
    );
    const path = await reportOf(document);
    // The report is on the trail by then, and its entry on the chain of what was there before.
    forge(document, 'delete from trail where seq = (select max(seq) from trail)');
    const found = await verifyReport(path);
    const verdicts = [await verifyBatch(document), found.ok ? found.value : null];
    return { codes: verdicts.map((one) => one?.first?.code ?? 'whole'), script: await script(path) };
  };
  expect(await retold({ unsent: rowCount, skipped: 0 })).toEqual({
    codes: ['whole', 'whole'],
    script: 'fits',
  });
  const wrong = await retold({ unsent: rowCount - 2, skipped: 2 });
  expect(wrong).toEqual({ codes: ['tally-changed', 'tally-changed'], script: 'the tally does not fit' });
  document.close();
});

/** What people do with a batch between and around its runs. */
const act = fc.oneof(
  fc.record({
    kind: fc.constantFrom('leave-out', 'bring-back', 'spoil', 'mend'),
    rows: fc.uniqueArray(fc.integer({ min: 2, max: rowCount + 1 }), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constantFrom('undo', 'redo') }),
  fc.record({
    kind: fc.constantFrom('push', 'resume', 'retry'),
    /** The controller refuses the token after so many answers. */
    answers: fc.integer({ min: 0, max: rowCount }),
    /** Whether a person cancels instead. */
    cancelled: fc.boolean(),
  }),
);

test('the numbers add up everywhere, whatever is left out, brought back and interrupted', async () => {
  let left = 0;
  let onSpent = () => {};
  const url = await place.serve((request, response) => {
    if (left === 0) onSpent();
    if (left-- <= 0) answerJson(response, {}, 401);
    else if (request.referenceId === 'ref-5') reject(9022)(request, response);
    else if (request.referenceId === 'ref-6') response.destroy();
    else accept(request, response);
  });
  const made = await checkedBatch(place.folder, records);
  made.close();
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 9 }), async (acts) => {
      copyFileSync(made.path, `${made.path}.copy`);
      const opened = openDocument(`${made.path}.copy`);
      if (!opened.ok) throw new Error(opened.failure.code);
      const document = opened.value;
      for (const one of acts) {
        if ('rows' in one) {
          if (one.kind === 'leave-out') leaveOut(document, one.rows);
          else if (one.kind === 'bring-back') bringBack(document, one.rows);
          else {
            const value = one.kind === 'spoil' ? 'A plate that is far too long for any permit' : 'PL8 NEW';
            for (const row of one.rows) editCell(document, { row, column: 2, value }, editor);
          }
        } else if ('answers' in one) {
          const cancelling = new AbortController();
          left = one.answers;
          onSpent = () => (one.cancelled ? cancelling.abort() : undefined);
          const before = place.got.length;
          const held = new Set(
            rowPage(document, { filter: { state: 'left-out' }, offset: 0, limit: rowCount }).rows.map(
              ({ number }) => `ref-${number}`,
            ),
          );
          await tryPush(document, url, {
            kind: one.kind,
            onlyValid: true,
            concurrency: 3,
            backoffMs: 1,
            signal: cancelling.signal,
          });
          expect(place.got.slice(before).filter(({ referenceId }) => held.has(referenceId))).toEqual([]);
        } else (one.kind === 'undo' ? undo : redo)(document);
        expectSums(document);
      }
      const now = tally(document);
      const results = [...(await resultsOf(document)).values()];
      for (const outcome of outcomes) {
        expect(results.filter(({ status }) => status === outcome)).toHaveLength(now[outcome]);
      }
      expect(await verifyBatch(document)).toMatchObject({ first: null });
      const report = await reportOf(document);
      expect(await verifyReport(report)).toMatchObject({ value: { first: null } });
      expect(JSON.parse(readFileSync(report, 'utf8')).summary.tally).toEqual(now);
      document.close();
    }),
    { numRuns: 40 },
  );
});

/** Every row is in one state before a push and in one outcome, each found as often as it is counted. */
function expectSums(document: BatchDocument): void {
  const counts = readCounts(document);
  const { leftOut } = counts;
  const now = tally(document);
  const rowsOf = (filter: Parameters<typeof rowPage>[1]['filter']) =>
    rowPage(document, { filter, offset: 0, limit: rowCount }).total;
  expect(outcomes.reduce((sum, outcome) => sum + now[outcome], 0)).toBe(rowCount);
  for (const outcome of outcomes) expect(rowsOf({ outcome })).toBe(now[outcome]);
  expect(
    counts.valid + counts.warned + counts.invalid - leftOut.valid - leftOut.warned - leftOut.invalid,
  ).toBe(rowCount - leftOutRows(counts));
  expect(rowsOf({ state: 'left-out' })).toBe(leftOutRows(counts));
  const again = retryableRows(document);
  for (const outcome of ['rejected', 'unknown', 'unsent'] as const) {
    expect(again[outcome]).toBe(countPending(document, scopeFromNow('retry', true, [outcome])));
    expect(again[outcome]).toBeLessThanOrEqual(now[outcome]);
  }
  const ran = document.db.prepare('select 1 from run').get() !== undefined;
  const unfit = ran ? 0 : counts.invalid - leftOut.invalid;
  expect(countPending(document, scopeFromNow('retry', false, ['unsent']))).toBe(now.unsent - unfit);
}
