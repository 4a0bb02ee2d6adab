import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { practiceProcess, runCli } from '../support/command-line.ts';
import { sampleCounts, sampleIssues, samplePath, sampleResults } from '../support/sample.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-sample-'));
const source = join(folder, 'march-renewals.csv');
const data = join(folder, 'data');
let practice: Awaited<ReturnType<typeof practiceProcess>>;

beforeAll(async () => {
  copyFileSync(samplePath, source);
  practice = await practiceProcess();
});
afterAll(async () => {
  await practice.stop();
  rmSync(folder, { recursive: true, force: true });
});

const push = (...more: readonly string[]) =>
  runCli(
    data,
    ['push', source, '--controller', practice.url, '--client', 'DEMO', '--token-stdin', ...more],
    'sample-token\n',
  );

test('validate tells every issue of the sample, in JSON', async () => {
  const { code, out } = await runCli(data, ['validate', source, '--json']);
  expect(code).toBe(1);
  const told = JSON.parse(out) as { issues: { row: number; code: string; message: string }[] };
  expect(told).toMatchObject(sampleCounts);
  const found: Record<number, string[]> = {};
  for (const { row, code: issue, message } of told.issues) {
    found[row] = [...(found[row] ?? []), issue];
    expect(message.length).toBeGreaterThan(20);
  }
  expect(found).toEqual(sampleIssues);
});

test('push refuses the sample as it is, sends its good rows when told to, and not twice', async () => {
  const refused = await push('--json');
  expect(refused.code).toBe(1);

  const { code, out } = await push('--only-valid', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    ...sampleCounts,
    accepted: 14,
    rejected: 0,
    unknown: 0,
    unsent: 0,
    skipped: 16,
    attempts: 14,
    stoppedBy: null,
    results: join(folder, 'march-renewals.results.csv'),
  });

  const written = readFileSync(join(folder, 'march-renewals.results.csv'), 'utf8');
  expect(written.charCodeAt(0)).toBe(0xfeff);
  const { data: lines } = Papa.parse<string[]>(written.slice(1).trimEnd());
  const answered = lines[0]?.indexOf('opscom_completed_at') ?? -1;
  for (const line of lines.slice(1)) {
    if (line[8] === 'accepted') expect(line[answered]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    line[answered] = '';
  }
  expect(lines).toEqual(sampleResults(readFileSync(source, 'utf8')));

  const again = await push('--only-valid', '--json');
  expect(again.code).toBe(1);
  expect(again.err).toMatch(/was pushed to this connection before/);
});
