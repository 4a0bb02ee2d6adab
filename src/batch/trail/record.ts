import { readCounts } from '../file/counts.ts';
import type { BatchDocument } from '../file/document.ts';
import { cannotBeWritten } from '../file/open-document.ts';
import { tally } from '../file/tally.ts';
import { inTransaction } from '../file/transaction.ts';
import { author } from './author.ts';
import { sha256 } from './canonical.ts';
import { commitment } from './commitment.ts';
import { type StepFacts, stepFacts, stepLines } from './edit-step.ts';
import type { EntryFacts, EntryOf } from './entry.ts';
import { groupFacts } from './outcome-group.ts';
import { eachOutcome } from './outcome-lines.ts';
import { rowsDigest } from './rows-digest.ts';
import { fileSalt, hiddenSalt, saltOf } from './salt.ts';
import { storedMeta } from './stored-meta.ts';
import { endFacts, startFacts, storedRun, storedRuns } from './stored-run.ts';
import { addEntry, nextSeq, type TrailHead, trailHead } from './trail.ts';

/**
 * Adds an entry to a batch's trail; one that has none yet, since an earlier version made it, is taken up as it stands
 * first. Within the caller's transaction where there is one.
 */
function record(document: BatchDocument, facts: EntryFacts, at: Date): TrailHead {
  return inTransaction(document.db, () => {
    ensureTrail(document, at);
    return addEntry(document.db, facts, at);
  });
}

/** To be called before a change to a batch that may be of an earlier version: its trail begins with how it was found. */
export function ensureTrail(document: BatchDocument, at: Date): void {
  const { db } = document;
  if (trailHead(db) === null) inTransaction(db, () => backfillTrail(document, at));
}

/** The trail's first entry: the file was read. */
export function recordRead(document: BatchDocument, at: Date): void {
  addEntry(document.db, readFacts(document, false), at);
}

export function recordMapping(document: BatchDocument, at: Date): void {
  const columns = storedValue<EntryOf<'mapping'>['columns']>(document, 'columns');
  record(document, { kind: 'mapping', by: author(), columns, counts: countsOf(document) }, at);
}

export function recordSettings(document: BatchDocument, at: Date): void {
  const settings = storedValue<EntryOf<'settings'>['settings']>(document, 'settings');
  record(document, { kind: 'settings', by: author(), settings, counts: countsOf(document) }, at);
}

/** The batch was taken into this data folder: its source is now named as in `meta`. */
export function recordMove(document: BatchDocument, from: string, at: Date): void {
  inTransaction(document.db, () => {
    ensureTrail(document, at);
    const salt = nextFileSalt(document);
    const source = committedSource(document, salt);
    addEntry(document.db, { kind: 'moved', by: author(), from, source, salted: true }, at);
  });
}

/** A file about the batch was written; `sha256` is the file's, in hexadecimal. */
export function recordExport(
  document: BatchDocument,
  what: EntryOf<'export'>['what'],
  path: string,
  sha256: string,
  at: Date,
): void {
  inTransaction(document.db, () => {
    ensureTrail(document, at);
    const committed = commitment(sha256, nextFileSalt(document));
    addEntry(document.db, { kind: 'export', by: author(), what, path, sha256: committed, salted: true }, at);
  });
}

/** A step of edits or repairs that was just made; `facts` are those of the entry that comes next. */
export function recordStep(document: BatchDocument, step: number, facts: StepFacts, at: Date): void {
  record(document, { kind: 'edit', by: author(), step, ...facts, counts: countsOf(document) }, at);
}

export function recordUndoOrRedo(
  document: BatchDocument,
  kind: 'undo' | 'redo',
  step: number,
  at: Date,
): void {
  record(document, { kind, by: author(), step, counts: countsOf(document) }, at);
}

/** A run whose line is in the table `run` begins. */
export function recordRunStart(document: BatchDocument, run: number, at: Date): void {
  record(document, { ...startFacts(storedRun(document.db, run)), by: author() }, at);
}

