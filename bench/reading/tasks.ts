import { createReadStream, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Papa from 'papaparse';
import { z } from 'zod';
import { createBatch } from '../../src/batch/import/create.ts';

const chunkSize = 1 << 20;

/** PapaParse reading a file as a stream, its rows counted and dropped. Milliseconds. */
export function parseAlone({ path }: { path: string }): Promise<{ ms: number; rows: number }> {
  const startedAt = performance.now();
  let rows = 0;
  return new Promise((resolve, reject) => {
    Papa.parse<string[]>(createReadStream(path, { highWaterMark: chunkSize }), {
      skipEmptyLines: true,
      chunk: ({ data }) => {
        rows += data.length;
      },
      complete: () => resolve({ ms: performance.now() - startedAt, rows: rows - 1 }),
      error: reject,
    });
  });
}

const permit = z.object({
  'Reference ID': z.string().regex(/^[A-Za-z0-9-]{1,50}$/),
  Plate: z.string().max(25),
  'End Date': z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
  Amount: z.string().regex(/^(\d{1,6}\.\d\d)?$/),
  Currency: z.enum(['CAD', 'USD', '']),
});

/** PapaParse and zod, with nothing stored and no duplicates looked for. Milliseconds. */
export function parseWithZod({
  path,
}: {
  path: string;
}): Promise<{ ms: number; rows: number; wrong: number }> {
  const startedAt = performance.now();
  let rows = 0;
  let wrong = 0;
  return new Promise((resolve, reject) => {
    Papa.parse<Record<string, string>>(createReadStream(path, { highWaterMark: chunkSize }), {
      header: true,
      skipEmptyLines: true,
      chunk: ({ data }) => {
        rows += data.length;
        for (const row of data) if (!permit.safeParse(row).success) wrong++;
      },
      complete: () => resolve({ ms: performance.now() - startedAt, rows, wrong }),
      error: reject,
    });
  });
}

type Validate = (text: string, config: unknown) => Promise<{ inValidData: unknown[]; data: unknown[] }>;

/** csv-file-validator with the same checks; `folder` is where npm has put it. It takes the whole text. Milliseconds. */
export async function validateWithCsvFileValidator({
  path,
  folder,
}: {
  path: string;
  folder: string;
}): Promise<{ ms: number; rows: number; wrong: number }> {
  const required = createRequire(join(folder, 'index.js'))('csv-file-validator') as { default?: Validate };
  const validate = required.default ?? (required as Validate);
  const startedAt = performance.now();
  const matching = (pattern: RegExp) => (value: string) => pattern.test(value);
  const column = (name: string, rest: object = {}) => ({ name, inputName: name, optional: true, ...rest });
  const { inValidData, data } = await validate(readFileSync(path, 'utf8').trimEnd(), {
    headers: [
      column('Reference ID', {
        optional: false,
        required: true,
        unique: true,
        uniqueError: () => 'duplicate',
        validate: matching(/^[A-Za-z0-9-]{1,50}$/),
        validateError: () => 'reference',
      }),
      column('Plate', { validate: (value: string) => value.length <= 25, validateError: () => 'plate' }),
      column('End Date', {
        validate: matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
        validateError: () => 'date',
      }),
      column('Amount', { validate: matching(/^(\d{1,6}\.\d\d)?$/), validateError: () => 'amount' }),
      column('Currency', { validate: matching(/^(CAD|USD)?$/), validateError: () => 'currency' }),
      column('Lot'),
      column('Notes'),
    ],
    isHeaderNameOptional: false,
  });
  return { ms: performance.now() - startedAt, rows: data.length, wrong: inValidData.length };
}

export interface CreateInput {
  readonly path: string;
  readonly folder: string;
}

/** Reads, checks and stores a file as the app does. Milliseconds, the first rows' too. */
export async function createOnce({ path, folder }: CreateInput): Promise<{
  ms: number;
  firstRows: number;
  rows: number;
  invalid: number;
  batch: string;
}> {
  const startedAt = performance.now();
  let firstRows = 0;
  let rows = 0;
  const made = await createBatch({
    source: path,
    folder,
    reading: {},
    maps: [],
    settings: { zone: null, endDate: 'unchanged', dayEnd: '23:59:59', dateOrder: null },
    duplicates: null,
    by: 'bench',
    appVersion: '0',
    now: () => new Date('2026-06-01T00:00:00Z'),
    onProgress: (progress) => {
      if (firstRows === 0) firstRows = performance.now() - startedAt;
      rows = progress.rows;
    },
  });
  const ms = performance.now() - startedAt;
  if (!made.ok) throw new Error(`The batch was refused: ${made.failure.code}`);
  const { invalid } = made.value.db.prepare('select count(*) as invalid from row where state = 2').get() as {
    invalid: number;
  };
  made.value.close();
  return { ms, firstRows, rows, invalid, batch: made.value.path };
}
