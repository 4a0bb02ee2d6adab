import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeBatch, referenceOf } from '../../../support/made-batch.ts';
import { push } from '../../../support/push-batch.ts';
import { accept, type ScriptedController, scriptedController } from '../../../support/scripted-controller.ts';

let folder: string;
let controller: ScriptedController | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'order-'));
});
afterEach(async () => {
  await controller?.close();
  controller = null;
  rmSync(folder, { recursive: true, force: true });
});

const sent = () => (controller?.got ?? []).map(({ referenceId }) => referenceId);

test('a row whose controller hung is asked for again only when no fresh one is left', async () => {
  controller = await scriptedController((request, response) => {
    const hangs = request.referenceId === referenceOf(3) && request.earlier === 0;
    if (!hangs) setTimeout(() => accept(request, response), 20);
  });
  const document = makeBatch(folder, { rows: 200 });
  const end = await push(document, controller.url, { concurrency: 4, timeouts: { headers: 300 } });
  expect(end.tally.accepted).toBe(200);
  expect(sent().indexOf(referenceOf(3))).toBeLessThan(8);
  expect(sent().lastIndexOf(referenceOf(3))).toBe(200);
  document.close();
});

test('a resumption sends first what was never sent, then what was in the air or left unknown', async () => {
  controller = await scriptedController(accept);
  const document = makeBatch(folder, { rows: 30 });
  await push(document, controller.url);
  // As a kill would have left it: five rows in the air, one cut off unknown, ten never begun.
  document.db.exec(`
    update outcome set status = 'sending', entry = null where row between 2 and 6;
    update outcome set status = 'unknown', completed_at = null where row = 7;
    delete from outcome where row > 21;
    update run set ended_at = null, "end" = null, stopped_by = null`);
  const before = controller.got.length;
  const end = await push(document, controller.url, { kind: 'resume', concurrency: 1 });
  expect(end).toMatchObject({ end: 'finished', tally: { accepted: 30 } });
  const resumed = sent().slice(before);
  const at = (rows: readonly number[]) => rows.map((row) => referenceOf(row - 2));
  expect(new Set(resumed.slice(0, 10))).toEqual(new Set(at([22, 23, 24, 25, 26, 27, 28, 29, 30, 31])));
  expect(new Set(resumed.slice(10))).toEqual(new Set(at([2, 3, 4, 5, 6, 7])));
  document.close();
});

test('but of one permit the earlier row first, even if it was in the air', async () => {
  controller = await scriptedController(accept);
  const rows = [
    ['twice', 'OLD', ''],
    ['once', 'AB', ''],
    ['twice', 'NEW', ''],
  ];
  const document = makeBatch(folder, { rows });
  document.db.exec(`update meta set value = json_set(value, '$.duplicates', 'all') where key = 'settings'`);
  await push(document, controller.url);
  document.db.exec(`
    update outcome set status = 'sending', entry = null where row = 2;
    delete from outcome where row > 2;
    update run set ended_at = null, "end" = null, stopped_by = null`);
  const before = controller.got.length;
  await push(document, controller.url, { kind: 'resume' });
  expect(controller.got.slice(before).map(({ plate }) => plate)).toEqual(['AB', 'OLD', 'NEW']);
  document.close();
});
