import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { DuplicateChoice } from '../../../src/batch/check/duplicates.ts';
import { chooseDuplicates } from '../../../src/batch/edits/choose-duplicates.ts';
import { editCell, redo, undo, undoOrRedo } from '../../../src/batch/edits/edit.ts';
import { changeSettingsSliced, chooseDateOrder, remap, remapSliced } from '../../../src/batch/edits/remap.ts';
import { type RepairRequest, repairEach, repairIssue } from '../../../src/batch/edits/repair.ts';
import { runAtOnce, type SlicedStep } from '../../../src/batch/edits/sliced-step.ts';
import type { Direction } from '../../../src/batch/edits/undo-redo.ts';
import { readCounts } from '../../../src/batch/file/counts.ts';
import { eachRow } from '../../../src/batch/file/current-row.ts';
import { openDatabase } from '../../../src/batch/file/database.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { readMeta } from '../../../src/batch/file/meta.ts';
import { openDocument } from '../../../src/batch/file/open-document.ts';
import { rowPage } from '../../../src/batch/rows/rows.ts';
import { verifyBatch } from '../../../src/batch/verify/verify-batch.ts';
import type { IssueCode } from '../../../src/permit/issue.ts';
import type { Result } from '../../../src/permit/result.ts';
import { checkedBatch, editor } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-changes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const headers = ['Reference ID', 'License Plate', 'End Date', 'Amount', 'Currency'];

/** All that checking says about a batch; `edited` is left out, for a fresh batch knows of no edits. */
function checked(document: BatchDocument) {
  const { rows } = rowPage(document, { filter: {}, offset: 0, limit: 2_000 });
  const { skipped } = document.db
    .prepare('select group_concat(number) as skipped from row where skipped = 1')
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
  return fresh;
}

const never = (): never => {
  throw new Error('The batch is not whole.');
};

async function agreesWithAFreshOne(document: BatchDocument): Promise<void> {
  const fresh = await afresh(document);
  expect(checked(document)).toEqual(checked(fresh));
  fresh.close();
}

/** The tables byte for byte. */
function stored(document: BatchDocument) {
  const all = (sql: string) =>
    (document.db.prepare(sql).all() as Record<string, unknown>[]).map(({ _metadata, ...line }) => line);
  return {
    rows: all('select * from row order by number'),
    issues: all('select * from issue order by row, column'),
    counts: readCounts(document),
  };
}

const values = [
  ['ref-1', 'ref-2', ' ref-1', '{ref-1}', 'ref 3', "'ref-2", ''],
  ['ABC', '', 'A'.repeat(40), 'A\u0000B', 'É "1"'],
  ['', '2031-12-31T00:00:00', '03/04/2031', '2031-12-31', '2031-02-30', '46387'],
  ['14.50', '14,50', '1,450', '', '0.00', '#REF!'],
  ['CAD', 'cad', '', 'peso'],
] as const;
const row = fc.tuple(...values.map((some) => fc.constantFrom<string>(...some)));
const codes: readonly IssueCode[] = [
  'amount-format',
  'currency-unknown',
  'reference-characters',
  'end-date-format',
];

/** `beside`: by another connection than the document's own. */
type Change = (document: BatchDocument, rows: number, beside?: boolean) => unknown;

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

const repair = (document: BatchDocument, request: RepairRequest, beside?: boolean) =>
  run(document, beside, (writer) => repairEach(document, request, editor, writer));
const turn = (document: BatchDocument, direction: Direction, beside?: boolean) =>
  run(document, beside, (writer) => undoOrRedo(document, direction, writer));

