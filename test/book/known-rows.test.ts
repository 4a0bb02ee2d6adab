import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BatchDocument } from '../../src/batch/file/document.ts';
import { rowsByNumber } from '../../src/batch/rows/rows.ts';
import { verifyBatch } from '../../src/batch/verify/verify-batch.ts';
import { connectionByHand, practiceConnection } from '../../src/connections/connection.ts';
import { checkKnownNow } from '../../src/jobs/connection-check.ts';
import { openFile } from '../../src/jobs/open-file.ts';
import { type Practice, startPractice } from '../../src/opscom/practice/practice.ts';
import type { OperationName } from '../../src/permit/operation.ts';
import { push } from '../support/push-batch.ts';

let folder: string;
let practice: Practice;
const open: BatchDocument[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'known-rows-'));
  practice = await startPractice();
});

afterEach(async () => {
  for (const document of open.splice(0)) document.close();
  await practice.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

const header = 'Permit No,Lot,Start Date,End Date,Plate';
const clock = (date: string) => (date === '' ? '' : `${date}T12:00:00`);

async function file(
  lines: readonly string[],
  operation: OperationName = 'create',
  head = header,
): Promise<BatchDocument> {
  const source = join(folder, `file-${open.length}.csv`);
  writeFileSync(source, [head, ...lines].join('\r\n'));
  const made = await openFile(folder, {
    source,
    operation,
    reading: {},
    maps: [],
    duplicates: 'all',
    connection: null,
    appVersion: '0',
    referenceOptional: false,
    onProgress: () => {},
    signal: new AbortController().signal,
  });
  if (!made.ok) throw new Error(made.failure.code);
  open.push(made.value);
  return made.value;
}

/** A row of a file to create, its dates at noon. */
const permit = (number: string, zone: string, start: string, end: string, plate = 'ABC 123') =>
  [number, zone, clock(start), clock(end), plate].join(',');

/** Row and code of what is said of a file once it is held against the book. */
async function said(document: BatchDocument, client = 'OC-TEST'): Promise<string[]> {
  const done = await checkKnownNow(folder, document, connectionByHand(practice.url, client));
  expect(done).toEqual({ ok: true, value: null });
  return issues(document);
}

function issues(document: BatchDocument): string[] {
  const found = document.db
    .prepare("select row, code from issue where code <> 'end-date-past' order by row, column")
    .all();
  return (found as { row: number; code: string }[]).map(({ row, code }) => `${row} ${code}`);
}

/** What the controller called the permits that the first file created, in its order. */
function references(): string[] {
  const found = open[0]?.db.prepare('select reference_id from outcome order by row').all() ?? [];
  return (found as { reference_id: string }[]).map(({ reference_id }) => reference_id);
}

const year = '2031-01-01';
const end = '2031-12-31';

test.each([
  ['the same', ['7', 'A', year, end], ['7', 'A', year, end], true],
  ['another number', ['7', 'A', year, end], ['8', 'A', year, end], false],
  ['another zone', ['7', 'A', year, end], ['7', 'B', year, end], false],
  ['a zone in other letters', ['7', 'Lot a', year, end], [' 7', 'LOT A', year, end], true],
  ['a zone that is not said', ['7', 'A', year, end], ['7', '', year, end], true],
  ['the year after', ['7', 'A', year, end], ['7', 'A', '2032-01-01', '2032-12-31'], false],
  ['beginning when the other ends', ['7', 'A', year, end], ['7', 'A', end, '2032-12-31'], false],
  ['its last day', ['7', 'A', year, end], ['7', 'A', '2031-12-30', '2032-12-31'], true],
  ['within', ['7', 'A', year, end], ['7', 'A', '2031-03-01', '2031-04-01'], true],
  ['around', ['7', 'A', '2031-03-01', '2031-04-01'], ['7', 'A', year, end], true],
  ['one day both', ['7', 'A', year, year], ['7', 'A', year, year], true],
  ['open at the start, which is today', ['7', 'A', '', end], ['7', 'A', year, end], true],
  ['open at the start, long after', ['7', 'A', year, end], ['7', 'A', '', '2030-01-01'], false],
  ['no number: plate, zone and start', ['', 'A', year, end], ['', 'A', year, '2031-06-30'], true],
  ['no number, another start', ['', 'A', year, end], ['', 'A', '2031-02-01', end], false],
  ['no number before, one now', ['', 'A', year, end], ['7', 'A', year, end], true],
  ['two numbers with one plate', ['7', 'A', year, end], ['8', 'A', year, end], false],
] as const)('a creation of %s', async (_, [no, zone, start, till], [again, lot, from, to], exists) => {
  await push(await file([permit(no, zone, start, till)]), practice.url);
  const second = await file([permit(again, lot, from, to, 'abc-123')]);
  expect((await said(second)).includes('2 permit-exists')).toBe(exists);
});

test('row by row, whatever the file, and not at another connection nor in practice', async () => {
  await push(await file([permit('1', 'A', year, end), permit('2', 'A', year, end, 'DEF 456')]), practice.url);
  const lines = [
    permit('3', 'A', year, end, 'GHI 789'),
    permit('2', 'A', year, end, 'DEF 456'),
    permit('1', 'A', year, end),
  ];
  const again = await file(lines);
  expect(await said(again, 'OC-OTHER')).toEqual([]);
  await checkKnownNow(folder, again, practiceConnection);
  expect(issues(again)).toEqual([]);
  expect(await said(again)).toEqual(['3 permit-exists', '4 permit-exists']);
  const [row] = rowsByNumber(again, [3]);
  expect(row?.issues[0]).toMatchObject({
    code: 'permit-exists',
    column: null,
    facts: { permit: '2', batch: 'file-0.permitbatch', row: 3 },
  });
  expect(await verifyBatch(again)).toMatchObject({ first: null });
  // Back at the other connection nothing is said any more.
  expect(await said(again, 'OC-OTHER')).toEqual([]);
  expect(await verifyBatch(again)).toMatchObject({ first: null });
});

test('a permit that was deleted here since can be created again, and one that was ended early too', async () => {
  await push(await file([permit('1', 'A', year, end), permit('2', 'A', year, end, 'DEF 456')]), practice.url);
  const [first = '', second = ''] = references();
  await push(await file([first], 'delete', 'Reference ID'), practice.url);
  await push(await file([`${second},2031-02-01T12:00:00`], 'update', 'Reference ID,End Date'), practice.url);
  const again = [permit('1', 'A', year, end), permit('2', 'A', '2031-03-01', end, 'DEF 456')];
  expect(await said(await file(again))).toEqual([]);
});

test('a plate that another live permit of the book has is a warning that names it', async () => {
  await push(
    await file([permit('1', 'A', year, end), permit('2', 'A', year, '2020-12-31', 'OLD 1')]),
    practice.url,
  );
  const [own = ''] = references();
  const update = await file(['X-9,abc123', `${own},ABC 123`, 'X-8,OLD 1'], 'update', 'Reference ID,Plate');
  // The file says itself what becomes of the permit of its third row; the other one has ended.
  expect(await said(update)).toEqual(['2 plate-repeated', '3 plate-repeated']);
  const alone = await file(['X-9,abc123', 'X-8,OLD 1'], 'update', 'Reference ID,Plate');
  expect(await said(alone)).toEqual(['2 plate-repeated']);
  expect(rowsByNumber(alone, [2])[0]?.issues[0]?.facts).toMatchObject({ permit: '1' });
  const moved = await file(['X-9,ABC 123', `${own},NEW 9`], 'update', 'Reference ID,Plate');
  expect(await said(moved)).toEqual([]);
  const created = await file([permit('9', 'B', year, end, 'ABC-123')]);
  expect(await said(created)).toEqual(['2 plate-repeated']);
});
