import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { changeMany } from '../../../src/batch/edits/bulk/change-many.ts';
import { openDocument } from '../../../src/batch/file/open-document.ts';
import { runCli } from '../../support/command-line.ts';
import { place, practice, withPractice } from '../../support/each-push.ts';

const token = 'token-of-the-left-out-0816';
withPractice(token);

test('a row that was not sent and is left out then is skipped everywhere, and is no failure of the next run', async () => {
  const file = place.csv('left.csv', 'a-1,ABC,', 'a-2,DEF,');
  const stopped = await runCli(place.data, ['push', file, ...place.to(practice.url)], 'another-token\n');
  const { batch } = JSON.parse(stopped.out);
  const opened = openDocument(batch);
  if (!opened.ok) throw new Error(opened.failure.code);
  const document = opened.value;
  changeMany(
    document,
    { scope: { rows: [2] }, change: { kind: 'leave-out', reason: 'by-hand' } },
    { who: 'somebody', now: () => new Date() },
  );
  document.close();
  const listed = await place.run(['list', '--json']);
  expect(JSON.parse(listed.out).batches).toMatchObject([{ unsent: 1, skipped: 1 }]);
  const resumed = await place.run(['resume', batch, ...place.to(practice.url)]);
  const report = JSON.parse(resumed.out);
  expect(resumed.code).toBe(0);
  expect(report).toMatchObject({ rows: 2, accepted: 1, unsent: 0, skipped: 1, leftOut: 1 });
  const [, first, second] = readFileSync(report.results, 'utf8').split('\r\n');
  expect(first).toMatch(/,skipped,.*Left out by hand\./);
  expect(second).toContain(',accepted,');
  expect((await place.run(['verify', batch])).code).toBe(0);
});
