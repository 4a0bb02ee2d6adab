import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createDocument } from '../../../src/batch/file/open-document.ts';
import { databaseInThread } from '../../../src/batch/file/thread-database.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-thread-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const count = 'select count(*) as rows from row';
const insert = 'insert into row (number, cells) values (?, ?)';

function opened(name: string) {
  const document = createDocument(join(folder, name));
  const aside = databaseInThread(document.path);
  if (!aside) throw new Error('There is no thread.');
  return { document, aside };
}

test('orders are obeyed as they come, and each answer is to its own question', () => {
  const { document, aside } = opened('order');
  aside.exec('begin immediate');
  const before = aside.getLater(count, []);
  aside.runLater(insert, [2, '["a"]']);
  const between = aside.getLater(count, []);
  aside.runLater(insert, [3, '["é"]']);
  expect(aside.prepare(count).get()).toMatchObject({ rows: 2 });
  expect(between()).toMatchObject({ rows: 1 });
  expect(before()).toMatchObject({ rows: 0 });
  expect(aside.isTransaction).toBe(true);
  expect(document.db.prepare(count).get()).toMatchObject({ rows: 0 });
  aside.exec('commit');
  expect(aside.isTransaction).toBe(false);
  expect(document.db.prepare('select cells from row').all()).toMatchObject([
    { cells: '["a"]' },
    { cells: '["é"]' },
  ]);
  aside.close();
  aside.close();
  expect(aside.isOpen).toBe(false);
  document.close();
});

test('once a statement has failed nothing more is done, and closing takes back what was', () => {
  const { document, aside } = opened('failed');
  aside.exec('begin immediate');
  aside.runLater(insert, [2, '["a"]']);
  aside.runLater(insert, [2, '["twice"]']);
  const unasked = aside.getLater(count, []);
  aside.runLater(insert, [3, '["b"]']);
  expect(() => aside.exec('commit')).toThrow(expect.objectContaining({ errcode: 1555 }));
  expect(unasked).toThrow('UNIQUE');
  aside.close();
  expect(document.db.prepare(count).get()).toMatchObject({ rows: 0 });
  document.db.exec('begin immediate; rollback');
  document.close();
});

test('there is none for a file that cannot be opened', () => {
  expect(databaseInThread(join(folder, 'no-folder', 'batch'))).toBeNull();
});
