import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { apiDateTime, daysInMonth } from '../../src/permit/calendar.ts';

test('the calendar is Temporal’s', () => {
  const part = (max: number) => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(part(9999), part(13), part(32), part(25), part(61), part(60), (y, mo, d, h, mi, s) => {
      const two = (number: number) => String(number).padStart(2, '0');
      const value = `${String(y).padStart(4, '0')}-${two(mo)}-${two(d)}T${two(h)}:${two(mi)}:${two(s)}`;
      let real = y > 0;
      try {
        new Temporal.PlainDateTime(y, mo, d, h, mi, s);
      } catch {
        real = false;
      }
      expect(apiDateTime(value)).toBe(real ? 'real' : 'impossible');
      if (mo >= 1 && mo <= 12) {
        expect(daysInMonth(y, mo)).toBe(new Temporal.PlainYearMonth(y, mo).daysInMonth);
      }
    }),
    { numRuns: 3000 },
  );
});
