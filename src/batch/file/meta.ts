import { z } from 'zod';
import { columnRoles } from '../../permit/column-role.ts';
import { fileFormats } from '../../permit/file-format.ts';
import { type OperationRules, operationNames } from '../../permit/operation.ts';
import { operationRules } from '../../permit/operation-rules.ts';
import { parsePlateForm } from '../../permit/plate-form.ts';
import type { Database } from './database.ts';
import type { BatchDocument } from './document.ts';

const metaSchemas = {
  /** The file the rows came from, as it was when it was read. */
  source: z.object({
    path: z.string(),
    name: z.string(),
    size: z.number(),
    modifiedAt: z.string(),
    sha256: z.string(),
    format: z.enum(fileFormats),
    encoding: z.string(),
    delimiter: z.string(),
    quote: z.string(),
    escape: z.string(),
    sheet: z.string().nullable(),
    /** All sheets of the workbook, in its order; unknown in a batch that was made before this was kept. */
    sheets: z.array(z.string()).default([]),
    headerRow: z.number(),
  }),
  columns: z.array(
    z.object({
      header: z.string(),
      field: z.enum(columnRoles).nullable(),
      certainty: z.enum(['exact', 'normalised', 'chosen', 'remembered']).nullable(),
      proposal: z.enum(columnRoles).nullable(),
    }),
  ),
  /** The last columns, which no file has, each with the one value that all rows get: `--set` brought them. */
  addedColumns: z.array(z.object({ value: z.string() })).min(1),
  settings: z.object({
    /** What is done with the permits; batches of the first version knew only updates. */
    operation: z.enum(operationNames).default('update'),
    zone: z.string().nullable(),
    endDate: z.enum(['unchanged', 'utc']),
    dayEnd: z.string(),
    /** The form of the connection's plates (permit/plate-form.ts). */
    plateForm: z
      .string()
      .refine((text) => parsePlateForm(text) !== null)
      .nullable()
      .default(null),
    /** The names that the controller told of its zones, which creations are held against; batches before it was kept have none. */
    zoneNames: z.array(z.string()).default([]),
    dateOrder: z.enum(['day-first', 'month-first']).nullable(),
    duplicates: z.enum(['first', 'last', 'all']).nullable(),
    /** Epoch milliseconds that counted as now when the rows were checked. */
    checkedAt: z.number(),
    /** The edition of the checks that the rows were checked by; batches before it was kept do not say it. */
    checks: z.number().default(0),
  }),
  /** What was odd about the file and how it was read, for `words.reading.notes`. */
  notes: z.array(
    z.object({ code: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])) }),
  ),
  /** The order of day and month that the file itself proves, and the first date that can only be read so. */
  dateProof: z.object({ order: z.enum(['day-first', 'month-first']), value: z.string() }),
  /** Digest of the rows as they were stored (see rows-digest.ts), in hexadecimal. */
  rowsDigest: z.string(),
  /** Up to three values of each column. */
  samples: z.array(z.array(z.string())),
  /** The connection that the batch is checked for and would be pushed to. */
  connection: z.string(),
  /**
   * Plates that were kept as they are since that was said in an earlier batch of the connection; `target` tells it, and
   * `edit` is the first line of the step that did.
   */
  recalledPlates: z.object({
    target: z.string(),
    connection: z.string(),
    plates: z.array(z.string()),
    edit: z.number(),
  }),
  /** The secret that the trail's digests of what may be personal are salted with, in hexadecimal. */
  salt: z.string(),
  /** The batch that this one undoes, where it was pushed to, and whether its End Dates went out in UTC. */
  undoes: z.object({
    batch: z.string(),
    /** Its source file's name. */
    file: z.string(),
    /** An origin, or `practice`. */
    controller: z.string(),
    client: z.string(),
    utc: z.boolean(),
  }),
  created: z.object({ at: z.string(), by: z.string(), appVersion: z.string() }),
} as const;

export type MetaKey = keyof typeof metaSchemas;
export type Meta<Key extends MetaKey> = z.infer<(typeof metaSchemas)[Key]>;

export function readMeta<Key extends MetaKey>(document: BatchDocument, key: Key): Meta<Key> | null {
  const found = document.db.prepare('select value from meta where key = ?').get(key) as
    | { value: string }
    | undefined;
  return found ? (metaSchemas[key].parse(JSON.parse(found.value)) as Meta<Key>) : null;
}

/** The rules of what is done with the batch's permits. */
export function rulesOf(document: BatchDocument): OperationRules {
  return operationRules[readMeta(document, 'settings')?.operation ?? 'update'];
}

export function writeMeta<Key extends MetaKey>(document: BatchDocument, key: Key, value: Meta<Key>): void {
  document.db
    .prepare(
      'insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
    )
    .run(key, JSON.stringify(metaSchemas[key].parse(value)));
}

const required = ['source', 'columns', 'settings', 'created'] as const satisfies readonly MetaKey[];
/** In bytes; a sheet's widest header row with its samples is smaller. */
const largest = 64 * 1024 * 1024;

/** Throws where what a batch file says of itself is missing or makes no sense, so that no step meets it half done. */
export function checkMeta(db: Database): void {
  const values = new Map(
    (
      db.prepare('select key, octet_length(value) as size from meta').all() as { key: string; size: number }[]
    ).map(({ key, size }) => [key, size]),
  );
  const missing = required.find((key) => !values.has(key));
  if (missing !== undefined) throw new Error(`meta.${missing} is missing`);
  const value = db.prepare('select value from meta where key = ?');
  for (const [key, schema] of Object.entries(metaSchemas)) {
    const size = values.get(key);
    if (size === undefined) continue;
    if (size > largest || !isOf(schema, value.get(key))) throw new Error(`meta.${key}`);
  }
}

function isOf(schema: z.ZodType, found: unknown): boolean {
  try {
    return schema.safeParse(JSON.parse((found as { value: string }).value)).success;
  } catch {
    return false;
  }
}
