import { z } from 'zod';
import { entrySchema, stopSchema, tallySchema } from '../../trail/entry.ts';
import { reportFormat, reportVersion } from './json-report.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const row = z.int().min(1);
const seq = z.int().min(1);

/** One record of `trail`: an entry, its hash, and the salts of the lines that it commits to. */
export const trailRecord = z
  .strictObject({
    hash: sha256.describe('SHA-256 of the canonical JSON of `entry`'),
    salt: sha256
      .optional()
      .describe(
        'Of an `outcomes` entry: of its hidden lines. Of an entry that is `salted`: of its SHA-256. Not in a redacted report.',
      ),
    salts: z
      .record(z.string().regex(/^[0-9]+$/), sha256)
      .optional()
      .describe(
        'Of an `edit` entry: by column, the salt of its lines. A redacted report has none for plates.',
      ),
    entry: entrySchema,
  })
  .describe('An entry of the trail');

export const editRecord = z
  .strictObject({
    entry: seq,
    line: z.strictObject({
      row: z.int().min(0).describe('0: an answer for the whole batch'),
      column: z.int().min(0),
      before: z.string(),
      after: z.string(),
      kind: z.string(),
      who: z.string(),
      at: z.string(),
    }),
  })
  .describe('A line of a step of edits');

export const rowRecord = z
  .strictObject({
    entry: seq,
    line: z.strictObject({
      row,
      run: count,
      outcome: z.enum(['accepted', 'rejected', 'unknown', 'unsent']),
      attempts: count,
      resent: z.boolean().describe('Sent again although an earlier request may have arrived'),
      httpStatus: z.int().nullable(),
      errorCode: z.int().nullable(),
      referenceId: z.string().nullable(),
      internalReferenceId: z.string().nullable(),
      completedAt: z.string().nullable(),
      sent: z
        .record(z.string(), z.string())
        .nullable()
        .describe('What the request held, without token and plate'),
    }),
    hidden: z
      .strictObject({
        row,
        message: z.string().nullable().describe("The controller's own words"),
        note: z
          .strictObject({ code: z.string(), facts: z.record(z.string(), z.union([z.string(), z.int()])) })
          .optional()
          .describe('What the program noted beside them'),
        plate: z.string().nullable(),
      })
      .optional()
      .describe('What may be personal. Not in a redacted report.'),
  })
  .describe('What was said about a row; a row that was sent again has one for each time, the newest last');

export const withoutOutcomeRecord = z
  .strictObject({ why: z.enum(['unsent', 'skipped', 'inTheAir']), first: row, last: row })
  .describe(
    'Rows, first and last included, that no entry tells an outcome of, that are being sent again, or that were unsent and are left out since',
  );

export const knownRecord = z
  .strictObject({
    row,
    field: z.enum(['endDate', 'plate', 'amount', 'currency', 'permitNo', 'zone', 'startDate']),
    known: z.string().describe('The value that was last known on that computer before the row was accepted'),
    since: z.iso.datetime(),
    from: z.string().describe('The batch, or imported file, that it was known from'),
    sent: z.string(),
  })
  .describe('A value that a row changed. A redacted report has none of plates.');

const read = entrySchema.options[0].shape;

const run = z.strictObject({
  run: z.int().min(1),
  kind: z.enum(['push', 'resume', 'retry']),
  connection: z.string(),
  controller: z.string(),
  client: z.string(),
  who: z.string(),
  host: z.string(),
  concurrency: z.number(),
  rate: z.number().nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  end: z.enum(['finished', 'cancelled', 'stopped', 'failed']).nullable(),
  stoppedBy: stopSchema.nullable(),
  pauses: count,
  accepted: count,
  rejected: count,
  unknown: count,
  unsent: count,
  resent: count,
});

const summarySchema = z.strictObject({
  source: read.source,
  created: read.created,
  by: read.by,
  /** Retroactive; named as in the trail's first entry. */
  late: z.boolean(),
  columns: read.columns,
  settings: read.settings,
  counts: read.counts,
  tally: tallySchema,
  resent: count,
  runs: z.array(run),
  edits: z.strictObject({ steps: count, undone: z.int(), cells: z.record(z.string(), count) }),
  replies: z.strictObject({ count, sumMs: count, maxMs: count }),
  exports: z.array(z.strictObject({ at: z.string(), what: z.string(), path: z.string(), sha256 })),
  head: z.strictObject({ seq, hash: sha256 }),
  signature: z.strictObject({ entry: z.int().min(0), fingerprint: sha256, publicKey: z.string() }).nullable(),
});

/** The JSON report; `docs/report.schema.json` is made of this. */
export const reportSchema = z
  .strictObject({
    format: z.literal(reportFormat),
    version: z.literal(reportVersion),
    writtenAt: z.iso.datetime(),
    app: z.string().describe('Version of Permit Loader that wrote the report'),
    redacted: z.boolean().describe('Plates and messages are left out'),
    summary: summarySchema,
    trail: z.array(trailRecord),
    edits: z.array(editRecord),
    rows: z.array(rowRecord),
    /** Rows without an outcome, in stretches; reports that people have are read by this name. */
    untold: z.array(withoutOutcomeRecord),
    known: z
      .array(knownRecord)
      .optional()
      .describe(
        'What the permit book knew before: no part of the trail, and not verified. Missing where the book could not tell, and in reports of earlier versions.',
      ),
  })
  .describe('Audit report of a batch of Permit Loader. docs/audit.md says how to verify it.');
