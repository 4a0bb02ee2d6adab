import { setImmediate as breath } from 'node:timers/promises';
import { checkStateOf } from '../../permit/issue.ts';
import { checkerOf } from '../check/recheck.ts';
import { duplicatePairs, referencesOf } from '../check/references.ts';
import { stateNames, stateNumbers } from '../file/counts.ts';
import { currentRow, rowColumns, type StoredRow } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta } from '../file/meta.ts';
import { unreadableTable } from '../file/readable.ts';
import { author } from '../trail/author.ts';
import { canonical, type Json, sha256 } from '../trail/canonical.ts';
import { type EditLine, editColumns, editOf, stepFacts, stepLines } from '../trail/edit-step.ts';
import { type EntryOf, parseEntry } from '../trail/entry.ts';
import { hiddenLine, outcomeLine, outcomesByRow } from '../trail/outcome-lines.ts';
import { rowsDigest } from '../trail/rows-digest.ts';
import { hiddenSalt } from '../trail/salt.ts';
import { storedMeta } from '../trail/stored-meta.ts';
import { endFacts, startFacts, storedRuns } from '../trail/stored-run.ts';
import { storedEntries } from '../trail/trail.ts';
import { Discrepancies } from './discrepancy.ts';
import { GroupCheck } from './group-check.ts';
import type { Verification } from './verification.ts';
import { TrailWalk, type Walked } from './walk.ts';

/**
 * Recomputes a batch's whole trail, and from it where every table must stand: the chain of entries, the rows as they
 * were read, mapping, settings and counts, each step of edits and each row's overlay, check states, runs, and every
 * outcome there ever was. Reads everything once, in pages; other work gets its turn between them.
 */
export async function verifyBatch(document: BatchDocument): Promise<Verification> {
  const { db } = document;
  const discrepancies = new Discrepancies();
  const spoilt = unreadableTable(db);
  if (spoilt !== null) {
    discrepancies.add('unreadable', 0, spoilt);
    return verification(discrepancies, new TrailWalk(discrepancies).end(), 0);
  }
  const walk = new TrailWalk(discrepancies);
  for (const stored of storedEntries(db)) {
    walk.step(stored);
    if (stored.seq % 1000 === 0) await breath();
  }
  const walked = walk.end();
  if (!walked.read) {
    discrepancies.add('no-trail', 0);
    return verification(discrepancies, walked, 0);
  }
  await breath();
  checkMeta(document, walked, walked.read, discrepancies);
  if (!spoilsReading(discrepancies)) {
    await checkRows(document, walked, discrepancies);
    checkSteps(document, walked, discrepancies);
  }
  checkRuns(document, walked, discrepancies);
  await breath();
  const inTheAir = await checkOutcomes(document, walked, discrepancies);
  return verification(discrepancies, walked, inTheAir);
}

function verification(discrepancies: Discrepancies, walked: Walked, inTheAir: number): Verification {
  return {
    entries: walked.count,
    head: walked.head,
    signatures: walked.signatures,
    lastEnd: walked.lastEnd,
    inTheAir,
    redacted: false,
    first: discrepancies.first,
    discrepancies: discrepancies.count,
  };
}

/** Without columns and settings as they were, nothing can be said about rows. */
function spoilsReading({ first }: Discrepancies): boolean {
  return first?.code === 'columns-changed' || first?.code === 'settings-changed';
}

function checkMeta(
  document: BatchDocument,
  { source, columns, settings, counts }: Walked,
  read: EntryOf<'read'>,
  discrepancies: Discrepancies,
): void {
  const differs = (key: string, told: Json): boolean =>
    canonical(storedMeta(document.db, key)) !== canonical(told);
  if (source && differs('source', source.source)) discrepancies.add('source-changed', source.seq);
  const noted = storedMeta(document.db, 'notes') ?? [];
  if (differs('created', read.created) || canonical(noted) !== canonical(read.notes)) {
    discrepancies.add('source-changed', read.seq);
  }
  const kept = storedMeta(document.db, 'rowsDigest');
  if (kept !== null && kept !== read.rowsDigest) discrepancies.add('rows-changed', read.seq);
  const salt = storedMeta(document.db, 'salt');
  if (typeof salt !== 'string' || sha256(salt) !== read.salt) discrepancies.add('salt-changed', read.seq);
  if (columns && differs('columns', columns.columns)) discrepancies.add('columns-changed', columns.seq);
  if (settings && differs('settings', settings.settings)) discrepancies.add('settings-changed', settings.seq);
  if (counts && differs('counts', counts.counts)) discrepancies.add('counts-changed', counts.seq);
}

