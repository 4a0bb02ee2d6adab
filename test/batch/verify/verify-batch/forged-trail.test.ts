import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { editCell } from '../../../../src/batch/edits/edit.ts';
import { tally } from '../../../../src/batch/file/tally.ts';
import { beginRun, endRun } from '../../../../src/batch/push/run.ts';
import { canonical, sha256 } from '../../../../src/batch/trail/canonical.ts';
import { trailHead } from '../../../../src/batch/trail/trail.ts';
import { signingOf } from '../../../../src/batch/verify/verification.ts';
import { verifyBatch } from '../../../../src/batch/verify/verify-batch.ts';
import { verifyReport } from '../../../../src/batch/verify/verify-report.ts';
import { editor } from '../../../support/checked-batch.ts';
import {
  appendOutcome,
  byKey,
  code,
  copied,
  forge,
  judged,
  recipe,
  run,
  runOf,
  signed,
  withSignedBatch,
  writtenReport,
} from '../../../support/forged-batch.ts';
import { newSigningKey } from '../../../support/signed-batch.ts';

withSignedBatch();

test('the batch itself, and its reports, verify and are signed by the key', async () => {
  const { document } = signed;
  expect(tally(document)).toEqual({ accepted: 7, rejected: 1, unknown: 0, unsent: 0, skipped: 1 });
  const found = await verifyBatch(document);
  expect(code(found)).toBe('whole');
  expect(byKey(found)).toEqual({ code: 'signed', runs: [], entries: 0 });
  expect(signingOf(found, newSigningKey().publicKey)).toMatchObject({ code: 'other', runs: [1, 2] });
  for (const redacted of [false, true]) {
    const path = await writtenReport(copied(), redacted);
    expect(await judged(path)).toEqual({ product: 'whole', key: 'signed', script: 'fits' });
  }
});

describe('in a batch', () => {
  test('an outcome that was appended after the last signature is found', async () => {
    const document = copied();
    appendOutcome(document, 7, 2);
    expect(code(await verifyBatch(document))).toBe('entry-out-of-place');
    expect(await judged(await writtenReport(document))).toMatchObject({
      product: 'entry-out-of-place',
      script: expect.stringContaining('does not fit'),
    });
    document.close();
  });

  test('so is one within a run that was made up, against the key; without it the run is said to be unsigned', async () => {
    const document = copied();
    beginRun(document, runOf('retry'), new Date());
    appendOutcome(document, 7, 3);
    endRun(document, 3, 'finished', null, new Date());
    const found = await verifyBatch(document);
    expect(code(found)).toBe('whole');
    expect(byKey(found)).toMatchObject({ code: 'partly', runs: [3] });
    expect(signingOf(found, null)).toMatchObject({ code: 'partly', runs: [3], entries: 3 });
    expect(await judged(await writtenReport(document))).toEqual({
      product: 'whole',
      key: 'partly',
      script: expect.stringContaining('the key: it did not sign run 3'),
    });
    document.close();
  });

  test('what an entry counts of its rows is held against them', async () => {
    const document = copied();
    beginRun(document, runOf('retry'), new Date());
    appendOutcome(document, 7, 3);
    expect(code(await verifyBatch(document))).toBe('whole');
    const { seq, entry } = document.db
      .prepare('select seq, entry from trail order by seq desc limit 1')
      .get() as { seq: number; entry: string };
    const forged = canonical({ ...JSON.parse(entry), accepted: 5 });
    forge(document, `update trail set entry = '${forged}', hash = '${sha256(forged)}' where seq = ${seq}`);
    expect((await verifyBatch(document)).first).toMatchObject({ code: 'outcomes-changed', seq });
    document.close();
  });

  test('a skipped row that is told as one to be sent is found', async () => {
    const document = copied();
    forge(
      document,
      "update row set state = 0 where number = 10; update meta set value = json_set(value, '$.valid', 9, '$.invalid', 0) where key = 'counts'",
    );
    expect(code(await verifyBatch(document))).not.toBe('whole');
    document.close();
  });

  test('a last run that was taken out leaves an older whole state: only a head that was noted shows it', async () => {
    const document = copied();
    const head = trailHead(document.db)?.hash ?? '';
    const { seq } = document.db
      .prepare('select min(seq) as seq from trail where entry like \'%"kind":"run-started"%"run":2,%\'')
      .get() as { seq: number };
    forge(
      document,
      `delete from outcome where run = 2;
       insert into outcome (row, entry, run, status, attempts, resent, http_status, error_code, message, reference_id,
         internal_reference_id, completed_at, sent, note)
       select row, entry, run, status, attempts, resent, http_status, error_code, message, reference_id,
         internal_reference_id, completed_at, sent, note from outcome_past;
       delete from outcome_past; delete from run where id = 2; delete from trail where seq >= ${seq}`,
    );
    const older = trailHead(document.db)?.hash ?? '';
    const results = createHash('sha256').update(readFileSync(signed.results)).digest('hex');
    expect(byKey(await verifyBatch(document))).toMatchObject({ code: 'signed' });
    expect(await verifyBatch(document, head)).toMatchObject({ first: null, noted: null });
    // The results of the run that was taken out serve as a head too.
    expect(await verifyBatch(document, results)).toMatchObject({ noted: null });
    expect((await verifyBatch(document, older)).noted).toBe(seq - 1);
    expect(await verifyBatch(signed.document, older)).toMatchObject({ first: null, noted: seq - 1 });
    expect((await verifyBatch(signed.document, head)).noted).toBe(trailHead(signed.document.db)?.seq);
    expect((await verifyBatch(signed.document, results)).noted).not.toBeNull();
    const report = await writtenReport(document);
    expect(await verifyReport(report, head)).toMatchObject({ value: { first: null, noted: null } });
    await expect(run(process.execPath, [recipe, report, '--head', head])).rejects.toThrow(/the head/);
    expect((await run(process.execPath, [recipe, report, '--head', older])).stdout).toMatch(/^fits/);
    document.close();
  });

  test('what a person does afterwards without pushing may follow, and is said to be unsigned', async () => {
    const document = copied();
    expect(editCell(document, { row: 10, column: 2, value: 'PLATE C' }, editor).ok).toBe(true);
    const report = await writtenReport(document);
    const found = await verifyBatch(document);
    expect(code(found)).toBe('whole');
    expect(byKey(found)).toEqual({ code: 'signed', runs: [], entries: 2 });
    expect(await judged(report)).toEqual({ product: 'whole', key: 'signed', script: 'fits' });
    document.close();
  });
});
