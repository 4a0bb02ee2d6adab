import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recount } from '../../src/batch/file/counts.ts';
import { batchFolder } from '../../src/batch/file/data-folder.ts';
import type { BatchDocument } from '../../src/batch/file/document.ts';
import { writeMeta } from '../../src/batch/file/meta.ts';
import { createDocument } from '../../src/batch/file/open-document.ts';
import type { RunRecord } from '../../src/batch/push/run.ts';
import type { OperationName } from '../../src/permit/operation.ts';

/** The reference ID of the nth row that `makeBatch` makes by itself. */
export const referenceOf = (n: number): string => `ref-${String(n).padStart(7, '0')}`;

/** A run as a test begins one that asks nothing of it. */
export const plainRun: RunRecord = {
  kind: 'push',
  connection: '',
  controller: 'http://127.0.0.1:1',
  client: 'X',
  who: 'me',
  concurrency: 8,
  rate: null,
  unknownToo: false,
};

interface MadeBatch {
  readonly name?: string;
  readonly rows: number | readonly (readonly string[])[];
  /** Numbers of rows that cannot be sent. */
  readonly invalid?: readonly number[];
  readonly skipped?: readonly number[];
  readonly headers?: readonly string[];
  readonly operation?: OperationName;
}

const made: BatchDocument[] = [];

/** Closes what `makeBatch` made and a test left open: Windows removes no open file. */
export function closeMade(): void {
  for (const document of made.splice(0)) if (document.db.isOpen) document.close();
}

/** A batch file made by hand, so that a push can be tested without reading: Reference ID, License Plate, Note. */
export function makeBatch(dataFolder: string, sketch: MadeBatch): BatchDocument {
  const { name = 'made', invalid = [], skipped = [] } = sketch;
  const cells =
    typeof sketch.rows === 'number'
      ? Array.from({ length: sketch.rows }, (_, n) => [referenceOf(n), 'PL8RDR', 'a note'])
      : sketch.rows;
  const headers = sketch.headers ?? ['Reference ID', 'License Plate', 'Note'];
  const source = join(dataFolder, `${name}.csv`);
  writeFileSync(source, [headers, ...cells].map((line) => line.join(',')).join('\r\n'));
  const document = createDocument(join(batchFolder(dataFolder), `${name}.permitbatch`));
  made.push(document);
  writeMeta(document, 'source', {
    path: source,
    name: `${name}.csv`,
    size: 0,
    modifiedAt: '2026-01-01T00:00:00.000Z',
    sha256: name.padEnd(64, '0'),
    format: 'csv',
    encoding: 'utf-8',
    delimiter: ',',
    quote: '"',
    escape: '"',
    sheet: null,
    sheets: [],
    headerRow: 1,
  });
  const fields = [sketch.operation === 'create' ? 'permitNo' : 'referenceId', 'plate', null] as const;
  writeMeta(
    document,
    'columns',
    headers.map((header, at) => ({ header, field: fields[at] ?? null, certainty: null, proposal: null })),
  );
  writeMeta(document, 'settings', {
    operation: sketch.operation ?? 'update',
    zone: null,
    endDate: 'unchanged',
    dayEnd: '23:59:59',
    plateForm: null,
    zoneNames: [],
    dateOrder: null,
    duplicates: null,
    checkedAt: Date.UTC(2026, 0, 2),
    checks: 0,
  });
  writeMeta(document, 'created', { at: '2026-01-02T00:00:00.000Z', by: 'somebody', appVersion: '0' });
  const insert = document.db.prepare('insert into row (number, cells, state, skipped) values (?, ?, ?, ?)');
  document.db.exec('begin');
  cells.forEach((line, at) => {
    const number = at + 2;
    insert.run(
      number,
      JSON.stringify(line),
      invalid.includes(number) ? 2 : 0,
      skipped.includes(number) ? 1 : 0,
    );
  });
  document.db.exec('commit');
  recount(document);
  return document;
}