/** The rows as they were read, what was edited in them, and what checking says about them. */
async function checkRows(
  document: BatchDocument,
  walked: Walked,
  discrepancies: Discrepancies,
): Promise<void> {
  const { read, counts, steps } = walked;
  if (!read || !counts) return;
  const { db } = document;
  if (rowsDigest(document) !== read.rowsDigest) {
    discrepancies.add('rows-changed', read.seq);
    return;
  }
  await breath();
  const spoilt = db
    .prepare(
      `select min(number) as row from row where edits is not null and (not json_valid(edits)
       or json_type(edits) <> 'object' or exists (select 1 from json_each(edits) e where e.type <> 'text'))`,
    )
    .get() as { row: number | null };
  if (spoilt.row !== null) {
    discrepancies.add('row-edits-changed', read.seq, spoilt.row);
    return;
  }
  const lastEdit = steps.findLast(({ undone }) => !undone)?.entry.seq ?? read.seq;
  const edits = byRow(
    db
      .prepare(`select ${editColumns} from edit where undone = 0 order by row, id`)
      .iterate() as IterableIterator<EditLine>,
  );
  // What checking finds is this version's word; a batch that another version checked is held to its counts alone.
  const sameRules = [...walked.apps].every((app) => app === author().app);
  const marks = sameRules ? marksOf(document) : null;
  const { check } = checkerOf(document);
  const found = { valid: 0, warned: 0, invalid: 0 };
  const page = db.prepare(`select ${rowColumns} from row where number > ? order by number limit 2000`);
  for (let last = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = page.all(last) as StoredRow[];
    for (const row of rows) {
      const overlay = overlayOf(row, edits.of(row.number));
      const stored = row.edits === null ? {} : (JSON.parse(row.edits) as Record<string, string>);
      if (canonical(overlay) !== canonical(stored))
        discrepancies.add('row-edits-changed', lastEdit, row.number);
      const state = stateNames[row.state];
      if (state) found[state]++;
      if (!marks) continue;
      const current = currentRow(row);
      const own = stateNumbers[checkStateOf(check(current.cells, current.reading))];
      const expected = marks.invalid.has(row.number) ? 2 : own;
      if (row.state !== expected || row.skipped !== Number(marks.skipped.has(row.number))) {
        discrepancies.add('check-changed', counts.seq, row.number);
      }
    }
    last = rows.at(-1)?.number ?? last;
    if (rows.length < 2000) break;
    await breath();
  }
  if (edits.rest()) discrepancies.add('row-edits-changed', lastEdit);
  const { rows, valid, warned, invalid } = counts.counts;
  if (found.valid !== valid || found.warned !== warned || found.invalid !== invalid) {
    discrepancies.add('check-changed', counts.seq);
  }
  if (valid + warned + invalid !== rows) discrepancies.add('counts-changed', counts.seq);
}

/** Hands out lines that are sorted by row, row by row. */
function byRow(lines: IterableIterator<EditLine>): { of(row: number): EditLine[]; rest(): boolean } {
  let next = lines.next();
  return {
    of(row) {
      const found: EditLine[] = [];
      while (!next.done && next.value.row === row) {
        found.push(editOf(next.value));
        next = lines.next();
      }
      return found;
    },
    rest: () => !next.done,
  };
}

/** What a row's edits must be for these lines to have led to them. */
function overlayOf(row: StoredRow, lines: readonly EditLine[]): Record<string, string> {
  if (lines.length === 0) return {};
  const read = JSON.parse(row.cells) as string[];
  const overlay: Record<string, string> = {};
  for (const { column, after } of lines) {
    if ((read[column - 1] ?? '') === after) delete overlay[column];
    else overlay[column] = after;
  }
  return overlay;
}

/** Which rows the choice among duplicates makes errors, and which it leaves out. */
function marksOf(document: BatchDocument): { invalid: Set<number>; skipped: Set<number> } {
  const choice = readMeta(document, 'settings')?.duplicates ?? null;
  const marks = { invalid: new Set<number>(), skipped: new Set<number>() };
  if (choice === 'all') return marks;
  const pairs = duplicatePairs(referencesOf(document));
  for (let at = 0; at < pairs.length; at += 2) {
    const [row = 0, first = 0] = [pairs[at], pairs[at + 1]];
    if (choice === null) marks.invalid.add(row);
    else if (choice === 'first') marks.skipped.add(row);
    // Of a group, whose rows ascend, all but the last are left out.
    else marks.skipped.add(pairs[at - 1] === first ? (pairs[at - 2] ?? 0) : first);
  }
  return marks;
}

