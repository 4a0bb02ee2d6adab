import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, practice, withPractice } from '../../support/each-push.ts';

const token = 'token-of-found-references-0815';
withPractice(token);

function file(name: string, ...lines: string[]): string {
  const path = join(place.folder, name);
  writeFileSync(path, lines.join('\r\n'));
  return path;
}

async function run(...args: string[]) {
  const { code, out, err } = await place.run(args);
  return { code, err, value: (out === '' ? {} : JSON.parse(out)) as Record<string, unknown> };
}

/** Permits as this computer created them: two have one plate, one has no number. */
async function created(): Promise<void> {
  const end = '2031-06-30T23:59:59';
  const source = file(
    'new.csv',
    'Permit No,Lot,Plate,End Date',
    `P-1,Lot 7,ABC 123,${end}`,
    `P-2,Lot 7,ABC 124,${end}`,
    `P-2,Lot 8,ABC 125,${end}`,
    `,Lot 7,TWIN 1,${end}`,
    `,Lot 7,twin-1,2032-06-30T23:59:59`,
  );
  const create = ['--operation', 'create', '--duplicates', 'all', ...place.to(practice.url)];
  expect(await run('push', source, ...create)).toMatchObject({ code: 0, value: { accepted: 5 } });
}

/** As OPSCOM's Active Permit Report has its columns. */
const report = [
  'User,Permit Number,Plate(s),Lot,Effective Date,Expiry Date',
  'A,P-1,"NEW 1",Lot 7,2031-01-01,2031-12-31T23:59:59',
  'B,P-2,ABC 125,Lot 8,2031-01-01,2031-12-31T23:59:59',
  'C,,abc124,Lot 7,2031-01-01,2031-12-31T23:59:59',
  'D,,TWIN 1,Lot 7,2031-01-01,2031-12-31T23:59:59',
  'E,P-1,ABC 123,Lot 9,2031-01-01,2031-12-31T23:59:59',
  'F,P-9,ABC 123,Lot 7,2031-01-01,2031-12-31T23:59:59',
];

test('a report without reference IDs gets those of which one permit is known, and says of which there are several', async () => {
  await created();
  const source = file('report.csv', ...report);
  const to = place.to(practice.url);
  expect((await run('push', source, ...to)).code).toBe(2);
  const refused = await run('push', source, '--find-references', ...to);
  expect(refused.err).toContain(
    '3 reference IDs were found; for 1 row several permits may be meant, and for 2 none',
  );
  expect(refused).toMatchObject({ code: 1, value: { accepted: 0, stoppedBy: { code: 'rows-invalid' } } });
  expect(refused.value['issueCounts']).toMatchObject({ 'reference-missing': 2, 'reference-ambiguous': 1 });

  const sent = await run('push', source, '--find-references', '--only-valid', ...to);
  expect(sent).toMatchObject({ code: 1, value: { accepted: 3, skipped: 3 } });
  const results = readFileSync(sent.value['results'] as string, 'utf8').split('\r\n');
  expect(results[0]).toContain('User,Permit Number,Plate(s),Lot,Effective Date,Expiry Date,opscom_status');
  const numbers = [1, 2, 3].map((at) => /Reference ID: +→ ([0-9a-f-]{36})/.exec(results[at] ?? '')?.[1]);
  expect(new Set(numbers).size).toBe(3);
  expect((await run('verify', sent.value['batch'] as string, '--json')).code).toBe(0);

  await place.run(['connection', 'add', 'Lot 7', '--controller', practice.url, '--client', 'OC-TEST']);
  const checked = await run('validate', source, '--find-references', '--connection', 'Lot 7', '--json');
  expect(checked.code).toBe(1);
  const issues = checked.value['issues'] as { row: number; code: string; message: string; column: number }[];
  const told = issues.filter(({ code }) => code.startsWith('reference-'));
  expect(told.map(({ row, column, code }) => [row, column, code])).toEqual([
    [5, 7, 'reference-ambiguous'],
    [6, 7, 'reference-missing'],
    [7, 7, 'reference-missing'],
  ]);
  expect(told[0]?.message).toMatch(/may be meant: [0-9a-f-]{36}, [0-9a-f-]{36}\./);
  expect(checked.value['changes']).toMatchObject({ changed: 0, unchanged: 3 });
});

test('looking up needs a connection, and asks first about a column that may hold the reference IDs', async () => {
  const source = file('report.csv', ...report);
  expect((await run('validate', source, '--find-references', '--json')).code).toBe(2);
  const doubtful = file('id.csv', 'Permit ID,Plate,End Date', '1-a,ABC 123,2031-12-31T23:59:59');
  const asked = await run('push', doubtful, '--find-references', ...place.to(practice.url));
  expect(asked.code).toBe(2);
  expect(asked.err).toContain('--map "Permit ID=referenceId"');
});

test('a column of reference IDs with gaps has these filled in, and the rest stays', async () => {
  await created();
  const source = file(
    'gaps.csv',
    'Reference ID,Plate,Zone',
    'own-1,ABC 123,',
    ',ABC 124,Lot 7',
    ',ABC 124,Lot 8',
  );
  const checked = await run('push', source, '--find-references', '--only-valid', ...place.to(practice.url));
  expect(checked.value).toMatchObject({ accepted: 2, issueCounts: { 'reference-missing': 1 } });
});
