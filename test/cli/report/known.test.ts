import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reportSchema } from '../../../src/batch/exports/report/report-schema.ts';
import { place, practice, withPractice } from '../../support/each-push.ts';

const token = 'token-of-the-reports-4711';
withPractice(token);

test('the audit report names what was known before of what a batch changed, plates only where it shows plates', async () => {
  const push = async (name: string, ...lines: string[]) => {
    const { out } = await place.run(['push', place.csv(name, ...lines), ...place.to(practice.url)]);
    return (JSON.parse(out) as { batch: string }).batch;
  };
  await push('first.csv', 'a-1,OLD1,', 'a-2,SAME2,');
  const batch = await push('second.csv', 'a-1,NEW1,', 'a-2,SAME2,', 'a-3,NEW3,');
  await push('third.csv', 'a-1,LATER1,');
  const report = async (format: string, ...more: string[]) => {
    const out = join(place.folder, `report${more.length}.${format}`);
    const { code } = await place.run(['report', batch, '--format', format, '--out', out, ...more]);
    expect(code).toBe(0);
    return { out, text: readFileSync(out, 'utf8') };
  };

  const { out, text } = await report('json');
  const { known } = reportSchema.parse(JSON.parse(text));
  const since = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(known).toEqual([
    { row: 2, field: 'plate', known: 'OLD1', since, from: 'first.permitbatch', sent: 'NEW1' },
  ]);
  expect((await place.run(['verify', out])).code).toBe(0);
  const csv = (await report('csv')).text.split('\r\n');
  expect(csv[0]).toMatch(/,Last known here before$/);
  expect(csv[1]).toMatch(/,"License Plate: OLD1 \(\d{4}-\d\d-\d\d, first\.permitbatch\)"$/);
  expect(csv[2]).toMatch(/,$/);
  expect((await report('html')).text).toMatch(
    /What was known before \(1\)[\s\S]*OLD1[\s\S]*first\.permitbatch/,
  );

  expect(reportSchema.parse(JSON.parse((await report('json', '--redact')).text)).known).toEqual([]);
  for (const format of ['csv', 'html']) expect((await report(format, '--redact')).text).not.toContain('OLD1');
});
