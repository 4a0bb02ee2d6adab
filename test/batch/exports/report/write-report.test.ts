import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { remap } from '../../../../src/batch/edits/remap.ts';
import { reportSchema } from '../../../../src/batch/exports/report/report-schema.ts';
import { type ReportFormat, writeReport } from '../../../../src/batch/exports/report/write-report.ts';
import { writeResults } from '../../../../src/batch/exports/results.ts';
import type { BatchDocument } from '../../../../src/batch/file/document.ts';
import { beginRun, endRun, lastRun } from '../../../../src/batch/push/run.ts';
import { canonical, type Json, sha256 } from '../../../../src/batch/trail/canonical.ts';
import { commitment } from '../../../../src/batch/trail/commitment.ts';
import { recordTotals } from '../../../../src/batch/trail/record.ts';
import { rowsDigest } from '../../../../src/batch/trail/rows-digest.ts';
import { fileSalt, saltOf } from '../../../../src/batch/trail/salt.ts';
import { entries } from '../../../../src/batch/trail/trail.ts';
import { verifyBatch } from '../../../../src/batch/verify/verify-batch.ts';
import { verifyReport } from '../../../../src/batch/verify/verify-report.ts';
import { wordsIn } from '../../../../src/words/words.ts';
import { auditedBatch, createdBatch } from '../../../support/audited-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-report-'));

async function written(
  document: BatchDocument,
  format: ReportFormat,
  { redacted = false, allRows = false } = {},
): Promise<string> {
  const report = await writeReport(document, join(folder, `report.${format}`), {
    format,
    words: wordsIn('en'),
    redacted,
    allRows,
    now: new Date(),
  });
  if (!report.ok) throw new Error(report.failure.code);
  return report.value.path;
}

const found = async (path: string) => {
  const verified = await verifyReport(path);
  return verified.ok ? (verified.value.first?.code ?? 'whole') : verified.failure.code;
};

test('the published schema is the one that reports are made by', async () => {
  const published = `${JSON.stringify(z.toJSONSchema(reportSchema), null, 2)}\n`;
  await expect(published).toMatchFileSnapshot('../../../../docs/report.schema.json');
});

test('a JSON report follows its schema and is verified alone, however it is laid out', async () => {
  const document = await auditedBatch();
  const path = await written(document, 'json');
  const text = readFileSync(path, 'utf8');
  const report = reportSchema.parse(JSON.parse(text));
  const { tally, counts } = report.summary;
  expect(tally).toEqual({ accepted: 12, rejected: 1, unknown: 0, unsent: 0, skipped: 1 });
  expect(counts.rows).toBe(14);
  expect(report.rows.filter(({ line }) => line.row === 7).map(({ line }) => line.outcome)).toEqual([
    'rejected',
    'accepted',
  ]);
  expect(report.summary.resent).toBe(1);
  expect(await found(path)).toBe('whole');
  const laidOut = join(folder, 'laid-out.json');
  writeFileSync(laidOut, JSON.stringify(JSON.parse(text), null, 4));
  expect(await found(laidOut)).toBe('whole');
  const onOneLine = join(folder, 'one-line.json');
  writeFileSync(onOneLine, JSON.stringify(JSON.parse(text)));
  expect(await found(onOneLine)).toBe('whole');
  document.close();
});

test('a redacted report names no plate and no message, says so, and is verified all the same', async () => {
  const document = await auditedBatch();
  const whole = readFileSync(await written(document, 'json'), 'utf8');
  expect(whole).toMatch(/PLATE 5/);
  for (const allRows of [false, true]) {
    const shown = readFileSync(await written(document, 'html', { allRows }), 'utf8');
    expect(shown).toContain(
      '<td class="n"></td><td>dates such as 03/04/2026</td><td><bdi>not chosen</bdi></td><td><bdi>day first</bdi></td>',
    );
    expect(shown).toMatch(allRows ? /PLATE 5/ : /PLATE 9 is &lt;b&gt;too long/);
  }
  const path = await written(document, 'json', { redacted: true });
  const text = readFileSync(path, 'utf8');
  expect(text).not.toMatch(/PLATE|PL5|too long/);
  const verified = await verifyReport(path);
  expect(verified).toMatchObject({ ok: true, value: { first: null, redacted: true } });
  for (const allRows of [false, true]) {
    const html = await written(document, 'html', { redacted: true, allRows });
    expect(readFileSync(html, 'utf8')).not.toMatch(/PLATE|PL5|too long/);
  }
  expect(readFileSync(await written(document, 'csv', { redacted: true }), 'utf8')).not.toMatch(
    /PLATE|PL5|too long/,
  );
  document.close();
});

