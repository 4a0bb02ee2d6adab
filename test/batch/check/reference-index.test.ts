import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ReferenceIndex } from '../../../src/batch/check/reference-index.ts';

/** Many rows of few IDs, some beyond what a fresh index has room for. */
const steps = fc.array(
  fc.record({
    row: fc.constantFrom(2, 3, 4, 5, 6, 7, 9_000),
    id: fc.constantFrom('A', 'B-1', 'B-2', 'éß', ''),
    looks: fc.boolean(),
  }),
  { maxLength: 60 },
);

it('answers as a plain list of rows by ID does, whatever is added and taken out', () => {
  fc.assert(
    fc.property(steps, (made) => {
      const index = new ReferenceIndex();
      const held = new Map<number, string>();
      const rowsOf = (id: string): number[] => [...held].flatMap(([row, other]) => (other === id ? row : []));
      for (const { row, id, looks } of made) {
        const before = held.get(row);
        if (before !== undefined) {
          index.remove(before, row);
          held.delete(row);
        }
        if (before === id) continue;
        held.set(row, id);
        index.add(id, row);
        if (looks) expect(index.rows(id)).toEqual(rowsOf(id));
      }
      const ids = [...new Set(held.values())];
      for (const id of ['A', 'B-1', 'B-2', 'éß', '']) expect(index.rows(id)).toEqual(rowsOf(id));
      expect([...index.groups()].sort()).toEqual(
        ids
          .map(rowsOf)
          .filter(({ length }) => length > 1)
          .sort(),
      );
    }),
  );
});

it('keeps every row apart when it grows far beyond what was expected, and when rows are taken out', () => {
  const index = new ReferenceIndex(10);
  const idOf = (row: number): string => `permit-${row % 40_000}`;
  for (let row = 2; row < 50_000; row++) index.add(idOf(row), row);
  for (let row = 2; row < 50_000; row += 3) index.remove(idOf(row), row);
  const isIn = (row: number): boolean => row >= 2 && row < 50_000 && row % 3 !== 2;
  for (let row = 0; row < 40_000; row++) {
    expect(index.rows(idOf(row))).toEqual([row, row + 40_000].filter(isIn));
  }
});
