import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const facts = z.record(z.string(), z.union([z.string(), z.number()]));

/** Why a run stopped. A number that was beyond all bounds, a wait that a controller asked for, is null: JSON has none such. */
export const stopSchema = z.strictObject({
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});

/** Who sat at which computer, as the operating system names them, with which version of the product. */
const by = z.strictObject({ user: z.string(), host: z.string(), app: z.string() });

const states = {
  valid: count,
  warned: count,
  invalid: count,
  issues: z.record(z.string(), z.strictObject({ count, safe: count })),
};

const counts = z.strictObject({
  rows: count,
  ...states,
  /** Those among the rows that are left out; batches of earlier versions do not say it. */
  leftOut: z.strictObject({ ...states, reasons: z.record(z.string(), count) }).exactOptional(),
});

export const tallySchema = z.strictObject({
  accepted: count,
  rejected: count,
  unknown: count,
  unsent: count,
  skipped: count,
});

/** What a batch says of itself may grow with the versions: the trail keeps all of it. */
const self = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).catchall(z.json());

const columns = z.array(
  self({
    header: z.string(),
    field: z.string().nullable(),
    certainty: z.string().nullable(),
    proposal: z.string().nullable(),
  }),
);

const settings = self({
  /** Batches of the first version do not say it: they update. */
  operation: z.string().exactOptional(),
  zone: z.string().nullable(),
  endDate: z.string(),
  dayEnd: z.string(),
  dateOrder: z.string().nullable(),
  duplicates: z.string().nullable(),
  checkedAt: z.number(),
});

const source = self({
  path: z.string(),
  name: z.string(),
  size: count,
  modifiedAt: z.string(),
  sha256: z.string(),
  format: z.string(),
  encoding: z.string(),
  delimiter: z.string(),
  quote: z.string(),
  escape: z.string(),
  sheet: z.string().nullable(),
  headerRow: count,
});

/** The SHA-256 that the entry states of files and rows are salted (commitment.ts); those of earlier versions are not. */
const salted = z.literal(true).exactOptional();

const head = { seq: z.int().min(1), at: z.iso.datetime(), previous: sha256 };

/**
 * A file became a batch. `late`: the trail is retroactive, for an earlier version made the batch without one. What is
 * hashed cannot be named anew.
 */
const read = z.strictObject({
  ...head,
  kind: z.literal('read'),
  by,
  late: z.boolean(),
  source,
  created: self({ at: z.string(), by: z.string(), appVersion: z.string() }),
  notes: z.array(z.strictObject({ code: z.string(), facts })),
  columns,
  settings,
  counts,
  rowsDigest: sha256,
  salted,
  /** SHA-256 of the batch's secret salt, which only a report that is not redacted gives away in part. */
  salt: sha256,
});

/** The batch file was taken into another data folder; `from` is the source's path as it was named there. */
const moved = z.strictObject({ ...head, kind: z.literal('moved'), by, from: z.string(), source, salted });

const mapping = z.strictObject({ ...head, kind: z.literal('mapping'), by, columns, counts });

/** Time settings of a connection, the order of day and month, or the choice among duplicates. */
const settingsChange = z.strictObject({ ...head, kind: z.literal('settings'), by, settings, counts });

/**
 * One step of edits by hand or repairs. Its lines stand in the batch; by column they are committed to by a salted
 * digest, so that a report can leave out a column of plates and still be verified.
 */
const edit = z.strictObject({
  ...head,
  kind: z.literal('edit'),
  by,
  step: z.int().min(1),
  /** Lines by what they are: `edit`, `confirm`, `recall`, `leave-out`, the question that was answered, or the kind of repair. */
  kinds: z.record(z.string(), count),
  // Column 0: what was confirmed of whole rows, which are left out, and answers for the whole batch.
  columns: z.array(z.strictObject({ column: z.int().min(0), count, digest: sha256 })),
  counts,
});

const turn = { ...head, by, step: z.int().min(1), counts };
const undo = z.strictObject({ ...turn, kind: z.literal('undo') });
const redo = z.strictObject({ ...turn, kind: z.literal('redo') });

