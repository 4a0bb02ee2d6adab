import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeReport } from '../../../../src/batch/exports/report/write-report.ts';
import { writeResults } from '../../../../src/batch/exports/results.ts';
import { lastRun } from '../../../../src/batch/push/run.ts';
import { verifyBatch } from '../../../../src/batch/verify/verify-batch.ts';
import { wordsIn } from '../../../../src/words/words.ts';
import { makeBatch } from '../../../support/made-batch.ts';
import { push, testToken } from '../../../support/push-batch.ts';
import { filesHolding } from '../../../support/push-folder.ts';
import { answerJson, scriptedController } from '../../../support/scripted-controller.ts';

test('a token that comes back as an ID, a message, a page or an address is in no batch, results or report', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-controller-'));
  const answers = [
    { status: 'success', reference_id: 'new', InternalReferenceID: testToken },
    { status: 'success', reference_id: testToken },
    { status: 'success', reference_id: `new-${testToken}` },
    { ErrorCode: 9030, ErrorMessage: `${testToken} is too long` },
    { error: testToken },
  ];
  const controller = await scriptedController((request, response) => {
    const answer = answers[request.before % answers.length];
    if (request.before % 7 === 6) response.end(`<html>${testToken}</html>`);
    else if (request.before % 11 === 10)
      answerJson(response, {}, 302, { location: `https://elsewhere.test/${testToken}` });
    else answerJson(response, answer ?? {});
  });
  const rows = Array.from({ length: 60 }, (_, n) => [`P-${n}`, 'AB', 'x']);
  const document = makeBatch(folder, { operation: 'create', rows, headers: ['Permit No', 'Plate', 'Note'] });
  const end = await push(document, controller.url);
  await controller.close();
  expect(end.tally).toMatchObject({ skipped: 0, unsent: 0 });
  expect(end.tally.accepted).toBeGreaterThan(0);
  expect((await writeResults(document, wordsIn('en'), { out: join(folder, 'results.csv') })).ok).toBe(true);
  for (const format of ['html', 'csv', 'json'] as const) {
    const written = await writeReport(document, join(folder, `report.${format}`), {
      format,
      redacted: false,
      allRows: true,
      words: wordsIn('en'),
      now: new Date(),
    });
    expect(written.ok).toBe(true);
  }
  document.db.exec('pragma wal_checkpoint(truncate)');
  document.close();
  expect(filesHolding(folder, testToken)).toEqual([]);
  rmSync(folder, { recursive: true });
});

test('a wait of 400 digits stops the run with a number, and leaves its trail whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-controller-'));
  const controller = await scriptedController((_request, response) =>
    answerJson(response, {}, 429, { 'retry-after': '9'.repeat(400) }),
  );
  const document = makeBatch(folder, { rows: 3 });
  const end = await push(document, controller.url);
  await controller.close();
  expect(end).toMatchObject({ end: 'stopped', reason: { facts: { seconds: 86_400 } } });
  expect(lastRun(document)?.stoppedBy).toEqual({
    code: 'asked-to-wait-too-long',
    facts: { seconds: 86_400 },
  });
  expect(await verifyBatch(document)).toMatchObject({ first: null, discrepancies: 0 });
  document.close();
  rmSync(folder, { recursive: true });
});
