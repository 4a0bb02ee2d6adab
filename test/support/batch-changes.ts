import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect } from 'vitest';
import type { BulkRequest } from '../../src/batch/edits/bulk/bulk-change.ts';
import { changeEach } from '../../src/batch/edits/bulk/change-many.ts';
import { choose } from '../../src/batch/edits/choose.ts';
import { editCell, undoOrRedo } from '../../src/batch/edits/edit.ts';
import { changeSettingsSliced, remap, remapSliced } from '../../src/batch/edits/remap.ts';
import { type RepairRequest, repairEach, repairIssue } from '../../src/batch/edits/repair.ts';
import { runAtOnce, type SlicedStep } from '../../src/batch/edits/sliced-step.ts';
import type { Direction } from '../../src/batch/edits/undo-redo.ts';
import type { Choice } from '../../src/batch/file/choice.ts';
import { readCounts, recount } from '../../src/batch/file/counts.ts';
import { eachRow } from '../../src/batch/file/current-row.ts';
import { openDatabase } from '../../src/batch/file/database.ts';
import type { BatchDocument } from '../../src/batch/file/document.ts';
import { readMeta } from '../../src/batch/file/meta.ts';
import { rowPage } from '../../src/batch/rows/rows.ts';
import type { IssueCode } from '../../src/permit/issue.ts';
import type { Result } from '../../src/permit/result.ts';
import { checkedBatch, editor } from './checked-batch.ts';

export let folder = '';

/** Has `folder` made before the tests of the file that says so, and removed after them. */
export function withFolder(): void {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'permit-loader-changes-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
}

export const headers = ['Reference ID', 'License Plate', 'End Date', 'Amount', 'Currency'];

/** All that checking says about a batch; `edited` is left out, for a fresh batch knows of no edits. */
function checked(document: BatchDocument) {
  const { rows } = rowPage(document, { filter: {}, offset: 0, limit: 2_000 });
  const { skipped } = document.db
    .prepare(`select group_concat(number || ':' || skipped) as skipped from row where skipped > 0`)
    .get() as {
    skipped: string | null;
  };
  const stored = document.db
    .prepare(
      'select group_concat(line) as issues from (select json_array(row, column, code, repair, other) as line from issue order by row, column)',
    )
    .get() as { issues: string | null };
  return {
    counts: readCounts(document),
    rows: rows.map(({ edited, ...row }) => row),
    skipped,
    issues: stored.issues,
  };
}

/** A batch freshly made of the rows as they are now, with the same settings. */
async function afresh(document: BatchDocument): Promise<BatchDocument> {
  const { zone, endDate, dayEnd, dateOrder, duplicates } = readMeta(document, 'settings') ?? never();
  const rows = [...eachRow(document)].map(({ cells }) => cells);
  const fields = (readMeta(document, 'columns') ?? []).map(({ field }) => field);
  const fresh = await checkedBatch(folder, [headers, ...rows], {
    settings: { zone, endDate, dayEnd, dateOrder },
    duplicates,
    referenceOptional: true,
  });
  remap(fresh, fields);
  const leftOut = (
    document.db.prepare('select number from row where skipped = 2 order by number').all() as {
      number: number;
    }[]
  ).map(({ number }) => number);
  bulk(fresh, { scope: { rows: leftOut }, change: { kind: 'leave-out', reason: 'by-hand' } });
  return fresh;
}

const never = (): never => {
  throw new Error('The batch is not whole.');
};

export async function agreesWithAFreshOne(document: BatchDocument): Promise<void> {
  const fresh = await afresh(document);
  expect(readCounts(document)).toEqual(recount(document));
  expect(checked(document)).toEqual(checked(fresh));
  fresh.close();
}

/** The tables byte for byte. */
export function stored(document: BatchDocument) {
  const all = (sql: string) =>
    (document.db.prepare(sql).all() as Record<string, unknown>[]).map(({ _metadata, ...line }) => line);
  return {
    rows: all('select * from row order by number'),
    issues: all('select * from issue order by row, column'),
    counts: readCounts(document),
    settings: readMeta(document, 'settings'),
  };
}

const values = [
  ['ref-1', 'ref-2', ' ref-1', '{ref-1}', 'ref 3', "'ref-2", ''],
  ['ABC', '', 'A'.repeat(40), 'A\u0000B', 'É "1"'],
  ['', '2031-12-31T00:00:00', '03/04/2031', '2031-12-31', '2031-02-30', '46387'],
  ['14.50', '14,50', '1,450', '', '0.00', '#REF!'],
  ['CAD', 'cad', '', 'peso'],
] as const;
export const row = fc.tuple(...values.map((some) => fc.constantFrom<string>(...some)));
const codes: readonly IssueCode[] = [
  'amount-format',
  'currency-unknown',
  'reference-characters',
  'end-date-format',
];

/** `beside`: by another connection than the document's own. */
export type Change = (document: BatchDocument, rows: number, beside?: boolean) => unknown;

/** Takes a step to its end, by the document's own connection or another one. */
function run<Code extends string>(
  document: BatchDocument,
  beside: boolean | undefined,
  step: (writer: BatchDocument) => SlicedStep<Code>,
): Result<null, Code> {
  if (!beside) return runAtOnce(step(document));
  const other = openDatabase(document.path);
  try {
    return runAtOnce(step({ ...document, db: other }));
  } finally {
    other.close();
  }
}

