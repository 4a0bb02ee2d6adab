import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { carryOver } from '../../src/batch/edits/carry-over.ts';
import { editCell } from '../../src/batch/edits/edit.ts';
import { batchFolder } from '../../src/batch/file/data-folder.ts';
import { openDocument } from '../../src/batch/file/open-document.ts';
import { listBatches } from '../../src/batch/library/history.ts';
import { importBatch } from '../../src/batch/library/import-batch.ts';
import { removeBatch, tombstones } from '../../src/batch/library/removal.ts';
import { rowsByNumber } from '../../src/batch/rows/rows.ts';
import { canonicalPath } from '../../src/disk/canonical-path.ts';
import { createTestBatch, editor } from '../support/checked-batch.ts';
import { practiceProcess } from '../support/command-line.ts';
import { outcomesOf } from '../support/push-batch.ts';
import { type PushFolder, pushFolder } from '../support/push-folder.ts';
import { accept, scriptedController } from '../support/scripted-controller.ts';
import { textRow, workbookOf } from '../support/workbook-file.ts';

const rows = 300;
const interruptedAt = 40;

describe('the whole job', () => {
  let place: PushFolder;
  let folder: string;
  let source: string;
  let batch: string;
  beforeAll(() => {
    place = pushFolder('token-of-the-windows-job');
    folder = join(place.folder, 'Été & lots');
    mkdirSync(folder);
    source = join(folder, 'Renouvellement d’août (2).csv');
    const lines = Array.from({ length: rows }, (_, n) => `ref-${n},ABC ${n},Côté nord`);
    writeFileSync(source, ['Reference ID,License Plate,Note', ...lines, ''].join('\r\n'));
  });
  afterAll(() => place.remove());

  const json = async (args: readonly string[]) => {
    const { code, out, err } = await place.start([...args, '--json']).ended;
    if (out === '') throw new Error(err);
    return { code, told: JSON.parse(out) };
  };
  const inFile = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\r\n').slice(1);

  test('a file is checked', async () => {
    const { code, told } = await json(['validate', source]);
    expect(code).toBe(0);
    expect(told).toMatchObject({ file: source, rows, valid: rows, invalid: 0 });
    expect(basename(told.batch)).toBe('Renouvellement d’août (2).permitbatch');
    expect(existsSync(told.batch)).toBe(true);
  });

  test('a workbook is checked', async () => {
    const book = join(folder, 'août.xlsx');
    const lines = [textRow(1, ['Reference ID', 'License Plate']), textRow(2, ['ref-1', 'ABC'])];
    writeFileSync(book, workbookOf({ sheets: { Permis: lines.join('') } }));
    const { code, told } = await json(['validate', book]);
    expect({ code, rows: told.rows, format: told.format }).toEqual({ code: 0, rows: 1, format: 'xlsx' });
  });

  test('it is pushed to the practice controller that comes with the program', async () => {
    const practice = await practiceProcess();
    const { code, told } = await json(['push', source, ...place.to(practice.url).slice(0, -1)]);
    await practice.stop();
    expect(code).toBe(0);
    expect(told).toMatchObject({ rows, accepted: rows, rejected: 0, unknown: 0, unsent: 0 });
    expect(told.results).toBe(join(folder, 'Renouvellement d’août (2).results.csv'));
    expect(inFile(told.results)).toHaveLength(rows);
  });

  test('a push is killed, told as interrupted and resumed: nothing that was known to be accepted is sent again', async () => {
    const controller = await scriptedController((request, response) => {
      if (request.before === interruptedAt) running.child.kill();
      setTimeout(() => accept(request, response), 5);
    });
    const running = place.start(['push', source, ...place.to(controller.url)]);
    await running.ended;
    const sent = controller.got.length;
    expect(sent).toBeLessThan(rows);
    const listed = await json(['list']);
    const [newest] = listed.told.batches;
    expect(newest).toMatchObject({ file: source, rows, interrupted: true });
    batch = newest.batch;
    const before = openDocument(batch);
    if (!before.ok) throw new Error(before.failure.code);
    const accepted = outcomesOf(before.value).filter(({ status }) => status === 'accepted');
    before.value.close();
    expect(accepted.length).toBeGreaterThan(0);

    const resumed = await json(['resume', batch, ...place.to(controller.url).slice(0, -1)]);
    await controller.close();
    expect(resumed.code).toBe(0);
    expect(resumed.told).toMatchObject({ rows, accepted: rows, unknown: 0, unsent: 0 });
    expect(new Set(controller.got.map(({ referenceId }) => referenceId)).size).toBe(rows);
    // The first data row is 2.
    for (const { row } of accepted)
      expect(controller.got.filter(({ referenceId }) => referenceId === `ref-${row - 2}`)).toHaveLength(1);
    expect(resumed.told.results).toBe(join(folder, 'Renouvellement d’août (2).results-2.csv'));
    expect(inFile(resumed.told.results)).toHaveLength(rows);
  });

  test('results and reports are written again, and the trail verifies, in the batch and in a report', async () => {
    const out = join(folder, 'résultats.csv');
    expect(await json(['results', batch, '--out', out])).toEqual({
      code: 0,
      told: { batch, results: out },
    });
    expect(inFile(out)[0]).toContain('ref-0,ABC 0,Côté nord,accepted,');
    for (const format of ['html', 'csv', 'json']) {
      const report = join(folder, `rapport.${format}`);
      expect((await place.start(['report', batch, '--format', format, '--out', report]).ended).code).toBe(0);
      expect(existsSync(report)).toBe(true);
    }
    for (const given of [batch, join(folder, 'rapport.json')]) {
      const { code, out } = await place.start(['verify', given]).ended;
      expect({ code, given, out }).toMatchObject({ code: 0 });
    }
  });

  test('a batch from elsewhere is worked with where it lies, and imported by the window, whatever the case of its ending', async () => {
    const copy = join(folder, 'HANDED ON.PERMITBATCH');
    copyFileSync(batch, copy);
    expect((await place.start(['verify', copy]).ended).code).toBe(0);
    const own = batchFolder(place.data);
    const imported = await importBatch(copy, own, new Date());
    if (!imported.ok) throw new Error(imported.failure.code);
    imported.value.close();
    expect(imported.value.path).toBe(join(own, 'HANDED ON.permitbatch'));
    const pushed = await json(['push', copy, ...place.to('http://127.0.0.1:1').slice(0, -1)]);
    expect(pushed.told.batch).toBe(canonicalPath(copy));
  });

  test('a file is read again, and what was changed in its rows goes along', async () => {
    const own = batchFolder(place.data);
    const [first, again] = [await createTestBatch(source, own), await createTestBatch(source, own)];
    if (!first.ok || !again.ok) throw new Error('The file was not read.');
    expect(editCell(first.value, { row: 3, column: 2, value: 'NEUF 1' }, editor).ok).toBe(true);
    expect(carryOver(first.value, again.value, editor).ok).toBe(true);
    expect(rowsByNumber(again.value, [3])[0]?.cells[1]).toBe('NEUF 1');
    expect(again.value.path).not.toBe(first.value.path);
    for (const read of [first, again]) read.value.close();
  });

  test('batches are archived and deleted, and stay in the history as such', async () => {
    const by = { by: 'me', now: new Date() };
    const archive = join(folder, 'archive');
    const { batches } = listBatches(place.data);
    const [archived, deleted] = batches.map((one) => one.batch);
    if (archived === undefined || deleted === undefined) throw new Error('There are too few batches.');
    expect(removeBatch(archived, { ...by, archive })).toMatchObject({ ok: true });
    expect(existsSync(join(archive, basename(archived)))).toBe(true);
    expect(removeBatch(deleted, { ...by, archive: null })).toMatchObject({ ok: true });
    for (const path of [archived, deleted]) expect(existsSync(path)).toBe(false);
    expect(tombstones(place.data)).toHaveLength(2);
    expect(listBatches(place.data).batches).toHaveLength(batches.length - 2);
  });
});
