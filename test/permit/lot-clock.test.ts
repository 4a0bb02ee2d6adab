import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { lotClock } from '../../src/permit/lot-clock.ts';

test('the lot’s clock is Temporal’s, at any time and around every shift', () => {
  const zones = [
    'America/Toronto',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'Africa/Cairo',
    'Pacific/Apia',
  ];
  for (const name of zones) {
    const clock = lotClock(name);
    const agrees = (time: Temporal.PlainDateTime) => {
      const local = time.toString({ smallestUnit: 'second' });
      const earlier = time.toZonedDateTime(name, { disambiguation: 'earlier' });
      const later = time.toZonedDateTime(name, { disambiguation: 'later' });
      const same = earlier.epochMilliseconds === later.epochMilliseconds;
      const skipped = !same && !later.toPlainDateTime().equals(time);
      expect([local, clock.shiftAt(local)?.kind ?? null]).toEqual([
        local,
        same ? null : skipped ? 'skipped' : 'twice',
      ]);
      expect(clock.instantOf(local)).toBe(skipped ? null : later.epochMilliseconds);
      if (!skipped) expect(clock.localAt(later.epochMilliseconds)).toBe(local);
    };
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(2060, 0) }), (epoch) => {
        agrees(
          Temporal.Instant.fromEpochMilliseconds(epoch - (epoch % 1000))
            .toZonedDateTimeISO('UTC')
            .toPlainDateTime(),
        );
      }),
      { numRuns: 300 },
    );
    let at = Temporal.Instant.from('2005-01-01T00:00:00Z')
      .toZonedDateTimeISO(name)
      .getTimeZoneTransition('next');
    for (let count = 0; at && count < 60; count++) {
      const after = at.toPlainDateTime();
      for (const minutes of [-181, -120, -61, -60, -31, -30, -1, 0, 1, 29, 30, 59, 60, 61]) {
        agrees(after.add({ minutes }));
        agrees(after.add({ minutes }).subtract({ seconds: 1 }));
      }
      at = at.getTimeZoneTransition('next');
    }
  }
});
