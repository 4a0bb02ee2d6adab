import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trimmed } from '../../src/permit/cell.ts';

test('trimming twice is trimming once, and leaves no white space at the ends', () => {
  const text = fc
    .array(fc.constantFrom(' ', '\u00a0', '\ufeff', '\u200b', '\n', 'a', 'é', '\u3000'))
    .map((c) => c.join(''));
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (cell) => {
      const once = trimmed(cell);
      expect(trimmed(once)).toBe(once);
      expect(once.trim()).toBe(once);
      expect(cell).toContain(once);
    }),
  );
});