const turnable: fc.Arbitrary<Change> = fc.oneof(
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
const turns: fc.Arbitrary<Change> = fc.constantFrom<Direction>('undo', 'redo').map(
  (direction): Change =>
    (document, _, beside) =>
      turn(document, direction, beside),
);
const choices: fc.Arbitrary<Change> = fc.oneof(
  fc.constantFrom<DuplicateChoice>('first', 'last', 'all', null).map(
    (choice): Change =>
      (document) =>
        chooseDuplicates(document, choice),
  ),
  fc.constantFrom('day-first' as const, 'month-first' as const, null).map(
    (order): Change =>
      (document, _, beside) =>
        run(document, beside, (writer) => changeSettingsSliced(document, { dateOrder: order }, writer)),
  ),
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

const rowsOf = fc.array(row, { minLength: 1, maxLength: 6 });

test('after any changes, choices, undos and redos a batch is what a fresh one of the corrected file would be', async () => {
  await fc.assert(
    fc.asyncProperty(
      rowsOf,
      fc.array(fc.oneof(turnable, turns, choices), { maxLength: 10 }),
      async (rows, changes) => {
        const document = await checkedBatch(folder, [headers, ...rows]);
        for (const change of changes) change(document, rows.length);
        await agreesWithAFreshOne(document);
        document.close();
      },
    ),
    { numRuns: 15 },
  );
});

test('taking everything back leaves the tables byte for byte as they were, and doing it again as they were then', async () => {
  const ragged = fc.oneof(
    row,
    row.map((cells) => cells.slice(0, 3)),
    row.map((cells) => [...cells, 'more', '']),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(ragged, { minLength: 1, maxLength: 6 }),
      fc.array(turnable, { minLength: 1, maxLength: 8 }),
      async (rows, changes) => {
        const document = await checkedBatch(folder, [headers, ...rows]);
        const states = [stored(document)];
        for (const change of changes) {
          const steps = stepsOf(document);
          change(document, rows.length);
          if (stepsOf(document) > steps) states.push(stored(document));
          else expect(stored(document)).toEqual(states.at(-1));
        }
        for (const state of states.slice(0, -1).reverse()) {
          expect(undo(document).ok).toBe(true);
          expect(stored(document)).toEqual(state);
        }
        expect(undo(document)).toMatchObject({ failure: { code: 'nothing-to-undo' } });
        for (const state of states.slice(1)) {
          expect(redo(document).ok).toBe(true);
          expect(stored(document)).toEqual(state);
        }
        expect(redo(document)).toMatchObject({ failure: { code: 'nothing-to-redo' } });
        document.close();
      },
    ),
    { numRuns: 15 },
  );
});

/** The tables of the batch and of its log byte for byte, and what its trail tells but for what is of one batch only. */
function storedWithLog(document: BatchDocument) {
  const all = (sql: string) =>
    (document.db.prepare(sql).all() as Record<string, unknown>[]).map(({ _metadata, ...line }) => line);
  const trail = all('select entry from trail order by seq').map(({ entry }) => {
    const { kind, step, kinds, counts, seq } = JSON.parse(String(entry));
    return { kind, step, kinds, counts, seq };
  });
  return { ...stored(document), edits: all('select * from edit order by id'), trail };
}

test('another connection leaves the same tables, log and trail as the document’s own, whatever comes after what', async () => {
  await fc.assert(
    fc.asyncProperty(
      rowsOf,
      fc.array(fc.oneof(turnable, turns, choices), { minLength: 2, maxLength: 8 }),
      async (rows, changes) => {
        const here = await checkedBatch(folder, [headers, ...rows]);
        const aside = await checkedBatch(folder, [headers, ...rows]);
        for (const change of changes) {
          change(here, rows.length);
          change(aside, rows.length, true);
          expect(storedWithLog(aside)).toEqual(storedWithLog(here));
        }
        await agreesWithAFreshOne(aside);
        // Not always none: an edit with a NUL is told of as unreadable.
        const { discrepancies, first } = await verifyBatch(here);
        expect(await verifyBatch(aside)).toMatchObject({ discrepancies, first });
        here.close();
        aside.close();
      },
    ),
    { numRuns: 8 },
  );
}, 30_000);

function stepsOf({ db }: BatchDocument): number {
  return (db.prepare('select count(distinct step) as steps from edit').get() as { steps: number }).steps;
}

describe('pages of many rows', () => {
  const many = Array.from({ length: 1_300 }, (_, n) => [
    n % 3 === 0 ? `{ref-${n % 900}}` : `ref-${n % 900}`,
    n % 50 === 0 ? 'A'.repeat(30) : 'ABC',
    n % 2 === 0 ? '2031-12-31' : '23/04/2031',
    n % 7 === 0 ? '1,450' : `${n}`,
    n % 5 === 0 ? 'CAD' : 'cad',
  ]);

  test.each<[string, Change]>([
    ['one kind of repair', (document, _, beside) => repair(document, { code: 'currency-unknown' }, beside)],
    ['repairs that all differ', (document, _, beside) => repair(document, { code: 'amount-format' }, beside)],
    [
      'repairs that make hundreds of duplicates',
      (document, _, beside) => repair(document, { code: 'reference-characters' }, beside),
    ],
    ['every safe repair', (document, _, beside) => repair(document, {}, beside)],
    [
      'every proposal of a kind',
      (document, _, beside) => repair(document, { code: 'amount-format', unsafeToo: true }, beside),
    ],
  ])('%s, taken back and done again', async (_, change) => {
    const document = await checkedBatch(folder, [headers, ...many]);
    const aside = await checkedBatch(folder, [headers, ...many]);
    const before = stored(document);
    change(document, many.length);
    change(aside, many.length, true);
    const after = stored(document);
    expect(after).not.toEqual(before);
    expect(storedWithLog(aside)).toEqual(storedWithLog(document));
    await agreesWithAFreshOne(document);
    undo(document);
    turn(aside, 'undo', true);
    expect(stored(document)).toEqual(before);
    expect(storedWithLog(aside)).toEqual(storedWithLog(document));
    redo(document);
    turn(aside, 'redo', true);
    expect(stored(document)).toEqual(after);
    expect(storedWithLog(aside)).toEqual(storedWithLog(document));
    // Both know still which rows share a reference ID, and find it again after the next edit.
    for (const edited of [document, aside]) {
      expect(editCell(edited, { row: 1_200, column: 1, value: 'ref-1' }, editor).ok).toBe(true);
    }
    await agreesWithAFreshOne(aside);
    expect(stored(aside)).toEqual(stored(document));
    document.close();
    aside.close();
  });

  test('what another process has changed before a step beside the document is known after it', async () => {
    const document = await checkedBatch(folder, [headers, ...many]);
    // The index of reference IDs is there from here on.
    editCell(document, { row: 5, column: 1, value: 'ref-5' }, editor);
    const other = openDocument(document.path);
    if (!other.ok) throw new Error(other.failure.code);
    editCell(other.value, { row: 6, column: 1, value: 'nobody-else' }, editor);
    other.value.close();
    repair(document, { code: 'currency-unknown' }, true);
    editCell(document, { row: 7, column: 1, value: 'nobody-else' }, editor);
    expect(readCounts(document).issues['reference-duplicate']).toBeDefined();
    await agreesWithAFreshOne(document);
    document.close();
  });

  test.each([false, true])(
    'what fails is thrown, and leaves the batch as it was; beside the document: %s',
    async (beside) => {
      const document = await checkedBatch(folder, [headers, ...many]);
      const before = storedWithLog(document);
      const refuse = (event: string, table: string) =>
        document.db.exec(
          `create trigger refused before ${event} on ${table} begin select raise(abort, 'refused here'); end`,
        );
      const repairOnce = () => repair(document, { code: 'currency-unknown' }, beside);
      // The log is written page by page, the trail at the very end.
      for (const table of ['edit', 'trail']) {
        refuse('insert', table);
        expect(repairOnce).toThrow('refused here');
        document.db.exec('drop trigger refused');
        expect(storedWithLog(document)).toEqual(before);
      }
      expect(repairOnce()).toMatchObject({ ok: true });
      const repaired = storedWithLog(document);
      refuse('update', 'edit');
      expect(() => turn(document, 'undo', beside)).toThrow('refused here');
      document.db.exec('drop trigger refused');
      expect(storedWithLog(document)).toEqual(repaired);
      expect(turn(document, 'undo', beside)).toMatchObject({ ok: true });
      expect(stored(document).issues).toEqual(before.issues);
      await agreesWithAFreshOne(document);
      document.close();
    },
  );

  test.each([false, true])(
    'rows that the controller has are left alone by repairs, and nothing is changed where a step meets one; beside the document: %s',
    async (beside) => {
      const document = await checkedBatch(folder, [headers, ...many]);
      repair(document, { code: 'currency-unknown' }, beside);
      const repaired = stored(document);
      document.db.exec(
        "insert into outcome (row, run, status) values (3, 1, 'accepted'), (1200, 1, 'sending')",
      );
      expect(turn(document, 'undo', beside)).toMatchObject({ failure: { code: 'row-locked' } });
      expect(stored(document)).toEqual(repaired);
      expect(repair(document, { code: 'end-date-format' }, beside).ok).toBe(true);
      const edited = document.db
        .prepare("select row from edit where kind <> 'currency-case' order by row")
        .all() as {
        row: number;
      }[];
      const rows = edited.map((line) => line.row);
      expect(rows).toHaveLength(1_298);
      expect(rows).not.toContain(3);
      expect(rows).not.toContain(1200);
      document.close();
    },
  );
});

test.each<[DuplicateChoice, string[], number[]]>([
  [null, ['3 first 2', '5 first 2', '6 first 4'], []],
  ['first', [], [3, 5, 6]],
  ['last', [], [2, 3, 4]],
  ['all', [], []],
])('of the rows with one reference ID, %s: errors %j, left out %j', async (choice, errors, skipped) => {
  const rows = ['a', ' a', 'b', 'a', 'b', 'A', '{a}'].map((reference) => [reference, 'P', '', '', '']);
  const document = await checkedBatch(folder, [headers, ...rows]);
  chooseDuplicates(document, choice);
  const { rows: shown } = rowPage(document, { filter: {}, offset: 0, limit: 10 });
  const duplicates = shown.flatMap(({ number, issues }) =>
    issues
      .filter(({ code }) => code === 'reference-duplicate')
      .map(({ facts }) => `${number} first ${facts['first']}`),
  );
  expect(duplicates).toEqual(errors);
  expect(shown.filter(({ outcome }) => outcome.status === 'skipped').map(({ number }) => number)).toEqual(
    skipped,
  );
  await agreesWithAFreshOne(document);
  document.close();
});

test('an order of day and month counts from the moment it is proved or chosen, and is taken back', async () => {
  const document = await checkedBatch(folder, [headers, ['r-1', '', '03/04/2031', '', '']]);
  const repairs = () =>
    rowPage(document, { filter: {}, offset: 0, limit: 5 }).rows.flatMap(({ issues }) =>
      issues.map(({ repair }) => (repair ? `${repair.value} ${repair.safe}` : null)),
    );
  expect(repairs()).toEqual([null]);
  chooseDateOrder(document, 'day-first');
  expect(repairs()).toEqual(['2031-04-03T23:59:59 true']);
  chooseDateOrder(document, 'month-first');
  expect(repairs()).toEqual(['2031-03-04T23:59:59 true']);
  chooseDateOrder(document, null);
  expect(repairs()).toEqual([null]);
  document.close();
  const proved = await checkedBatch(folder, [
    headers,
    ['r-1', '', '03/04/2031', '', ''],
    ['r-2', '', '23/04/2031', '', ''],
  ]);
  expect(readMeta(proved, 'settings')?.dateOrder).toBe('day-first');
  proved.close();
});
