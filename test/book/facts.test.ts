import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withBook } from '../../src/book/book.ts';
import { addFacts, connectionId, factsOf } from '../../src/book/facts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

test('a value with the marks that part values and lines spoils none beside it', () => {
  const found = withBook(folder, ({ db }) => {
    const connection = connectionId(db, { controller: 'https://controller.example.com', client: 'A' });
    const fact = { connection, at: 1, run: 1, operation: 'update' } as const;
    addFacts(db, 7, [
      { ...fact, reference: 'a', row: 2, values: { plate: 'ONE\x1eb\x1f9', amount: '5.00' } },
      { ...fact, reference: 'b', row: 3, values: { plate: 'TWO', zone: 'é, "7"' } },
      { ...fact, reference: 'b', row: 4, at: 0, values: { plate: 'OLD' } },
    ]);
    return factsOf(db, connection, ['b', 'a', 'c', 'b']);
  });
  if (!found.ok) throw new Error(found.failure.code);
  const values = [...found.value].map(([reference, facts]) => [reference, facts.map((fact) => fact.values)]);
  expect(Object.fromEntries(values)).toEqual({
    a: [{ plate: 'ONE\ufffdb\ufffd9', amount: '5.00' }],
    b: [{ plate: 'OLD' }, { plate: 'TWO', zone: 'é, "7"' }],
  });
});
