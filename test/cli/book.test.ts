import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wordsIn } from '../../src/words/words.ts';
import { place, practice, withPractice } from '../support/each-push.ts';

const token = 'token-of-the-book-0815';
withPractice(token);

async function json(...args: string[]): Promise<{ code: number | null; value: Record<string, unknown> }> {
  const { code, out } = await place.run([...args, '--json']);
  return { code, value: JSON.parse(out) };
}

test('what was pushed by hand is known of the connection to the same controller and client code', async () => {
  await place.run(['connection', 'add', 'Lot 7', '--controller', practice.url, '--client', 'OC-TEST']);
  const first = place.csv('first.csv', 'a-1,ABC,', 'a-2,DEF,');
  expect((await place.run(['push', first, ...place.to(practice.url)])).code).toBe(0);

  const second = place.csv('second.csv', 'a-1,ABC,', 'a-2,NEW,', 'a-3,GHI,');
  const diff = join(place.folder, 'diff.csv');
  const checked = await json('validate', second, '--connection', 'Lot 7', '--diff', diff);
  expect(checked.code).toBe(0);
  expect(checked.value['changes']).toEqual({ changed: 1, unchanged: 1, unknown: 1 });
  const [header, line, ...more] = readFileSync(diff, 'utf8').replace('\uFEFF', '').trimEnd().split('\r\n');
  expect(header).toBe('row,opscom_reference_id,field,known,new,known_since,known_from');
  expect(line).toMatch(/^3,a-2,plate,DEF,NEW,\d{4}-\d\d-\d\dT[\d:.]+Z,first\.permitbatch$/);
  expect(more).toEqual([]);

  const status = await json('book', 'status', '--connection', 'Lot 7');
  expect(status.value).toMatchObject({ permits: 2, rows: 2, batches: 1 });
  const out = join(place.folder, 'book.csv');
  expect((await json('book', 'export', '--connection', 'Lot 7', '--out', out)).value).toMatchObject({
    permits: 2,
  });
  expect(readFileSync(out, 'utf8')).toContain('\r\na-1,,,,ABC,');

  const forgotten = await json('book', 'forget', '--connection', 'Lot 7', '--reference', 'a-2');
  expect(forgotten).toMatchObject({ code: 0, value: { forgotten: 1 } });
  const again = await json('validate', second, '--connection', 'Lot 7');
  expect(again.value['changes']).toEqual({ changed: 0, unchanged: 1, unknown: 2 });
});

test('the book and forgetting need to be told what, and a difference needs a connection', async () => {
  await place.run(['connection', 'add', 'Lot 7', '--controller', practice.url, '--client', 'OC-TEST']);
  expect((await json('book', 'forget', '--connection', 'Lot 7')).code).toBe(2);
  expect((await json('book', 'forget', '--connection', 'Lot 7', '--all', '--reference', 'a')).code).toBe(2);
  const nothing = await json('book');
  expect(nothing).toMatchObject({ code: 2, value: { error: { message: wordsIn('en').cli.noCommand } } });
  const file = place.csv('first.csv', 'a-1,ABC,');
  expect((await json('validate', file, '--diff', join(place.folder, 'diff.csv'))).code).toBe(2);
  expect((await json('validate', file)).value).not.toHaveProperty('changes');
});