test('whatever is changed in a JSON report is found', async () => {
  const document = await auditedBatch();
  const whole = readFileSync(await written(document, 'json'), 'utf8');
  const changes: readonly (readonly [RegExp, string])[] = [
    [/"plate":"PLATE 1"/, '"plate":"PLATE X"'],
    [/"outcome":"rejected"/, '"outcome":"accepted"'],
    [/"message":"PLATE 5/, '"message":"PLATE 6'],
    [/"attempts":1/, '"attempts":2'],
    [/"after":"PLATE 2b"/, '"after":"PLATE 2c"'],
    [/"user":"[^"]*"/, '"user":"mallory"'],
    [/"accepted": 12/, '"accepted": 13'],
    [/"first":15,"last":15/, '"first":15,"last":16'],
    [/"hash":"./, '"hash":"z'],
    [/"redacted": false/, '"redacted": true'],
    [/\n {4}\{"entry":\d+,"line":\{"attempts"[^\n]*/, ''],
    [/"skipped": 1/, '"skipped": 0'],
  ];
  for (const [what, by] of changes) {
    const changed = whole.replace(what, by);
    const path = join(folder, 'changed.json');
    writeFileSync(path, changed);
    expect([changed === whole, await found(path)], String(what)).not.toEqual([false, 'whole']);
    expect(changed === whole, `${what} is not there`).toBe(false);
  }
  document.close();
});

const totals = {
  before: { at: '2030-01-01T00:00:00.000Z', zones: [{ zone: 'Lot <7>', permits: 39 }] },
  after: { at: '2030-01-01T00:01:00.000Z', zones: [{ zone: 'Lot <7>', permits: 41 }] },
  expected: [{ zone: 'Lot <7>', permits: 1 }],
};

test('a report tells what the controller told of its totals around a run, and never calls it proof', async () => {
  const document = await createdBatch();
  recordTotals(document, { run: lastRun(document)?.id ?? 0, ...totals }, new Date());
  expect((await verifyBatch(document)).first).toBeNull();
  expect(await found(await written(document, 'json', { redacted: true }))).toBe('whole');
  const html = readFileSync(await written(document, 'html'), 'utf8');
  expect(html).toContain('Lot &lt;7&gt;: 39 before, 41 after; difference seen +2, expected +1.');
  expect(html).toContain('proves nothing');
  document.close();
});

test('totals of a run that is not the newest, or has not ended, are out of place', async () => {
  const document = await createdBatch();
  recordTotals(document, { run: (lastRun(document)?.id ?? 0) + 1, ...totals }, new Date());
  expect((await verifyBatch(document)).first?.code).toBe('entry-out-of-place');
  document.close();
});

test('the recipe of docs/audit.md verifies a report with nothing but Node', async () => {
  const document = await auditedBatch();
  recordTotals(document, { run: lastRun(document)?.id ?? 0, ...totals }, new Date());
  const path = await written(document, 'json');
  const redacted = await written(document, 'json', { redacted: true });
  const guide = readFileSync(join(import.meta.dirname, '../../../../docs/audit.md'), 'utf8');
  const recipe = join(folder, 'verify.mjs');
  writeFileSync(recipe, /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? '');
  const run = promisify(execFile);
  expect((await run(process.execPath, [recipe, path])).stdout).toMatch(/^fits/);
  expect((await run(process.execPath, [recipe, redacted])).stdout).toMatch(/^fits/);
  const changed = join(folder, 'recipe-changed.json');
  writeFileSync(changed, readFileSync(path, 'utf8').replace('"plate":"PLATE 1"', '"plate":"PLATE X"'));
  await expect(run(process.execPath, [recipe, changed])).rejects.toThrow(/does not fit/);
  document.close();
});

test('the CSV report has a line for every row, in order, and no formula', async () => {
  const document = await auditedBatch();
  const text = readFileSync(await written(document, 'csv'), 'utf8');
  const { data } = Papa.parse<Record<string, string>>(text.slice(1).trimEnd(), { header: true });
  expect(data.map((row) => row['Row'])).toEqual(Array.from({ length: 14 }, (_, at) => String(at + 2)));
  expect(data[5]).toMatchObject({ Plate: 'PL5', Outcome: 'accepted', Edits: 'License Plate: PLATE 5 → PL5' });
  document.close();
});

test('a report on created permits says so, with their numbers, zones, dates and new reference IDs', async () => {
  const document = await createdBatch();
  expect(await verifyBatch(document)).toMatchObject({ first: null, discrepancies: 0 });
  const path = await written(document, 'json');
  const report = reportSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  expect(report.summary).toMatchObject({
    settings: { operation: 'create' },
    tally: { accepted: 2, unknown: 0 },
    resent: 1,
  });
  expect(report.trail.find(({ entry }) => entry.kind === 'run-started' && entry.unknownToo)).toBeDefined();
  expect(report.rows.at(-1)?.line).toMatchObject({
    row: 3,
    outcome: 'accepted',
    referenceId: 'new-P-2',
    sent: { permitNo: 'P-2', zone: 'Lot 8', startTime: '2030-02-01T00:00:00' },
  });
  expect(await found(path)).toBe('whole');
  const changed = join(folder, 'created-changed.json');
  for (const [what, by] of [
    ['"permitNo":"P-2"', '"permitNo":"P-3"'],
    ['"zone":"Lot 8"', '"zone":"Lot 9"'],
    ['"referenceId":"new-P-2"', '"referenceId":"new-P-3"'],
    ['"operation":"create"', '"operation":"update"'],
    ['"operation": "create"', '"operation": "update"'],
    ['"unknownToo":true', '"unknownToo":false'],
  ] as const) {
    const whole = readFileSync(path, 'utf8');
    writeFileSync(changed, whole.replace(what, by));
    expect(whole, what).toContain(what);
    expect(await found(changed), what).not.toBe('whole');
  }
  const page = readFileSync(await written(document, 'html'), 'utf8');
  expect(page).toContain('Create permits');
  expect(page).not.toMatch(/update/i);
  const text = readFileSync(await written(document, 'csv'), 'utf8');
  expect(Papa.parse<Record<string, string>>(text.slice(1), { header: true }).data[1]).toMatchObject({
    'Reference ID': 'new-P-2',
    'Permit number': 'P-2',
    Zone: 'Lot 8',
    'Start date': '2030-02-01T00:00:00',
  });
  document.close();
});

test('plates are left out of a redacted report also where their column stands for something else by now', async () => {
  const document = await auditedBatch();
  expect(remap(document, ['referenceId', null, 'endDate', 'amount', 'currency', null]).ok).toBe(true);
  for (const format of ['json', 'html', 'csv'] as const) {
    const text = readFileSync(await written(document, format, { redacted: true, allRows: true }), 'utf8');
    expect([format, /PLATE|PL5/.test(text)]).toEqual([format, false]);
  }
  document.close();
});

test('a plate that is left out cannot be tried out: nothing in a redacted report commits to it without a salt', async () => {
  const secret = 'PLATE 7';
  const document = await auditedBatch();
  const results = await writeResults(document, wordsIn('en'), { out: join(folder, 'results.csv') });
  if (!results.ok) throw new Error(results.failure.code);
  const path = await written(document, 'json', { redacted: true });
  const text = readFileSync(path, 'utf8');
  const html = readFileSync(await written(document, 'html', { redacted: true }), 'utf8');
  const { source } = reportSchema.parse(JSON.parse(text)).summary;
  const read = [...entries(document.db)][0];
  if (read?.kind !== 'read') throw new Error('no file was read');
  // Whoever knows the whole file but for the plate gets the right digests by trying this plate: they must not be there.
  expect(readFileSync(source.path, 'utf8')).toContain(secret);
  const tried = {
    file: sha256Of(readFileSync(source.path)),
    rows: rowsDigest(document),
    results: sha256Of(readFileSync(results.value)),
  };
  for (const [what, digest] of Object.entries(tried)) {
    expect([what, text.includes(digest), html.includes(digest)]).toEqual([what, false, false]);
  }
  // The batch's secret is what they are salted with, and no salt is told.
  const salt = fileSalt(saltOf(document.db), read.seq);
  expect(read.rowsDigest).toBe(commitment(tried.rows, salt));
  expect(read.source.sha256).toBe(commitment(tried.file, salt));
  expect(text.includes(salt)).toBe(false);
  // A whole report gives the salts away, and says the file's own digest.
  const whole = readFileSync(await written(document, 'json'), 'utf8');
  expect(whole.includes(salt)).toBe(true);
  expect(reportSchema.parse(JSON.parse(whole)).summary.source.sha256).toBe(tried.file);
  document.close();
});

test('a trail that an earlier version began is not given away without plates', async () => {
  const document = await auditedBatch();
  const { entry } = document.db.prepare('select entry from trail where seq = 1').get() as { entry: string };
  const { salted: _, ...early } = JSON.parse(entry) as Record<string, Json>;
  const text = canonical(early as Json);
  document.db.exec('drop trigger trail_unchanged');
  document.db.prepare('update trail set entry = ?, hash = ? where seq = 1').run(text, sha256(text));
  const choice = { words: wordsIn('en'), allRows: false, now: new Date() };
  const out = join(folder, 'early.json');
  expect(await writeReport(document, out, { ...choice, format: 'json', redacted: true })).toMatchObject({
    ok: false,
    failure: { code: 'trail-unsalted' },
  });
  expect(existsSync(out)).toBe(false);
  expect((await writeReport(document, out, { ...choice, format: 'json', redacted: false })).ok).toBe(true);
  document.close();
});

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

test('a run that was stopped by a wait beyond all bounds can be verified and reported on', async () => {
  const document = await auditedBatch();
  const record = {
    kind: 'retry',
    connection: '',
    controller: 'http://127.0.0.1:1',
    client: 'OC-TEST',
  } as const;
  const run = beginRun(
    document,
    { ...record, who: 'somebody', concurrency: 1, rate: null, unknownToo: false },
    new Date(),
  );
  const facts = { seconds: Number('9'.repeat(400)), reason: 'x' };
  endRun(document, run.id, 'stopped', { code: 'asked-to-wait', facts }, new Date());
  expect(await verifyBatch(document)).toMatchObject({ first: null });
  expect(await found(await written(document, 'json'))).toBe('whole');
  expect(readFileSync(await written(document, 'html'), 'utf8')).toContain('Run 3');
  document.close();
});
