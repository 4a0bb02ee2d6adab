import type { BatchDocument } from '../../file/document.ts';
import { author } from '../../trail/author.ts';
import { canonical, type Json } from '../../trail/canonical.ts';
import { editLine, stepLines } from '../../trail/edit-step.ts';
import { type Entry, type EntryOf, entrySchema } from '../../trail/entry.ts';
import { hiddenLine, outcomeLine, outcomesByRow } from '../../trail/outcome-lines.ts';
import { columnSalt, fileSalt, hiddenSalt, saltOf } from '../../trail/salt.ts';
import { storedEntries } from '../../trail/trail.ts';
import { type KnownBeforeList, knownRecords } from './known-before.ts';
import { rowsWithoutOutcome, type Summarised } from './report-rows.ts';
import type { Summary } from './summary.ts';

/** What tells a JSON report from any other JSON. */
export const reportFormat = 'permit-loader-report';
export const reportVersion = 1;

/**
 * The JSON report, piece by piece: every entry of the trail with its hash and the salts of its lines, every line that
 * the entries commit to, and the rows that have none. From it alone all can be recomputed. Redacted, it lacks plates
 * and messages and the salts of what commits to them, so that nobody can try them out either.
 */
export function* jsonReport(
  document: BatchDocument,
  { summary, gathered }: Summarised,
  redacted: boolean,
  writtenAt: Date,
  known: KnownBeforeList,
): Generator<string> {
  const { db } = document;
  const salt = saltOf(db);
  const { app } = author();
  const opening = {
    format: reportFormat,
    version: reportVersion,
    writtenAt: writtenAt.toISOString(),
    app,
    redacted,
  };
  yield `${JSON.stringify(opening, null, 2).slice(0, -2)},\n  "summary": `;
  yield JSON.stringify(summary, null, 2).replaceAll('\n', '\n  ');
  yield* list('trail', trailRecords(document, gathered, salt, redacted));
  yield* list('edits', editRecords(document, gathered, redacted));
  yield* list('rows', rowRecords(document, redacted));
  yield* list('untold', stretches(document));
  if (known !== null) yield* list('known', knownRecords(known, redacted));
  yield '\n}\n';
}

/** An array with an element a line, so that a person can read it and a program need not hold it. */
function* list(name: string, records: Iterable<string>): Generator<string> {
  let before = `,\n  "${name}": [\n    `;
  let text = '';
  let empty = true;
  for (const record of records) {
    text += before + record;
    before = ',\n    ';
    empty = false;
    if (text.length < 65_536) continue;
    yield text;
    text = '';
  }
  yield empty ? `,\n  "${name}": []` : `${text}\n  ]`;
}

function* trailRecords(
  { db }: BatchDocument,
  gathered: Summary,
  salt: string,
  redacted: boolean,
): Generator<string> {
  for (const { entry, hash } of storedEntries(db)) {
    const salts = saltsOf(entrySchema.parse(JSON.parse(entry)), gathered, salt, redacted);
    yield `{"hash":"${hash}",${salts}"entry":${entry}}`;
  }
}

function saltsOf(entry: Entry, gathered: Summary, salt: string, redacted: boolean): string {
  if (entry.kind === 'outcomes') return redacted ? '' : `"salt":"${hiddenSalt(salt, entry.seq)}",`;
  if ('salted' in entry) return redacted ? '' : `"salt":"${fileSalt(salt, entry.seq)}",`;
  if (entry.kind !== 'edit') return '';
  const salts = shownColumns(entry, gathered, redacted).map((column) => [
    String(column),
    columnSalt(salt, entry.seq, column),
  ]);
  return `"salts":${canonical(Object.fromEntries(salts) as Json)},`;
}

function shownColumns({ columns }: EntryOf<'edit'>, { plateColumns }: Summary, redacted: boolean): number[] {
  return columns.map(({ column }) => column).filter((column) => !redacted || !plateColumns.has(column));
}

function* editRecords(document: BatchDocument, gathered: Summary, redacted: boolean): Generator<string> {
  for (const entry of gathered.steps) {
    const shown = new Set(shownColumns(entry, gathered, redacted));
    for (const line of stepLines(document, entry.step)) {
      if (shown.has(line.column)) yield `{"entry":${entry.seq},"line":${editLine(line)}}`;
    }
  }
}

function* rowRecords({ db }: BatchDocument, redacted: boolean): Generator<string> {
  for (const outcomes of outcomesByRow(db)) {
    for (const outcome of outcomes) {
      if (outcome.entry === null) continue;
      const hidden = redacted ? '' : `,"hidden":${hiddenLine(outcome)}`;
      yield `{"entry":${outcome.entry},"line":${outcomeLine(outcome)}${hidden}}`;
    }
  }
}

function* stretches({ db }: BatchDocument): Generator<string> {
  for (const [why, first, last] of rowsWithoutOutcome(db))
    yield `{"why":"${why}","first":${first},"last":${last}}`;
}
