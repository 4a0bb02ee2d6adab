import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, practice, withPractice } from '../../support/each-push.ts';

const token = 'token-of-same-rows-0815';
withPractice(token);

function file(name: string, ...rows: string[]): string {
  const path = join(place.folder, name);
  writeFileSync(path, ['Reference ID,Plate,Amount,Currency', ...rows].join('\n'));
  return path;
}

test('rows that carry exactly what was accepted last time are told, before a push and when a file is checked', async () => {
  const to = place.to(practice.url);
  const first = file('first.csv', 'a-1,ABC 1,,', 'a-2,ABC 2,,', 'a-3,ABC 3,5.00,CAD');
  const once = await place.run(['push', first, ...to]);
  expect(once.code).toBe(0);
  expect(once.err).not.toContain('accepted last time');
  await place.run(['connection', 'add', 'Lot 7', '--controller', practice.url, '--client', 'OC-TEST']);

  // The third would change nothing, but says less than last time; the fourth was never pushed.
  const next = file('next.csv', 'a-1,ABC 1,,', 'a-2,NEW 2,,', 'a-3,ABC 3,,', 'a-4,ABC 4,,');
  const validated = await place.run(['validate', next, '--connection', 'Lot 7', '--json']);
  const { notes, changes } = JSON.parse(validated.out) as { notes: string[]; changes: object };
  expect(changes).toEqual({ changed: 1, unchanged: 2, unknown: 1 });
  const said = notes.find((note) => note.includes('accepted last time'));
  expect(said).toMatch(/^1 of 4 rows .* newest from first\.permitbatch of \d{4}-\d\d-\d\d\./);
  const pushed = await place.run(['push', next, ...to]);
  expect(pushed.code).toBe(0);
  expect(pushed.err).toContain('1 of 4 rows');

  // Once it was pushed, all of it is the same: also where that refuses it.
  const again = await place.run(['push', next, ...to]);
  expect(JSON.parse(again.out).stoppedBy.code).toBe('pushed-before');
  expect(again.err).toContain('4 of 4 rows');
  const elsewhere = await place.run(['push', next, ...to, '--client', 'OC-OTHER']);
  expect(elsewhere.err).not.toContain('accepted last time');
});
