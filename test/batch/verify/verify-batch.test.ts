import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { editCell, redo, undo } from '../../../src/batch/edits/edit.ts';
import { openDatabase } from '../../../src/batch/file/database.ts';
import { openDocument } from '../../../src/batch/file/open-document.ts';
import { ourColumns } from '../../../src/batch/file/schema-check.ts';
import { rowPage } from '../../../src/batch/rows/rows.ts';
import { entries } from '../../../src/batch/trail/trail.ts';
import { verifyBatch } from '../../../src/batch/verify/verify-batch.ts';
import { auditedBatch, createdBatch } from '../../support/audited-batch.ts';
import { checkedBatch, editor } from '../../support/checked-batch.ts';
import { outcomesOf, push } from '../../support/push-batch.ts';
import { answerJson, scriptedController } from '../../support/scripted-controller.ts';

test('a batch that has been through everything is whole, and its trail tells it in order', async () => {
  const document = await auditedBatch();
  expect(await verifyBatch(document)).toMatchObject({ first: null, discrepancies: 0, inTheAir: 0 });
  const told = [...entries(document.db)].map(({ kind }) => kind).filter((kind) => kind !== 'outcomes');
  expect(told).toEqual([
    'read',
    'edit',
    'settings',
    'edit',
    'edit',
    'undo',
    'edit',
    'run-started',
    'run-ended',
    'edit',
    'run-started',
    'run-ended',
  ]);
  document.close();
});

/** What must be found out when it changes: every column of these tables, and these values of `meta`. */
const watched: Readonly<Record<string, readonly string[]>> = {
  row: ['number', 'cells', 'edits', 'reading', 'state', 'skipped'],
  edit: ['step', 'row', 'column', 'before', 'after', 'kind', 'who', 'at', 'undone'],
  run: [
    'id',
    'started_at',
    'ended_at',
    'connection',
    'controller',
    'client',
    'who',
    'kind',
    'base',
    'settings',
    'end',
    'stopped_by',
  ],
  outcome: [
    'row',
    'run',
    'status',
    'attempts',
    'resent',
    'prior',
    'prior_run',
    'http_status',
    'error_code',
    'message',
    'reference_id',
    'internal_reference_id',
    'completed_at',
    'sent',
    'entry',
    'note',
  ],
  outcome_past: [
    'row',
    'entry',
    'run',
    'status',
    'attempts',
    'resent',
    'http_status',
    'error_code',
    'message',
    'reference_id',
    'internal_reference_id',
    'completed_at',
    'sent',
    'note',
  ],
  trail: ['seq', 'entry', 'hash'],
  meta: ['value'],
};
const metaKeys = ['source', 'columns', 'settings', 'notes', 'created', 'counts', 'salt', 'rowsDigest'];

/** Columns in which a value may stand that no entry tells, and why. */
const free: Readonly<Record<string, string>> = {
  'edit.id': 'it only says which line was made before which, and any number between the same two says that',
  'row.marks': 'confirm.test.ts and rows-digest.test.ts change it',
  'row.confirmed': 'confirm.test.ts changes it',
  'row.twin': 'plates.test.ts changes it',
  'row.known':
    'it is what this computer’s permit book said, which no entry tells; what follows from it is held to the counts',
  'run.results': 'where the results were written is in the entry that tells of it',
};

test('every column of every table is watched, but for those that say why not', () => {
  const columns = ourColumns()
    .filter(({ table }) => table !== 'issue' && !(table === 'meta'))
    .map(({ table, column }) => `${table}.${column}`)
    .filter((name) => !(name in free));
  const listed = Object.entries(watched).flatMap(([table, names]) => names.map((name) => `${table}.${name}`));
  expect(listed.filter((name) => name !== 'meta.value').sort()).toEqual(columns.sort());
});

test.each([
  ['updates', auditedBatch, []],
  ['creations', createdBatch, ['edit']],
] as const)(
  'in a batch of %s, a change of every value in every column is found: the first, the last and one between',
  async (_, make, empty: readonly string[]) => {
    const document = await make();
    const { path } = document;
    document.db.exec('pragma wal_checkpoint(truncate)');
    document.close();
    const folder = mkdtempSync(join(tmpdir(), 'permit-loader-'));
    let tried = 0;
    for (const [table, columns] of Object.entries(watched)) {
      for (const column of columns) {
        const values = valuesIn(path, table, column);
        expect(values.length > 0, `whether ${table}.${column} holds something`).toBe(!empty.includes(table));
        const few = table === 'meta' ? values : [values[0], values[values.length >> 1], values.at(-1)];
        for (const value of new Set(few)) {
          if (!value) continue;
          for (const changed of changesOf(value.value)) {
            const copy = join(folder, `${tried++}.permitbatch`);
            copyFileSync(path, copy);
            spoil(copy, table, column, value.id, changed);
            const place = JSON.stringify({ table, column, id: value.id, changed });
            expect(await isFound(copy), place).toBe(true);
            rmSync(copy);
          }
        }
      }
    }
    expect(tried).toBeGreaterThan(100);
  },
  120_000,
);

