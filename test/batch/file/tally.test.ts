import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outcomeSql, outcomes, tally } from '../../../src/batch/file/tally.ts';
import { beginRun } from '../../../src/batch/push/run.ts';
import { makeBatch, plainRun } from '../../support/made-batch.ts';

test('the tally adds up to the rows and agrees with every row, whatever state they are in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-'));
  const document = makeBatch(folder, { rows: 12 });
  const { db } = document;
  const status = fc.constantFrom(null, 'sending', 'accepted', 'rejected', 'unknown', 'unsent');
  const row = fc.record({ state: fc.nat(2), skipped: fc.nat(1), status });
  fc.assert(
    fc.property(fc.array(row, { minLength: 12, maxLength: 12 }), fc.boolean(), (rows, ran) => {
      db.exec('delete from outcome; delete from run');
      if (ran) {
        beginRun(document, plainRun, new Date(0));
      }
      rows.forEach((one, at) => {
        db.prepare('update row set state = ?, skipped = ? where number = ?').run(
          one.state,
          one.skipped,
          at + 2,
        );
        if (one.status && ran) {
          db.prepare('insert into outcome (row, run, status) values (?, 1, ?)').run(at + 2, one.status);
        }
      });
      const counts = tally(document);
      expect(outcomes.reduce((sum, outcome) => sum + counts[outcome], 0)).toBe(12);
      const each = db
        .prepare(`select ${outcomeSql} as outcome from row r left join outcome o on o.row = r.number`)
        .all() as { outcome: string }[];
      for (const outcome of outcomes) {
        expect(each.filter((one) => one.outcome === outcome)).toHaveLength(counts[outcome]);
      }
    }),
  );
  document.close();
  rmSync(folder, { recursive: true, force: true });
});
