import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { editCell } from '../../../../src/batch/edits/edit.ts';
import { writeReport } from '../../../../src/batch/exports/report/write-report.ts';
import type { BatchDocument } from '../../../../src/batch/file/document.ts';
import { openDocument } from '../../../../src/batch/file/open-document.ts';
import { tally } from '../../../../src/batch/file/tally.ts';
import { signTrail } from '../../../../src/batch/trail/signature.ts';
import { signingOf } from '../../../../src/batch/verify/verification.ts';
import { verifyBatch } from '../../../../src/batch/verify/verify-batch.ts';
import { verifyReport } from '../../../../src/batch/verify/verify-report.ts';
import { wordsIn } from '../../../../src/words/words.ts';
import { checkedBatch, editor } from '../../../support/checked-batch.ts';
import { push } from '../../../support/push-batch.ts';
import { accept, scriptedController } from '../../../support/scripted-controller.ts';
import { newSigningKey } from '../../../support/signed-batch.ts';

const rows = [
  ['Reference ID', 'License Plate', 'End Date'],
  ...Array.from({ length: 200 }, (_, n) => [`ref-${n}`, `PLATE ${n}`, '2031-12-31T23:59:59']),
];

/** Pushes a batch to a controller that takes its time, and does something meanwhile, again and again. */
async function whilePushing(
  folder: string,
  meanwhile: (document: BatchDocument) => Promise<void>,
): Promise<BatchDocument> {
  const document = await checkedBatch(folder, rows);
  const controller = await scriptedController((request, response) => {
    setTimeout(() => accept(request, response), 15);
  });
  try {
    let pushing = true;
    const pushed = push(document, controller.url, { concurrency: 4 }).finally(() => {
      pushing = false;
    });
    while (pushing) {
      await meanwhile(document);
      await pause(20);
    }
    await pushed;
  } finally {
    await controller.close();
  }
  return document;
}

test('verifying during a push, and a report written then, read one state of the batch', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'permit-loader-during-'));
  const accepted = new Set<number>();
  const document = await whilePushing(folder, async (batch) => {
    const before = tally(batch).accepted;
    expect(await verifyBatch(batch)).toMatchObject({ first: null });
    accepted.add(tally(batch).accepted - before);
    const choice = { format: 'json', words: wordsIn('en'), redacted: false, allRows: false } as const;
    const written = await writeReport(batch, join(folder, 'report.json'), { ...choice, now: new Date() });
    if (!written.ok) throw new Error(written.failure.code);
    expect(await verifyReport(written.value.path)).toMatchObject({ value: { first: null } });
  });
  expect(tally(document).accepted).toBe(200);
  // Outcomes were written while the batch was verified, or this test would say nothing.
  expect(Math.max(...accepted)).toBeGreaterThan(0);
  document.close();
}, 60_000);

test('an edit in the midst of verifying is not taken for a change of what was verified', async () => {
  const document = await checkedBatch(mkdtempSync(join(tmpdir(), 'permit-loader-during-')), rows);
  const verifying = verifyBatch(document);
  expect(editCell(document, { row: 2, column: 2, value: 'PLATE X' }, editor).ok).toBe(true);
  const found = await verifying;
  expect(found).toMatchObject({ first: null, entries: 1 });
  expect(await verifyBatch(document)).toMatchObject({ first: null, entries: 2 });
  document.close();
});

test('a run that was cut off is vouched for by who signs the run that resumes it, and by nobody before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'permit-loader-during-'));
  const path = join(folder, 'cut-off.permitbatch');
  let cutOff = false;
  const whole = await whilePushing(folder, async ({ db }) => {
    // What a killed process leaves behind: some accepted, some in the air.
    const { sending } = db
      .prepare("select count(*) as sending from outcome where status = 'sending'")
      .get() as {
      sending: number;
    };
    if (cutOff || sending === 0) return;
    cutOff = true;
    db.prepare('vacuum into ?').run(path);
  });
  whole.close();
  const opened = openDocument(path);
  if (!opened.ok) throw new Error(opened.failure.code);
  const document = opened.value;
  document.db.exec('pragma journal_mode = wal');
  const { publicKey, privateKey } = newSigningKey();
  const before = await verifyBatch(document);
  expect(before.first).toBeNull();
  expect(before.inTheAir).toBeGreaterThan(0);
  expect(signingOf(before, publicKey)).toMatchObject({ code: 'unsigned', runs: [1] });
  const controller = await scriptedController(accept);
  await push(document, controller.url, { kind: 'resume' });
  await controller.close();
  expect(signingOf(await verifyBatch(document), publicKey)).toMatchObject({ runs: [1, 2] });
  signTrail(document, privateKey, new Date());
  const after = await verifyBatch(document);
  expect(after).toMatchObject({ first: null, inTheAir: 0 });
  expect(signingOf(after, publicKey)).toEqual({ code: 'signed', runs: [], entries: 0 });
  document.close();
}, 60_000);
