import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { summarise } from '../../../src/batch/check/summary.ts';
import { changeSettings, remap } from '../../../src/batch/edits/remap.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { readMeta } from '../../../src/batch/file/meta.ts';
import type { CreateOptions } from '../../../src/batch/import/create-options.ts';
import { mappingMemory } from '../../../src/batch/import/mapping-memory.ts';
import { pendingRows } from '../../../src/batch/push/pending.ts';
import { rowPage } from '../../../src/batch/rows/rows.ts';
import { checkedBatch } from '../../support/checked-batch.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'permit-loader-columns-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const headers = ['Reference ID', 'Car', 'Plate'];
const records = [headers, ['r-1', 'AAA 111', 'BBB 222']];

async function columnsOf(options: Partial<CreateOptions> = {}) {
  const document = await checkedBatch(folder, records, { recall: mappingMemory(folder).recall, ...options });
  const columns = (readMeta(document, 'columns') ?? []).map(
    ({ field, certainty }) => `${field} ${certainty}`,
  );
  const notes = summarise(document).notes;
  return { document, columns, notes };
}

test('what a person chose for a header line is taken for the next file with it, and said', async () => {
  const first = await columnsOf();
  expect(first.columns).toEqual(['referenceId normalised', 'null null', 'plate normalised']);
  expect(first.notes).toEqual([]);
  expect(remap(first.document, ['referenceId', 'plate', null]).ok).toBe(true);
  mappingMemory(folder).remember(readMeta(first.document, 'columns') ?? [], 'update');
  first.document.close();

  const second = await columnsOf();
  expect(second.columns).toEqual(['referenceId normalised', 'plate remembered', 'null remembered']);
  expect(second.notes).toEqual([{ code: 'mapping-remembered', facts: { headers: '“Car”, “Plate”' } }]);
  second.document.close();

  const mapped = await columnsOf({ maps: [{ header: 'Plate', field: 'plate' }] });
  expect(mapped.columns).toEqual(['referenceId normalised', 'null null', 'plate chosen']);
  expect(mapped.notes).toEqual([]);
  mappingMemory(folder).remember(readMeta(mapped.document, 'columns') ?? [], 'update');
  mapped.document.close();
  expect(mappingMemory(folder).recall(headers, 'update')).toBeNull();
});

test('only the very same headers are remembered, and a damaged memory is none', () => {
  const memory = mappingMemory(folder);
  const match = (header: string, field: 'referenceId' | 'plate' | null) =>
    ({ header, field, certainty: 'chosen', proposal: null }) as const;
  memory.remember([match('A', 'referenceId'), match('B', 'plate')], 'update');
  expect(memory.recall(['A', 'B'], 'update')?.fields).toEqual(['referenceId', 'plate']);
  for (const other of [['B', 'A'], ['A'], ['a', 'B'], ['A', 'B', 'C'], ['A,B']])
    expect(memory.recall(other, 'update')).toBeNull();
  const results = ['opscom_status', 'opscom_reference_id'];
  expect(memory.recall(['A', 'B', ...results], 'update')?.fields).toEqual(['referenceId', 'plate']);
  expect(memory.recall(['A', 'B', ...results, 'C'], 'update')).toBeNull();
  expect(memory.recall([...results], 'update')).toBeNull();
  const path = join(folder, 'mappings.json');
  const stored = readFileSync(path, 'utf8');
  for (const damaged of ['', '{', stored.replace('plate', 'referenceId'), stored.replace('plate', 'x')]) {
    writeFileSync(path, damaged);
    expect(memory.recall(['A', 'B'], 'update')).toBeNull();
  }
  writeFileSync(path, '');
  memory.remember([match('A', null), match('B', 'referenceId')], 'update');
  expect(memory.recall(['A', 'B'], 'update')?.fields).toEqual([null, 'referenceId']);
});

const toronto = { zone: 'America/Toronto', endDate: 'utc', dayEnd: '23:59:59', dateOrder: null } as const;

test.each([
  ['EndDateUtc', toronto, { endDateUtc: '2031-03-09T07:30:00' }, true],
  ['End Date (UTC)', toronto, { endDateUtc: '2031-03-09T07:30:00' }, true],
  ['ENDDATEUTC', toronto, { endDateUtc: '2031-03-09T07:30:00' }, true],
  ['End Date', toronto, { endDateUtc: '2031-03-09T11:30:00' }, false],
  ['EndDateUtc', { ...toronto, endDate: 'unchanged' }, { endTime: '2031-03-09T07:30:00' }, false],
] as const)('times under %s are never converted twice', async (header, settings, sent, said) => {
  const made = await checkedBatch(
    folder,
    [
      ['reference_id', header],
      ['r-1', '2031-03-09T07:30:00'],
    ],
    { settings },
  );
  const [request] = [
    ...pendingRows(
      made,
      { scope: { kind: 'push', base: 1, unknownToo: false, outcomes: null } } as never,
      new Set(),
    ),
  ];
  expect(request?.request).toEqual({ referenceId: 'r-1', ...sent });
  expect(summarise(made).notes.map(({ code }) => code)).toEqual(said ? ['end-date-utc'] : []);
  made.close();
});

test('a time in UTC that the lot’s clock skips is a time all the same, and one with an offset is put into UTC', async () => {
  const rows = [
    ['r-1', '2031-03-09T02:30:00'],
    ['r-2', '2031-03-09T02:30:00-05:00'],
  ];
  const issues = (document: BatchDocument) =>
    rowPage(document, { filter: {}, offset: 0, limit: 9 }).rows.flatMap((row) =>
      row.issues.map(({ code, repair }) => `${row.number} ${code} ${repair?.value ?? ''}`),
    );
  const utc = await checkedBatch(folder, [['reference_id', 'EndDateUtc'], ...rows], { settings: toronto });
  expect(issues(utc)).toEqual(['3 end-date-format 2031-03-09T07:30:00']);
  expect(changeSettings(utc, { endDate: 'unchanged' }).ok).toBe(true);
  expect(issues(utc)).toContain('2 end-date-impossible ');
  utc.close();
  const local = await checkedBatch(folder, [['reference_id', 'endTime'], ...rows], { settings: toronto });
  expect(issues(local)).toContain('2 end-date-impossible ');
  local.close();
});