function checkSteps(document: BatchDocument, { steps, read }: Walked, discrepancies: Discrepancies): void {
  const { db } = document;
  const salt = storedMeta(document.db, 'salt');
  let lines = 0;
  for (const { entry, undone } of steps) {
    const { kinds, columns } = stepFacts(stepLines(document, entry.step), String(salt), entry.seq);
    lines += columns.reduce((sum, { count }) => sum + count, 0);
    const turned = db
      .prepare('select count(*) as lines from edit where step = ? and undone <> ?')
      .get(entry.step, undone ? 1 : 0) as { lines: number };
    const fits =
      canonical(kinds) === canonical(entry.kinds) &&
      canonical(columns) === canonical(entry.columns) &&
      turned.lines === 0;
    if (!fits) discrepancies.add('edits-changed', entry.seq, entry.step);
  }
  const { all } = db.prepare('select count(*) as "all" from edit').get() as { all: number };
  if (all !== lines) discrepancies.add('edits-changed', steps.at(-1)?.entry.seq ?? read?.seq ?? 0);
}

function checkRuns(
  document: BatchDocument,
  { runs, results, read }: Walked,
  discrepancies: Discrepancies,
): void {
  const stored = storedRuns(document.db);
  for (const run of stored) {
    const told = runs.get(run.id);
    if (!told) {
      discrepancies.add('run-changed', read?.seq ?? 0, run.id);
      continue;
    }
    const start = startFactsOrNull(run);
    if (start === null || !tells(told.start, start)) discrepancies.add('run-changed', told.start.seq, run.id);
    const end = endFactsOrNull(run);
    if ((end === null) !== (told.end === null) || (told.end && end && !tells(told.end, end))) {
      discrepancies.add('run-changed', told.end?.seq ?? told.start.seq, run.id);
    }
    if (run.results !== null && results.size > 0 && !results.has(run.results)) {
      discrepancies.add('run-changed', told.end?.seq ?? told.start.seq, run.id);
    }
  }
  for (const [id, { start }] of runs) {
    if (!stored.some((run) => run.id === id)) discrepancies.add('run-changed', start.seq, id);
  }
}

/** What an entry says besides facts of the table `run`. */
const own = new Set(['seq', 'at', 'previous', 'by', 'tally']);

/** Whether an entry says these facts and no others. */
function tells(entry: EntryOf<'run-started' | 'run-ended'>, facts: object): boolean {
  const told = Object.fromEntries(Object.entries(entry).filter(([key]) => !own.has(key)));
  return canonical(told as Json) === canonical(facts as Json);
}

function startFactsOrNull(run: Parameters<typeof startFacts>[0]): object | null {
  try {
    return startFacts(run);
  } catch {
    return null;
  }
}

function endFactsOrNull(run: Parameters<typeof endFacts>[0]): object | null {
  try {
    return endFacts(run);
  } catch {
    return {};
  }
}

/** Every outcome, and those that were said before rows were sent again. Answers how many rows are in the air. */
async function checkOutcomes(
  document: BatchDocument,
  walked: Walked,
  discrepancies: Discrepancies,
): Promise<number> {
  const { db } = document;
  const salt = String(storedMeta(document.db, 'salt'));
  const entry = db.prepare('select entry from trail where seq = ?');
  const groupOf = (seq: number): EntryOf<'outcomes'> | null => {
    const found = entry.get(seq) as { entry: string } | undefined;
    const parsed = found ? parseEntry(found.entry) : null;
    return parsed?.kind === 'outcomes' ? parsed : null;
  };
  const groups = new GroupCheck(discrepancies, groupOf, (seq) => hiddenSalt(salt, seq));
  let inTheAir = 0;
  let lines = 0;
  let scanned = 0;
  for (const outcomes of outcomesByRow(db)) {
    let earlier = 0;
    for (const outcome of outcomes) {
      const { entry: seq, row, status } = outcome;
      if (seq === null) {
        if (status === 'sending') inTheAir++;
        else discrepancies.add('outcome-without-entry', walked.head?.seq ?? 0, row);
        continue;
      }
      if (status === 'sending' || seq <= earlier) discrepancies.add('outcomes-changed', seq, row);
      earlier = seq;
      lines++;
      try {
        groups.add(seq, row, outcomeLine(outcome), hiddenLine(outcome));
      } catch {
        discrepancies.add('outcomes-changed', seq, row);
      }
    }
    if (++scanned % 2000 === 0) await breath();
  }
  groups.end();
  if (lines !== walked.lines) {
    for (const { seq } of storedEntries(db)) {
      if (groupOf(seq) && !groups.isWhole(seq)) discrepancies.add('outcomes-changed', seq);
    }
  }
  const { odd } = db
    .prepare(
      "select min(entry) as odd from outcome where status <> 'sending' and coalesce(prior, prior_run) is not null",
    )
    .get() as { odd: number | null };
  if (odd !== null) discrepancies.add('outcomes-changed', odd);
  return inTheAir;
}
