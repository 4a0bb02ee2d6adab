import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeResults } from '../../../../src/batch/exports/results.ts';
import type { BatchDocument } from '../../../../src/batch/file/document.ts';
import { entries } from '../../../../src/batch/trail/trail.ts';
import { verifyBatch } from '../../../../src/batch/verify/verify-batch.ts';
import { wordsIn } from '../../../../src/words/words.ts';
import { makeBatch } from '../../../support/made-batch.ts';
import { outcomesOf, push, tryPush } from '../../../support/push-batch.ts';
import {
  accept,
  answerJson,
  reject,
  type ScriptedController,
  scriptedController,
} from '../../../support/scripted-controller.ts';

let folder: string;
let controller: ScriptedController | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'operations-'));
});
afterEach(async () => {
  await controller?.close();
  controller = null;
  rmSync(folder, { recursive: true, force: true });
});

type Script = Parameters<typeof scriptedController>[0];
async function serve(script: Script): Promise<string> {
  controller = await scriptedController(script);
  return controller.url;
}
/** Takes the request in and cuts the connection: nobody can say what became of it. */
const drop: Script = (_request, response) => response.destroy();
const sent = (key: string) => controller?.got.filter(({ referenceId }) => referenceId === key).length;
const statuses = (document: BatchDocument) => outcomesOf(document).map(({ status }) => status);

describe('a creation', () => {
  const permits = (names: readonly string[]) =>
    makeBatch(folder, {
      operation: 'create',
      headers: ['Permit No', 'Plate', 'Note'],
      rows: names.map((name) => [name, 'AB', 'x']),
    });

  test.each<[string, Script]>([
    ['a connection that is cut', drop],
    ['an answer that is nonsense', (_request, response) => response.end('<html>')],
    ['a server error', (_request, response) => answerJson(response, {}, 500)],
  ])('is sent once and stays unknown after %s', async (_, fault) => {
    const url = await serve((request, response) =>
      (request.referenceId === 'P-2' ? fault : accept)(request, response),
    );
    const document = permits(['P-1', 'P-2', 'P-3']);
    const end = await push(document, url);
    expect(end.tally).toMatchObject({ accepted: 2, unknown: 1 });
    expect(sent('P-2')).toBe(1);
    // Neither a retry nor another push touches it.
    expect(await tryPush(document, url, { kind: 'retry' })).toMatchObject({
      failure: { code: 'nothing-to-retry', facts: { unknown: 1 } },
    });
    await push(document, url);
    expect(sent('P-2')).toBe(1);
    expect(statuses(document)).toEqual(['accepted', 'unknown', 'accepted']);
    document.close();
  });

  test('that the controller turned away unread (429) is sent again', async () => {
    const url = await serve((request, response) =>
      request.earlier === 0
        ? answerJson(response, {}, 429, { 'retry-after': '0' })
        : accept(request, response),
    );
    const document = permits(['P-1']);
    expect((await push(document, url)).tally).toMatchObject({ accepted: 1 });
    document.close();
  });

  test('is sent again when a person has decided so, and the trail can tell', async () => {
    const url = await serve((request, response) =>
      (request.referenceId === 'P-2' && request.earlier === 0 ? drop : accept)(request, response),
    );
    const document = permits(['P-1', 'P-2']);
    await push(document, url);
    const end = await push(document, url, { kind: 'retry', unknownToo: true });
    expect(end.tally).toMatchObject({ accepted: 2, unknown: 0 });
    expect(outcomesOf(document)[1]).toMatchObject({ attempts: 2, resent: 1 });
    const told = [...entries(document.db)];
    const runs = told.filter((entry) => entry.kind === 'run-started');
    expect(runs.map(({ unknownToo }) => unknownToo)).toEqual([undefined, true]);
    const groups = told.filter((entry) => entry.kind === 'outcomes');
    expect(groups.reduce((sum, { unknown }) => sum + unknown, 0)).toBe(1);
    expect(groups.at(-1)).toMatchObject({ run: 2, count: 1, accepted: 1, resent: 1 });
    expect(await verifyBatch(document)).toMatchObject({ first: null, discrepancies: 0 });
    document.close();
  });

  test('that was in the air when a run was cut off is not sent by the resumption', async () => {
    const url = await serve(accept);
    const document = permits(['P-1', 'P-2', 'P-3']);
    await push(document, url);
    // As a kill would have left it: sent, and no answer on disk.
    document.db.exec(`
      update outcome set status = 'sending' where row in (2, 4);
      update run set ended_at = null, "end" = null, stopped_by = null`);
    const end = await push(document, url, { kind: 'resume' });
    expect(end).toMatchObject({ end: 'finished', tally: { accepted: 1, unknown: 2, unsent: 0 } });
    expect([sent('P-1'), sent('P-2'), sent('P-3')]).toEqual([1, 1, 1]);
    expect(outcomesOf(document)[0]).toMatchObject({
      status: 'unknown',
      message: null,
      note: '{"code":"not-repeated","facts":{}}',
    });
    document.close();
  });

  test('hands its reference ID to the results', async () => {
    const url = await serve((request, response) =>
      answerJson(response, { status: 'success', reference_id: `new-${request.referenceId}` }),
    );
    const document = permits(['P-1', 'P-2']);
    await push(document, url);
    const out = join(folder, 'results.csv');
    expect((await writeResults(document, wordsIn('en'), { out })).ok).toBe(true);
    const [, first, second] = readFileSync(out, 'utf8').split('\r\n');
    expect(first).toContain('P-1,AB,x,accepted,new-P-1');
    expect(second).toContain('P-2,AB,x,accepted,new-P-2');
    document.close();
  });

  test('without a permit number is nobody’s duplicate', async () => {
    // The first goes alone; the others get their answers only once both are there, which a queue would never let be.
    const held: (() => void)[] = [];
    const url = await serve((request, response) => {
      const answer = () => answerJson(response, { status: 'success', reference_id: 'new' });
      if (request.before === 0) answer();
      else if (held.push(answer) === 2) for (const give of held) give();
    });
    const document = permits(['', '', ' ']);
    expect((await push(document, url, { timeouts: { headers: 2_000 } })).tally).toMatchObject({
      accepted: 3,
    });
    document.close();
  });
});

describe('a deletion', () => {
  const permits = (ids: readonly string[]) =>
    makeBatch(folder, { operation: 'delete', rows: ids.map((id) => [id, 'AB', 'x']) });

  test('that is not found is rejected; after an unanswered attempt it is unknown', async () => {
    const url = await serve((request, response) => {
      if (request.referenceId === 'gone-after-drop' && request.earlier === 0) drop(request, response);
      else if (request.referenceId === 'kept') accept(request, response);
      else reject(9009)(request, response);
    });
    const document = permits(['kept', 'never-there', 'gone-after-drop']);
    const end = await push(document, url);
    expect(end.tally).toMatchObject({ accepted: 1, rejected: 1, unknown: 1 });
    expect(outcomesOf(document)[2]).toMatchObject({
      status: 'unknown',
      error_code: 9009,
      message: 'error 9009',
      note: '{"code":"maybe-deleted","facts":{}}',
      attempts: 2,
    });
    // What is unknown may be asked for again: a deletion does no harm twice.
    const again = await push(document, url, { kind: 'retry' });
    expect(again.tally).toMatchObject({ rejected: 1, unknown: 1 });
    document.close();
  });
});
