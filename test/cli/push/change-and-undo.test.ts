import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, practice, withPractice } from '../../support/each-push.ts';

const token = 'token-of-the-changes-4711';
withPractice(token);

async function json(...args: string[]): Promise<{ code: number | null; value: Record<string, unknown> }> {
  const { code, out } = await place.run(args.includes('--json') ? args : [...args, '--json']);
  return { code, value: JSON.parse(out) };
}

function table(name: string, ends: readonly string[], lineEnd = '\r\n'): string {
  const path = join(place.folder, name);
  const lines = ends.map((end, n) => `permit-${n},${end}`);
  writeFileSync(path, ['Reference ID,End Date', ...lines].join(lineEnd));
  return path;
}

/** What the controller holds of each permit, by what it was sent. */
function held(): Record<string, string> {
  const bodies = practice.requests().map(({ body }) => JSON.parse(body ?? '{}') as Record<string, string>);
  return Object.fromEntries(bodies.map(({ referenceID, endTime }) => [referenceID, endTime]));
}

test('of a file with one date changed only that row is sent, and undoing it puts the old date back', async () => {
  await place.run(['connection', 'add', 'Lot 7', '--controller', practice.url, '--client', 'OC-TEST']);
  const to = place.to(practice.url);
  const ends = Array.from({ length: 20 }, (_, n) => `2031-01-${String(n + 1).padStart(2, '0')}T23:59:59`);
  expect((await json('push', table('month.csv', ends), ...to)).value).toMatchObject({ accepted: 20 });
  const before = held();

  const changed = ends.with(7, '2031-12-31T23:59:59');
  const file = table('month.csv', changed, '\n');
  const checked = await json('validate', file, '--connection', 'Lot 7');
  expect(checked.value['changes']).toEqual({ changed: 1, unchanged: 19, unknown: 0 });
  const sent = practice.requests().length;
  const pushed = await json('push', file, ...to, '--only-changed');
  expect(pushed).toMatchObject({ code: 0, value: { accepted: 1, skipped: 19, unsent: 0 } });
  expect(practice.requests().length - sent).toBe(1);
  expect(held()).toEqual({ ...before, 'permit-7': '2031-12-31T23:59:59' });

  const undone = await json('undo', String(pushed.value['batch']));
  expect(undone.value).toMatchObject({ rows: 1, restorable: 1 });
  expect((await json('push', String(undone.value['batch']), ...to)).value).toMatchObject({ accepted: 1 });
  expect(held()).toEqual(before);
});