export function recordPause(document: BatchDocument, run: number, paused: boolean, at: Date): void {
  try {
    record(document, { kind: paused ? 'run-paused' : 'run-continued', run }, at);
  } catch (cause) {
    // The journal meets the same disk at its next group, and stops the run with a reason.
    if (!cannotBeWritten(cause)) throw cause;
  }
}

/** A run whose end is in the table `run`; what became of all rows goes with it. */
export function recordRunEnd(document: BatchDocument, run: number, at: Date): void {
  const facts = endFacts(storedRun(document.db, run));
  if (facts) record(document, { ...facts, tally: tally(document) }, at);
}

/** What the controller told of its totals around a run that has ended. */
export function recordTotals(document: BatchDocument, facts: Omit<TotalsFacts, 'kind'>, at: Date): void {
  record(document, { kind: 'totals', ...facts }, at);
}

type TotalsFacts = Extract<EntryFacts, { kind: 'totals' }>;

function backfillTrail(document: BatchDocument, at: Date): void {
  const { db } = document;
  addEntry(db, readFacts(document, true), at);
  const runs = storedRuns(db);
  for (const run of runs) addEntry(db, { ...startFacts(run), by: author() }, at);
  backfillOutcomes(document, at);
  for (const run of runs) {
    const facts = endFacts(run);
    if (facts) addEntry(db, { ...facts, tally: tally(document) }, at);
  }
  const steps = db
    .prepare('select step, max(undone) as undone from edit group by step order by step')
    .all() as {
    step: number;
    undone: number;
  }[];
  const counts = countsOf(document);
  for (const { step } of steps) {
    const facts = stepFacts(stepLines(document, step), saltOf(db), nextSeq(db));
    addEntry(db, { kind: 'edit', by: author(), step, ...facts, counts }, at);
  }
  for (const { step } of steps.filter(({ undone }) => undone === 1).reverse()) {
    addEntry(db, { kind: 'undo', by: author(), step, counts }, at);
  }
}

function backfillOutcomes(document: BatchDocument, at: Date): void {
  const { db } = document;
  const seq = nextSeq(db);
  const { changes } = db.prepare("update outcome set entry = ? where status <> 'sending'").run(seq);
  if (changes === 0) return;
  const replies = { count: 0, sumMs: 0, maxMs: 0 };
  const stored = eachOutcome(db, 'outcome', "status <> 'sending'");
  addEntry(db, groupFacts(stored, 0, hiddenSalt(saltOf(db), seq), replies), at);
}

function readFacts(document: BatchDocument, retroactive: boolean): Extract<EntryFacts, { kind: 'read' }> {
  const kept = retroactive ? null : storedMeta(document.db, 'rowsDigest');
  const digest = typeof kept === 'string' ? kept : rowsDigest(document);
  const salt = nextFileSalt(document);
  return {
    kind: 'read',
    by: author(),
    late: retroactive,
    source: committedSource(document, salt),
    created: storedValue(document, 'created'),
    notes: storedValue(document, 'notes', []),
    columns: storedValue(document, 'columns'),
    settings: storedValue(document, 'settings'),
    counts: countsOf(document),
    rowsDigest: commitment(digest, salt),
    salted: true,
    salt: sha256(saltOf(document.db)),
  };
}

/** The salt of the entry that comes next. */
function nextFileSalt({ db }: BatchDocument): string {
  return fileSalt(saltOf(db), nextSeq(db));
}

/** The source as the trail tells it. */
function committedSource(document: BatchDocument, salt: string): EntryOf<'read'>['source'] {
  const source = storedValue<EntryOf<'read'>['source']>(document, 'source');
  return { ...source, sha256: commitment(source.sha256, salt) };
}

/** What the batch says of itself, to the letter: defaults that reading it would fill in are not there. */
function storedValue<Value>({ db }: BatchDocument, key: string, missing?: Value): Value {
  const value = storedMeta(db, key) ?? missing;
  if (value === undefined) throw new Error(`The batch is not whole: it has no ${key}.`);
  return value as Value;
}

function countsOf(document: BatchDocument): EntryOf<'edit'>['counts'] {
  return readCounts(document) as EntryOf<'edit'>['counts'];
}
