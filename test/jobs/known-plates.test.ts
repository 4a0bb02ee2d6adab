import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { summarise } from '../../src/batch/check/summary.ts';
import { carryOver } from '../../src/batch/edits/carry-over.ts';
import { readCounts } from '../../src/batch/file/counts.ts';
import type { BatchDocument } from '../../src/batch/file/document.ts';
import { writeMeta } from '../../src/batch/file/meta.ts';
import { openDocument } from '../../src/batch/file/open-document.ts';
import { verifyBatch } from '../../src/batch/verify/verify-batch.ts';
import { type Connection, connectionByHand } from '../../src/connections/connection.ts';
import { saveConnection } from '../../src/connections/store.ts';
import { checkNowFor } from '../../src/jobs/connection-check.ts';
import { learnAllPlates } from '../../src/jobs/known-plates.ts';
import { openFile } from '../../src/jobs/open-file.ts';
import { type EngineCalls, engineCalls } from '../../src/main/engine/calls.ts';
import { editor } from '../support/checked-batch.ts';
import { removeFolder } from '../support/remove-folder.ts';

const lines = ['Reference ID,Plate,Currency', 'r-1,NONE,NONE', 'r-2,N/A,CAD', 'r-3,NONE,CAD', 'r-4,none,CAD'];

let folder: string;
let engine: EngineCalls;
let lot: Connection;
let other: Connection;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'known-plates-'));
  const onBug = (bug: unknown) => {
    throw bug;
  };
  engine = engineCalls({ folder, appVersion: '0' }, { tell: () => {}, onBug });
  [lot, other] = await Promise.all([connection('Lot'), connection('Other')]);
});
afterEach(() => removeFolder(folder));

async function connection(name: string): Promise<Connection> {
  const draft = { name, controller: 'https://controller.example', client: name.toUpperCase() };
  const saved = await saveConnection(folder, draft);
  if (!saved.ok) throw new Error(saved.failure.code);
  return saved.value;
}

async function open(of: Connection | null): Promise<BatchDocument> {
  const source = join(folder, 'march.csv');
  writeFileSync(source, lines.join('\r\n'));
  const opened = await openFile(folder, {
    source,
    reading: { delimiter: ',' },
    operation: 'update',
    maps: [],
    connection: of,
    duplicates: null,
    referenceOptional: false,
    appVersion: '0',
    onProgress: () => {},
    signal: new AbortController().signal,
  });
  if (!opened.ok) throw new Error(opened.failure.code);
  if (of !== null) writeMeta(opened.value, 'connection', of.name);
  return opened.value;
}

const doubts = (document: BatchDocument) => readCounts(document).issues.placeholder?.count ?? 0;
const notes = (document: BatchDocument) =>
  summarise(document).notes.filter(({ code }) => code === 'plates-recalled');
const told = [{ code: 'plates-recalled', facts: { connection: 'Lot', plates: 'NONE' } }];

/** How many doubts a batch has that is opened now for a connection. */
async function openDoubts(of: Connection | null): Promise<number> {
  const document = await open(of);
  const found = doubts(document);
  document.close();
  return found;
}

/** Keeps one plate in a batch of the window's. */
async function keepOne(): Promise<string> {
  const document = await open(lot);
  const batch = basename(document.path);
  document.close();
  expect(await engine.confirmIssue({ batch, row: 2, column: 2 })).toMatchObject({ ok: true });
  return batch;
}

test('a plate that was kept once is kept at once in the next batch of that connection, and told', async () => {
  await keepOne();
  const next = await open(lot);
  expect(doubts(next)).toBe(3);
  expect(notes(next)).toEqual(told);
  expect((await verifyBatch(next)).first).toBeNull();
  const kinds = next.db.prepare('select distinct kind from edit').all();
  expect(kinds).toEqual([{ kind: 'recall' }]);
  next.close();
  expect(await openDoubts(other)).toBe(5);
  expect(await openDoubts(null)).toBe(5);
});

test('all of a kind, and a bulk change, are remembered too', async () => {
  const document = await open(lot);
  const batch = basename(document.path);
  document.close();
  await engine.confirmAll({ batch, code: 'placeholder' });
  expect(await openDoubts(lot)).toBe(1);
  await engine.undo({ batch });
  expect(await openDoubts(lot)).toBe(5);
  const change = { kind: 'keep', code: 'placeholder' } as const;
  await engine.changeBulk({ batch, scope: { rows: [3] }, change });
  expect(await openDoubts(lot)).toBe(4);
});

test.each(['where it was said', 'in a later batch'])(
  'undoing it %s forgets it, redoing it does not',
  async (place) => {
    const first = await keepOne();
    const next = await open(lot);
    const batch = place === 'where it was said' ? first : basename(next.path);
    next.close();
    expect(await engine.undo({ batch })).toMatchObject({ ok: true });
    expect(await openDoubts(lot)).toBe(5);
    const shown = await engine.summary({ batch });
    expect(shown.ok && shown.value.notes.map(({ code }) => code)).not.toContain('plates-recalled');
    expect(await engine.redo({ batch })).toMatchObject({ ok: true });
    expect(await openDoubts(lot)).toBe(3);
  },
);

test('a batch that another connection is chosen for is in doubt again, also read anew', async () => {
  await keepOne();
  const document = await open(lot);
  await checkNowFor(folder, document, other);
  expect([doubts(document), notes(document)]).toEqual([5, []]);
  await checkNowFor(folder, document, lot);
  expect([doubts(document), notes(document)]).toEqual([3, told]);
  expect((await verifyBatch(document)).first).toBeNull();
  const anew = await open(other);
  expect(carryOver(document, anew, editor).ok).toBe(true);
  expect(doubts(anew)).toBe(5);
  anew.close();
  document.close();
});

test('controller and client code given by hand are the same connection', async () => {
  const document = await open(lot);
  const batch = basename(document.path);
  document.close();
  await engine.confirmIssue({ batch, row: 3, column: 2 });
  const kept = openDocument(join(folder, 'batches', batch));
  if (!kept.ok) throw new Error(kept.failure.code);
  learnAllPlates(folder, kept.value, connectionByHand('https://controller.example', 'OTHER'));
  kept.value.close();
  expect(await openDoubts(other)).toBe(4);
});
