import { describe, expect, test } from 'vitest';
import { editCell, redo, undo } from '../../../../src/batch/edits/edit.ts';
import { readCounts } from '../../../../src/batch/file/counts.ts';
import { openDocument } from '../../../../src/batch/file/open-document.ts';
import {
  agreesWithAFreshOne,
  type Change,
  folder,
  headers,
  repair,
  stored,
  storedWithLog,
  turn,
  withFolder,
} from '../../../support/batch-changes.ts';
import { checkedBatch, editor } from '../../../support/checked-batch.ts';

withFolder();

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