export const repair = (document: BatchDocument, request: RepairRequest, beside?: boolean) =>
  run(document, beside, (writer) => repairEach(document, request, editor, writer));
const bulk = (document: BatchDocument, request: BulkRequest, beside?: boolean) =>
  run(document, beside, (writer) => changeEach(document, request, editor, writer));
export const turn = (document: BatchDocument, direction: Direction, beside?: boolean) =>
  run(document, beside, (writer) => undoOrRedo(document, direction, writer));

const scopes = fc.oneof(
  fc.subarray([2, 3, 4, 5, 6, 7]).map((rows) => ({ rows })),
  fc
    .constantFrom(
      {},
      { state: 'valid' as const },
      { state: 'left-out' as const },
      { text: 'ref-1' },
      { code: 'reference-duplicate' as const },
    )
    .map((filter) => ({ filter })),
);
const columns = fc.integer({ min: 1, max: 5 });
const bulks: fc.Arbitrary<Change> = fc
  .tuple(
    scopes,
    fc.oneof(
      fc.constantFrom<BulkRequest['change']>(
        { kind: 'leave-out', reason: 'by-hand' },
        { kind: 'leave-out', reason: 'by-hand' },
        { kind: 'bring-back' },
        { kind: 'keep', code: 'value-damaged' },
      ),
      fc
        .tuple(
          columns,
          fc.constantFrom<Extract<BulkRequest['change'], { kind: 'column' }>['change']>(
            { action: 'set', value: 'ref-1' },
            { action: 'blank' },
            { action: 'replace', find: 'ref', replacement: 'row', matchCase: false },
            { action: 'replace-pattern', pattern: '(\\d)', replacement: '$1$1', matchCase: true },
            { action: 'upper-case' },
            { action: 'plate-form' },
            { action: 'copy', from: 1 },
            { action: 'fill-down' },
          ),
        )
        .map(([column, change]) => ({ kind: 'column' as const, column, change })),
    ),
  )
  .map(
    ([scope, change]): Change =>
      (document, _, beside) =>
        bulk(document, { scope, change }, beside),
  );

const choices: fc.Arbitrary<Change> = fc
  .constantFrom<Choice>(
    ...(['first', 'last', 'all', null] as const).map(
      (answer) => ({ question: 'duplicates', answer }) as const,
    ),
    ...(['day-first', 'month-first', null] as const).map(
      (answer) => ({ question: 'date-order', answer }) as const,
    ),
  )
  .map(
    (choice): Change =>
      (document, _, beside) =>
        run(document, beside, (writer) => choose(document, choice, editor, writer)),
  );

export const turnable: fc.Arbitrary<Change> = fc.oneof(
  bulks,
  choices,
  fc.record({ at: fc.nat(5), column: fc.integer({ min: 1, max: 5 }), from: row }).map(
    ({ at, column, from }): Change =>
      (document, rows) =>
        editCell(document, { row: 2 + (at % rows), column, value: from[column - 1] ?? '' }, editor),
  ),
  fc.record({ at: fc.nat(5), column: fc.integer({ min: 1, max: 5 }) }).map(
    ({ at, column }): Change =>
      (document, rows) =>
        repairIssue(document, { row: 2 + (at % rows), column }, editor),
  ),
  fc.constantFrom(...codes, undefined).map(
    (code): Change =>
      (document, _, beside) =>
        repair(document, code ? { code } : {}, beside),
  ),
  fc.constantFrom(...codes).map(
    (code): Change =>
      (document, _, beside) =>
        repair(document, { code, unsafeToo: true }, beside),
  ),
);
export const turns: fc.Arbitrary<Change> = fc.constantFrom<Direction>('undo', 'redo').map(
  (direction): Change =>
    (document, _, beside) =>
      turn(document, direction, beside),
);
/** What no step of undo takes back. */
export const lasting: fc.Arbitrary<Change> = fc.oneof(
  fc.constantFrom('America/Toronto', null).map(
    (zone): Change =>
      (document, _, beside) => {
        const change = { zone, endDate: zone ? 'utc' : 'unchanged' } as const;
        return run(document, beside, (writer) => changeSettingsSliced(document, change, writer));
      },
  ),
  fc
    .constantFrom(
      ['referenceId', null, 'endDate', 'amount', 'currency'] as const,
      ['referenceId', 'plate', null, null, null] as const,
      ['plate', 'referenceId', null, 'amount', null] as const,
    )
    .map(
      (fields): Change =>
        (document, _, beside) =>
          run(document, beside, (writer) => remapSliced(document, fields, [], writer)),
    ),
);

export const rowsOf = fc.array(row, { minLength: 1, maxLength: 6 });

/** The tables of the batch and of its log byte for byte, and what its trail tells but for what is of one batch only. */
export function storedWithLog(document: BatchDocument) {
  const all = (sql: string) =>
    (document.db.prepare(sql).all() as Record<string, unknown>[]).map(({ _metadata, ...line }) => line);
  const trail = all('select entry from trail order by seq').map(({ entry }) => {
    const { kind, step, kinds, counts, seq } = JSON.parse(String(entry));
    return { kind, step, kinds, counts, seq };
  });
  return { ...stored(document), edits: all('select * from edit order by id'), trail };
}

export function stepsOf({ db }: BatchDocument): number {
  return (db.prepare('select count(distinct step) as steps from edit').get() as { steps: number }).steps;
}