/** A run begins. `connection` is empty when controller and client were given by hand; a token is never recorded. */
const runStarted = z.strictObject({
  ...head,
  kind: z.literal('run-started'),
  by,
  run: z.int().min(1),
  runKind: z.enum(['push', 'resume', 'retry']),
  base: z.int().min(1),
  connection: z.string(),
  controller: z.string(),
  client: z.string(),
  who: z.string(),
  concurrency: z.number(),
  rate: z.number().nullable(),
  /** A person decided that rows left unknown are sent again, of an operation that must not happen twice. */
  unknownToo: z.boolean().exactOptional(),
  /** Of a retry: a person chose to have only rows with these outcomes sent again. */
  outcomes: z.array(z.enum(['rejected', 'unknown', 'unsent'])).exactOptional(),
  startedAt: z.string(),
});

const run = z.int().min(1);
const runPaused = z.strictObject({ ...head, kind: z.literal('run-paused'), run });
const runContinued = z.strictObject({ ...head, kind: z.literal('run-continued'), run });

/**
 * Outcomes of rows that reached the disk together. `digest` is of their lines in the order of their numbers, `hidden`
 * of the salted lines with what may be personal: the plate that was sent and the controller's message.
 */
const outcomes = z.strictObject({
  ...head,
  kind: z.literal('outcomes'),
  run: z.int().min(0),
  count,
  accepted: count,
  rejected: count,
  unknown: count,
  unsent: count,
  /** Rows sent again although an earlier request may have arrived. */
  resent: count,
  digest: sha256,
  hidden: sha256,
  /** Milliseconds from a request's start to its reply, over those that were answered. */
  replies: z.strictObject({ count, sumMs: count, maxMs: count }),
});

const runEnded = z.strictObject({
  ...head,
  kind: z.literal('run-ended'),
  run,
  end: z.enum(['finished', 'cancelled', 'stopped', 'failed']),
  stoppedBy: stopSchema.nullable(),
  endedAt: z.string(),
  tally: tallySchema,
});

/** What a controller told when it was asked, by its own names of zones; null: it was asked and gave no answer. */
const reading = z
  .strictObject({
    at: z.iso.datetime(),
    zones: z.array(z.strictObject({ zone: z.string(), permits: count })),
  })
  .nullable();

/**
 * Of a run of creations or deletions: the controller's totals by zone right before and right after it. While it goes on,
 * before its first row is sent, those from before alone stand here (`after` null, nothing expected); told again once it has ended.
 * `expected`: permits that it accepted, by zone, deletions below zero; zone null for all that stand in none of those zones
 * as far as is known.
 */
const totals = z.strictObject({
  ...head,
  kind: z.literal('totals'),
  run,
  before: reading,
  after: reading,
  expected: z.array(z.strictObject({ zone: z.string().nullable(), permits: z.int() })),
});

const exported = z.strictObject({
  ...head,
  kind: z.literal('export'),
  by,
  what: z.enum(['results', 'errors', 'corrected', 'report-html', 'report-csv', 'report-json', 'report-pdf']),
  path: z.string(),
  sha256,
  salted,
});

/** Signs the hash of the entry before it; `signed` is what signature.ts says is signed. */
const signature = z.strictObject({
  ...head,
  kind: z.literal('signature'),
  algorithm: z.literal('Ed25519'),
  /** SPKI in DER, base64. */
  publicKey: z.string(),
  /** SHA-256 of that DER, in hexadecimal. */
  fingerprint: sha256,
  /** base64 */
  signature: z.string(),
});

/** One entry of the trail; the schema of each kind, as docs/audit.md and docs/report.schema.json publish them. */
export const entrySchema = z.discriminatedUnion('kind', [
  read,
  moved,
  mapping,
  settingsChange,
  edit,
  undo,
  redo,
  runStarted,
  runPaused,
  runContinued,
  outcomes,
  runEnded,
  totals,
  exported,
  signature,
]);

export type Entry = z.infer<typeof entrySchema>;

export type EntryKind = Entry['kind'];

export type EntryOf<Kind extends EntryKind> = Extract<Entry, { kind: Kind }>;

type Own<One> = One extends Entry ? Omit<One, 'seq' | 'at' | 'previous'> : never;

/** What an entry tells, before the trail gives it its place. */
export type EntryFacts = Own<Entry>;

/** The entry that a text is; null for anything else. */
export function parseEntry(text: string): Entry | null {
  try {
    return entrySchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
