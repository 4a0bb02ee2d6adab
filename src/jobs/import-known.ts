import { mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { checkerOf } from '../batch/check/recheck.ts';
import { repairAll } from '../batch/edits/repair.ts';
import { eachRow } from '../batch/file/current-row.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { type Meta, readMeta } from '../batch/file/meta.ts';
import { personHere } from '../batch/file/person.ts';
import type { HeaderMap } from '../batch/import/chosen-columns.ts';
import { createBatch } from '../batch/import/create.ts';
import { editedCells, type ResultColumns, resultColumns } from '../batch/import/own-results.ts';
import { acceptedRows } from '../batch/library/accepted-rows.ts';
import type { ReadFailure, ReadingOptions } from '../batch/reading/reading-options.ts';
import type { BookFailure } from '../book/book.ts';
import { bookConnectionOf, type ConnectedFact } from '../book/fact.ts';
import { addList } from '../book/lists.ts';
import { type Connection, practiceConnection } from '../connections/connection.ts';
import { removeLeftover, workName } from '../disk/work-name.ts';
import { isBlank, trimmed } from '../permit/cell.ts';
import { createRules } from '../permit/create.ts';
import { type IssueCode, severityOf } from '../permit/issue.ts';
import { mappingOf } from '../permit/mapping.ts';
import { matchHeaders } from '../permit/match-headers.ts';
import { permitRequest } from '../permit/permit-request.ts';
import { fail, ok, type Result } from '../permit/result.ts';
import { settingsFor } from '../permit/utc-column.ts';

export interface ListRequest {
  readonly file: string;
  readonly connection: Connection;
  readonly reading: ReadingOptions;
  readonly maps: readonly HeaderMap[];
  readonly appVersion: string;
  readonly signal: AbortSignal;
}

/** What a list told: rows that say something of a permit, and those that were passed over. */
export interface ImportedList {
  readonly rows: number;
  readonly permits: number;
  /** Of the rows: those of results that tell of a deletion. */
  readonly deletions: number;
  /** Of the rows: those of results that may have been updates or deletions, and count as updates. */
  readonly untold: number;
  /** Rows of results that no controller accepted, or of practice. */
  readonly notAccepted: number;
  /** Rows without a sound reference ID or anything known beside it, and those of a permit of which the list says two things. */
  readonly unclear: number;
  /** Of the list, in epoch milliseconds; of results each row has its own. */
  readonly at: number;
}

export type ImportFailure = ReadFailure | BookFailure | 'nothing-known';

/**
 * Takes what a list says of a connection's permits into the book: results of this product, an older export, anything with
 * reference IDs. It is known as of the list's date, so that it overrides nothing newer.
 */
export async function importKnown(
  dataFolder: string,
  request: ListRequest,
): Promise<Result<ImportedList, ImportFailure>> {
  const folder = join(dataFolder, 'book');
  const work = join(folder, workName());
  try {
    mkdirSync(work, { recursive: true, mode: 0o700 });
    const read = await readList(work, request);
    if (!read.ok) return read;
    const document = read.value;
    try {
      return take(dataFolder, document, request);
    } finally {
      document.close();
    }
  } finally {
    removeLeftover(work);
  }
}

/** A list is read, checked and repaired as a file to be pushed would be. */
async function readList(
  folder: string,
  { file, connection, reading, maps, appVersion, signal }: ListRequest,
): Promise<Result<BatchDocument, ReadFailure>> {
  const { zone, endDate, dayEnd, plateForm } = connection;
  const made = await createBatch({
    source: file,
    folder,
    reading,
    maps,
    settings: { zone, endDate, dayEnd, plateForm, dateOrder: null },
    duplicates: 'all',
    by: personHere(),
    appVersion,
    now: () => new Date(),
    signal,
  });
  if (!made.ok) return made;
  const repaired = repairAll(made.value, {}, { who: personHere(), now: () => new Date() });
  if (!repaired.ok) throw new Error(`A list could not be repaired: ${repaired.failure.code}`);
  return made;
}

function take(
  dataFolder: string,
  document: BatchDocument,
  { file, connection }: ListRequest,
): Result<ImportedList, ImportFailure> {
  const source = readMeta(document, 'source');
  if (source === null) throw new Error('The list has no source.');
  const at = Math.min(Date.now(), Date.parse(source.modifiedAt));
  const told = factsIn(dataFolder, document, connection, at);
  const name = basename(resolve(file));
  if (told.facts.length === 0) return fail('nothing-known', { file: name });
  const added = addList(dataFolder, {
    name,
    sha256: source.sha256,
    at: Date.now(),
    facts: told.facts,
  });
  if (!added.ok) return added;
  const { facts, untold, notAccepted, unclear } = told;
  const permits = new Set(facts.map(({ reference }) => reference)).size;
  const deletions = facts.filter(({ operation }) => operation === 'delete').length;
  return ok({ rows: facts.length, permits, deletions, untold, notAccepted, unclear, at });
}

/** What is wrong with a row as a thing to be sent, and says nothing against its values. */
const harmless: readonly IssueCode[] = ['nothing-to-update', 'already-done', 'row-hidden'];

interface Told extends Pick<ImportedList, 'untold' | 'notAccepted' | 'unclear'> {
  readonly facts: readonly ConnectedFact[];
}

function factsIn(dataFolder: string, document: BatchDocument, connection: Connection, at: number): Told {
  const columns = readMeta(document, 'columns') ?? [];
  const headers = columns.map(({ header }) => header);
  const settings = readMeta(document, 'settings') as Meta<'settings'>;
  const mapping = mappingOf(columns);
  const others = creationColumns(headers, mapping);
  const otherColumns = Object.values(others);
  const own = resultColumns(headers);
  const isCreation = own !== null && !own.hadReference;
  // A creation sends its times as they stand.
  const times = isCreation ? { ...settings, endDate: 'unchanged' as const } : settingsFor(columns, settings);
  const checker = checkerOf(document);
  const accepted = acceptedRows(dataFolder, practiceConnection.name);
  const of = bookConnectionOf(connection);
  const counts = { notAccepted: 0, unclear: 0 };
  const facts: ConnectedFact[] = [];
  const untold = new Set<number>();
  try {
    for (const { number, cells: present, reading } of eachRow(document)) {
      const cells = own === null ? present : editedCells(present, headers);
      let then = at;
      let mayBeDeletion = false;
      if (own !== null) {
        const completed = trimmed(cells[own.completed] ?? '');
        const reference = trimmed(cells[own.reference] ?? '').replace(/^'/, '');
        const known = accepted.find(reference, completed);
        const isAccepted = trimmed(cells[own.status] ?? '').toLowerCase() === 'accepted';
        then = Date.parse(completed);
        if (!isAccepted || known === 'practised' || Number.isNaN(then)) {
          counts.notAccepted++;
          continue;
        }
        then = Math.min(then, Date.now());
        const isDeletion =
          known === null
            ? namesOnly(reference, present, headers, own, [mapping.indexOf('referenceId'), ...otherColumns])
            : known.operation === 'delete';
        if (isDeletion && reference !== '') {
          facts.push({ of, reference, at: then, row: number, run: 0, operation: 'delete', values: {} });
          continue;
        }
        mayBeDeletion = known === null && !isCreation;
      }
      const issues = checker.check(cells, reading).filter(({ code }) => severityOf[code] === 'error');
      const wrong = issues.filter(({ column, code }) => column === null && !harmless.includes(code));
      const spoilt = new Set(issues.map(({ column }) => column));
      const sound = cells.map((cell, index) => (spoilt.has(index + 1) ? '' : cell));
      const hasReference = !isBlank(sound[mapping.indexOf('referenceId')] ?? '');
      const request = wrong.length > 0 || !hasReference ? {} : permitRequest(sound, mapping, times);
      const { referenceId: reference, ...values } = { ...request, ...creationValues(cells, others) };
      if (reference === undefined || Object.keys(values).length === 0) {
        counts.unclear++;
        continue;
      }
      const operation = isCreation ? 'create' : 'update';
      if (mayBeDeletion) untold.add(number);
      facts.push({ of, reference, at: Math.min(then, Date.now()), row: number, run: 0, operation, values });
    }
  } finally {
    accepted.close();
  }
  const clear = withoutContradictions(facts);
  return {
    facts: clear,
    untold: clear.filter(({ row }) => untold.has(row)).length,
    notAccepted: counts.notAccepted,
    unclear: counts.unclear + facts.length - clear.length,
  };
}

/**
 * Whether a row of results sent nothing but its reference ID, whatever its columns stood for: an update of nothing is never
 * sent, so that its permit was deleted. `naming`: the columns that no update sends.
 */
function namesOnly(
  reference: string,
  cells: readonly string[],
  headers: readonly string[],
  { status, hadReference }: ResultColumns,
  naming: readonly number[],
): boolean {
  const edits = cells[headers.lastIndexOf('opscom_edits')] ?? '';
  return (
    hadReference &&
    isBlank(edits) &&
    trimmed(cells[naming[0] ?? -1] ?? '') === reference &&
    cells.slice(0, status).every((cell, index) => isBlank(cell) || naming.includes(index))
  );
}

/** Where a list has what only a creation sends: an update has no field for it. */
function creationColumns(
  headers: readonly string[],
  mapping: ReturnType<typeof mappingOf>,
): { readonly permitNo: number; readonly zone: number } {
  const told = matchHeaders(headers, createRules);
  const at = (field: 'permitNo' | 'zone') =>
    told.findIndex((column, index) => column.field === field && mapping[index] === null);
  return { permitNo: at('permitNo'), zone: at('zone') };
}

function creationValues(
  cells: readonly string[],
  columns: ReturnType<typeof creationColumns>,
): { permitNo?: string; zone?: string } {
  const valueAt = (index: number) => trimmed(cells[index] ?? '');
  const [permitNo, zone] = [valueAt(columns.permitNo), valueAt(columns.zone)];
  // The book tells its values apart by control characters.
  const isSound = (value: string) => value !== '' && !/\p{Cc}/u.test(value);
  return { ...(isSound(permitNo) && { permitNo }), ...(isSound(zone) && { zone }) };
}

/** Without the permits of which a list says two things at one time: which of them is so nobody can tell. */
function withoutContradictions(facts: readonly ConnectedFact[]): ConnectedFact[] {
  const said = new Map<string, string>();
  const contradicted = new Set<string>();
  const keyOf = ({ reference, at }: ConnectedFact) => `${reference} ${at}`;
  for (const fact of facts) {
    const values = JSON.stringify([fact.operation, fact.values]);
    const key = keyOf(fact);
    if ((said.get(key) ?? values) !== values) contradicted.add(key);
    said.set(key, values);
  }
  return facts.filter((fact) => !contradicted.has(keyOf(fact)));
}
