import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editCell, redo, undo } from '../../../src/batch/edits/edit.ts';
import { openDocument } from '../../../src/batch/file/open-document.ts';
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

test.each([
  ['updates', auditedBatch],
  ['creations', createdBatch],
])(
  'in a batch of %s, changing any byte of a row, an edit, a run, an outcome, an entry or what it says of itself is found',
  async (_, make) => {
    const document = await make();
    const { path } = document;
    document.db.exec('pragma wal_checkpoint(truncate)');
    document.close();
    const folder = mkdtempSync(join(tmpdir(), 'permit-loader-'));
    let n = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          ...Object.entries(watched).flatMap(([table, columns]) =>
            columns.map((column) => ({ table, column })),
          ),
        ),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (place, at, byte, flip) => {
          const copy = join(folder, `${n++}.permitbatch`);
          copyFileSync(path, copy);
          if (!spoil(copy, place, at, byte, flip)) return;
          expect(await isFound(copy), JSON.stringify({ place, at, byte, flip })).toBe(true);
        },
      ),
      { numRuns: 80 },
    );
  },
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

/** Changes one byte of one value by SQL, as an attacker with the file would; answers whether anything changed. */
function spoil(
  path: string,
  { table, column }: { table: string; column: string },
  at: number,
  byte: number,
  flip: number,
): boolean {
  const db = new DatabaseSync(path);
  try {
    const triggers = db.prepare("select sql from sqlite_schema where type = 'trigger'").all() as {
      sql: string;
    }[];
    db.exec('drop trigger trail_unchanged; drop trigger trail_undeleted;');
    const where = table === 'meta' ? `key in (${metaKeys.map((key) => `'${key}'`).join(', ')})` : '1';
    const keys = {
      meta: 'key',
      outcome_past: 'row',
      trail: 'seq',
      row: 'number',
      outcome: 'row',
      edit: 'id',
      run: 'id',
    };
    const key = keys[table as keyof typeof keys];
    const rows = db
      .prepare(
        `select ${key} as id, cast("${column}" as blob) as bytes, typeof("${column}") as type from ${table} where ${where} order by ${key}`,
      )
      .all() as { id: number | string; bytes: Buffer | null; type: string }[];
    const row = rows[at % rows.length];
    if (!row) return false;
    if (row.type === 'integer' || row.type === 'null') {
      const value = row.type === 'null' ? flip : Number(String(row.bytes)) + flip;
      try {
        db.prepare(`update ${table} set "${column}" = ? where ${key} = ?`).run(value, row.id);
      } catch {
        return false; // Another row has that key.
      }
    } else {
      const bytes = Buffer.from(row.bytes ?? '');
      if (bytes.length === 0) return false;
      const index = byte % bytes.length;
      bytes[index] = (bytes[index] ?? 0) ^ flip;
      db.prepare(`update ${table} set "${column}" = cast(? as text) where ${key} = ?`).run(bytes, row.id);
    }
    for (const { sql } of triggers) db.exec(sql);
    return true;
  } finally {
    db.close();
  }
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
