import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { editCell, undo } from '../../../../src/batch/edits/edit.ts';
import { writeResults } from '../../../../src/batch/exports/results.ts';
import type { BatchDocument } from '../../../../src/batch/file/document.ts';
import { readMeta } from '../../../../src/batch/file/meta.ts';
import { wordsIn } from '../../../../src/words/words.ts';
import { chooseDuplicates } from '../../../support/checked-batch.ts';
import { makeBatch } from '../../../support/made-batch.ts';
import { outcomesOf, push, tryPush } from '../../../support/push-batch.ts';
import {
  accept,
  answerJson,
  type ScriptedController,
  scriptedController,
} from '../../../support/scripted-controller.ts';

let folder: string;
let controller: ScriptedController;
let document: BatchDocument;
/** Plates that the controller rejects, or leaves without an answer. */
const rejected = new Set<string>();
const unanswered = new Set<string>();
let got: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'same-permit-'));
  got = [];
  rejected.clear();
  unanswered.clear();
  controller = await scriptedController((request, response) => {
    got.push(request.plate);
    if (unanswered.has(request.plate)) response.destroy();
    else if (rejected.has(request.plate)) answerJson(response, { ErrorCode: 9022, ErrorMessage: 'No.' });
    else accept(request, response);
  });
});
afterEach(async () => {
  document.close();
  await controller.close();
  rmSync(folder, { recursive: true, force: true });
});

const none = { accepted: 0, rejected: 0, unknown: 0, unsent: 0, skipped: 0 };
const editor = { who: 'somebody', now: () => new Date() };

/** Permits in file order, `reference/plate` each; every row is to be sent. */
function batchOf(...rows: readonly string[]): BatchDocument {
  document = makeBatch(folder, { rows: rows.map((row) => [...row.split('/'), '']) });
  chooseDuplicates(document, 'all');
  return document;
}

test('an earlier row that failed does not hold up the later one of its permit', async () => {
  batchOf('p1/OLD', 'p1/NEW', 'p2/ONLY');
  unanswered.add('OLD');
  const end = await push(document, controller.url);
  expect(end.tally).toEqual({ ...none, accepted: 2, unknown: 1 });
  expect(got.filter((plate) => plate === 'OLD')).toHaveLength(6);
  expect(got.lastIndexOf('OLD')).toBeLessThan(got.indexOf('NEW'));
});

test.each<['retry' | 'push', string, Set<string>]>([
  ['retry', 'a rejected', rejected],
  ['push', 'a rejected', rejected],
  ['retry', 'an unknown', unanswered],
])('%s never puts the older value of %s row back', async (kind, _name, fault) => {
  batchOf('p1/OLD', 'p1/NEW', 'p2/ONLY');
  fault.add('OLD');
  await push(document, controller.url);
  const before = outcomesOf(document);
  got = [];
  fault.clear();
  const refused = await tryPush(document, controller.url, { kind });
  expect(refused).toMatchObject({ ok: false, failure: { code: 'only-older-rows', facts: { rows: 1 } } });
  expect(got).toEqual([]);
  expect(outcomesOf(document)).toEqual(before);
});

test('a resumption does not either, and ends the run that it goes on with', async () => {
  batchOf('p1/OLD', 'p1/NEW');
  rejected.add('OLD');
  await push(document, controller.url);
  // As if the first row had not reached the controller at any attempt, and the run had then been killed.
  document.db.exec(
    `update outcome set status = 'unsent', attempts = 6 where row = 2; update run set "end" = null`,
  );
  got = [];
  const end = await push(document, controller.url, { kind: 'resume' });
  expect(end).toMatchObject({ end: 'finished', superseded: 1, tally: { ...none, accepted: 1, unsent: 1 } });
  expect(got).toEqual([]);
});

test('the other rows are sent again, and it is said how many were not', async () => {
  batchOf('p1/OLD', 'p2/BAD', 'p1/NEW');
  for (const plate of ['OLD', 'BAD']) rejected.add(plate);
  await push(document, controller.url);
  rejected.clear();
  got = [];
  const end = await push(document, controller.url, { kind: 'retry' });
  expect(end).toMatchObject({ end: 'finished', superseded: 1, tally: { ...none, accepted: 2, rejected: 1 } });
  expect(got).toEqual(['BAD']);
});

test('the results tell at the row why it is left', async () => {
  batchOf('p1/OLD', 'p1/NEW');
  rejected.add('OLD');
  await push(document, controller.url);
  const results = await writeResults(document, wordsIn('en'));
  const [, first, second] = results.ok ? readFileSync(results.value, 'utf8').split('\r\n') : [];
  expect(first).toContain('"No. Not sent again: row 3, a later one of this permit, was accepted."');
  expect(second).not.toContain('Not sent again');
});

test('an edit does not make an older row sendable, unless it becomes another permit’s', async () => {
  batchOf('p1/OLD', 'p1/NEW');
  rejected.add('OLD');
  await push(document, controller.url);
  expect(editCell(document, { row: 2, column: 2, value: 'EDITED' }, editor).ok).toBe(true);
  expect(await tryPush(document, controller.url)).toMatchObject({ failure: { code: 'only-older-rows' } });
  expect(editCell(document, { row: 2, column: 1, value: 'p9' }, editor).ok).toBe(true);
  expect((await push(document, controller.url)).tally).toEqual({ ...none, accepted: 2 });
  expect(got).toEqual(['OLD', 'NEW', 'EDITED']);
});

test('a later row that failed is sent again, for it has the newer value', async () => {
  batchOf('p1/OLD', 'p1/NEW');
  rejected.add('NEW');
  await push(document, controller.url);
  rejected.clear();
  const end = await push(document, controller.url, { kind: 'retry' });
  expect(end).toMatchObject({ superseded: 0, tally: { ...none, accepted: 2 } });
  expect(got).toEqual(['OLD', 'NEW', 'NEW']);
});

test('choosing other duplicates after a run, or taking the choice back, does not bring older rows back', async () => {
  batchOf('p1/OLD', 'p1/NEW');
  chooseDuplicates(document, 'last');
  await push(document, controller.url);
  expect(got).toEqual(['NEW']);
  chooseDuplicates(document, 'all');
  expect(await tryPush(document, controller.url)).toMatchObject({ failure: { code: 'only-older-rows' } });
  for (const answer of ['last', 'all', null]) {
    expect(undo(document).ok).toBe(true);
    expect(readMeta(document, 'settings')?.duplicates).toBe(answer);
  }
  expect(await tryPush(document, controller.url, { onlyValid: true })).toMatchObject({
    failure: { code: 'only-older-rows' },
  });
  expect(got).toEqual(['NEW']);
});
