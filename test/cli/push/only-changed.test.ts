import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, practice, withPractice } from '../../support/each-push.ts';

const token = 'token-of-what-changed-0042';
withPractice(token);

async function push(file: string, ...more: string[]) {
  const { code, out } = await place.run(['push', file, ...place.to(practice.url), ...more]);
  return { code, value: JSON.parse(out) as Record<string, unknown> };
}

let written = 0;

test('only rows that change something known are sent when that is asked, the others end as skipped with the reason', async () => {
  await push(place.csv('first.csv', 'a-1,ABC,', 'a-2,DEF,', 'a-3,GHI,'));
  const second = place.csv('second.csv', 'a-1,ABC,', 'a-2,NEW,', 'a-3,GHI,', 'a-4,JKL,');
  const results = join(place.folder, 'out.csv');
  const today = new Date().toISOString().slice(0, 10);
  const pushed = await push(second, '--only-changed', '--results', results);
  // What is not known may be a change.
  expect(pushed).toMatchObject({ code: 0, value: { accepted: 2, skipped: 2, unsent: 0 } });
  expect(practice.requests()).toHaveLength(5);
  const lines = readFileSync(results, 'utf8').trimEnd().split('\r\n');
  expect(lines[1]).toContain('skipped');
  expect(lines[1]).toContain(
    `it would change nothing of what was last known here. It was last known on ${today}.`,
  );
  expect(lines[2]).toContain('accepted');
  const again = async () => {
    const out = join(place.folder, `again-${++written}.csv`);
    await place.run(['results', String(pushed.value['batch']), '--out', out]);
    return readFileSync(out, 'utf8').trimEnd().split('\r\n');
  };
  expect(await again()).toEqual(lines);
  // What became known later is not what the row was left out for.
  await push(place.csv('third.csv', 'a-1,ABC,'), '--again');
  const [, first, , third] = await again();
  expect(first).toContain('it would change nothing of what was last known here.,');
  expect(third).toContain(`It was last known on ${today}.`);
});

test('without that word every row is sent, and where all are unchanged nothing is', async () => {
  await push(place.csv('first.csv', 'a-1,ABC,', 'a-2,DEF,'));
  const more = place.csv('more.csv', 'a-2,DEF,');
  expect(await push(more, '--only-changed')).toMatchObject({ code: 0, value: { accepted: 0, skipped: 1 } });
  expect(practice.requests()).toHaveLength(2);
  expect(await push(more)).toMatchObject({ code: 0, value: { accepted: 1, skipped: 0 } });
});

test('a book that cannot be used refuses to tell what changes, and sends nothing', async () => {
  await push(place.csv('first.csv', 'a-1,ABC,'));
  const forgotten = join(place.data, 'book', 'forgotten.json');
  mkdirSync(join(place.data, 'book'), { recursive: true });
  writeFileSync(forgotten, 'no JSON');
  const refused = await push(place.csv('second.csv', 'a-1,NEW,'), '--only-changed');
  expect(refused).toMatchObject({ code: 2, value: { stoppedBy: { code: 'book-unusable' } } });
  expect(practice.requests()).toHaveLength(1);
});