test('a setting of a run that is hidden or taken away is found', async () => {
  for (const change of [
    `replace(settings, 'unknownToo', 'vnknownToo')`,
    `json_remove(settings, '$.unknownToo')`,
    `json_insert(settings, '$.more', 1)`,
  ]) {
    const document = await createdBatch();
    document.db.exec(`update run set settings = ${change} where id = 2`);
    expect((await verifyBatch(document)).first, change).toMatchObject({ code: 'run-changed' });
    document.close();
  }
});

test('cells and replies with U+0000 or half a character, and their correction, are no damage', async () => {
  const rows = [
    ['Reference ID', 'Plate'],
    ['r-1', 'AB\u0000CD'],
    ['r-2', 'X'],
  ];
  const document = await checkedBatch(mkdtempSync(join(tmpdir(), 'permit-loader-')), rows);
  for (const [row, value] of [
    [2, 'ABCD'],
    [3, 'X\ud800Y'],
    [3, 'X\u0000Y'],
    [3, 'XY'],
  ] as const) {
    expect(editCell(document, { row, column: 2, value }, editor).ok).toBe(true);
    expect(await verifyBatch(document)).toMatchObject({ first: null });
  }
  undo(document);
  expect(rowPage(document, { filter: {}, offset: 1, limit: 1 }).rows[0]?.cells).toEqual(['r-2', 'X\u0000Y']);
  redo(document);
  const controller = await scriptedController(({ referenceId }, response) =>
    answerJson(
      response,
      referenceId === 'r-1'
        ? { ErrorCode: 9021, ErrorMessage: 'a\u0000b' }
        : { status: 'success', reference_id: referenceId, InternalReferenceID: 'c\u0000d' },
    ),
  );
  await push(document, controller.url, { backoffMs: 1 });
  await controller.close();
  expect(outcomesOf(document).map(({ status }) => status)).toEqual(['rejected', 'accepted']);
  expect(await verifyBatch(document)).toMatchObject({ first: null });
  document.close();
});

const keys: Readonly<Record<string, string>> = {
  meta: 'key',
  row: 'number',
  edit: 'id',
  run: 'id',
  outcome: 'row',
  outcome_past: 'row',
  trail: 'seq',
};

type Value = string | number | null;

/** What a column holds, with the keys of its lines; of `meta` only what a trail tells. */
function valuesIn(path: string, table: string, column: string): { id: Value; value: Value }[] {
  const db = openDatabase(path);
  const where = table === 'meta' ? `key in (${metaKeys.map((key) => `'${key}'`).join(', ')})` : '1';
  const key = keys[table];
  const found = db
    .prepare(`select ${key} as id, "${column}" as value from ${table} where ${where} order by 1`)
    .all();
  db.close();
  return found as { id: Value; value: Value }[];
}

/** Other values that an attacker could put in a value's place; of a text each differs in one character. */
function changesOf(value: Value): Value[] {
  if (value === null) return [1, 'x'];
  if (typeof value === 'number') return [value + 1, value - 1];
  if (value === '') return ['x'];
  const places = new Set([0, value.length - 1]);
  return [...places].map((at) => {
    const other = value[at] === 'z' ? 'y' : 'z';
    return value.slice(0, at) + other + value.slice(at + 1);
  });
}

/** Changes a value by SQL, as an attacker with the file would. */
function spoil(path: string, table: string, column: string, id: Value, value: Value): void {
  const db = openDatabase(path);
  const triggers = db.prepare("select sql from sqlite_schema where type = 'trigger'").all() as {
    sql: string;
  }[];
  // Nothing here outlives a crash, and waiting for the disk takes most of the time.
  db.exec('pragma synchronous = off; drop trigger trail_unchanged; drop trigger trail_undeleted;');
  // Where the key of another line is taken, that line goes.
  const { changes } = db
    .prepare(`update or replace ${table} set "${column}" = ? where ${keys[table]} = ?`)
    .run(value, id);
  for (const { sql } of triggers) db.exec(sql);
  db.close();
  expect(changes).toBeGreaterThan(0);
}

/** By the verification, or before it, as the file cannot even be opened. */
async function isFound(path: string): Promise<boolean> {
  const opened = openDocument(path);
  if (!opened.ok) return true;
  try {
    return (await verifyBatch(opened.value)).first !== null;
  } finally {
    opened.value.close();
  }
}
