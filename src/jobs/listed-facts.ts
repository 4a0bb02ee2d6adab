import { checkerOf } from '../batch/check/recheck.ts';
import { eachRow } from '../batch/file/current-row.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { type Meta, readMeta } from '../batch/file/meta.ts';
import { editedCells, resultColumns } from '../batch/import/own-results.ts';
import { acceptedRows } from '../batch/library/accepted-rows.ts';
import { bookConnectionOf, type ConnectedFact } from '../book/fact.ts';
import { knownLineReader } from '../book/known-table.ts';
import { type Connection, practiceConnection } from '../connections/connection.ts';
import { trimmed } from '../permit/cell.ts';
import { createRules } from '../permit/create.ts';
import { type IssueCode, severityOf } from '../permit/issue.ts';
import { mappingOf } from '../permit/mapping.ts';
import { matchHeaders } from '../permit/match-headers.ts';
import type { OperationName } from '../permit/operation.ts';
import { permitRequest } from '../permit/permit-request.ts';
import { updateRules } from '../permit/update.ts';
import { settingsFor } from '../permit/utc-column.ts';
import {
  operationOfAll,
  provenOperation,
  resultReference,
  type UntoldOperation,
} from './results-operation.ts';

/** What a list says of permits, and how many of its rows say nothing, or nothing certain. */
export interface ListedFacts {
  readonly facts: readonly ConnectedFact[];
  /** Rows of results that may have been updates or deletions. */
  readonly untold: number;
  /** Of them: those with nothing that an update would have sent, as their columns are called. */
  readonly doubted: number;
  /** Rows of results that no controller accepted, or of practice. */
  readonly notAccepted: number;
  /** Rows without a sound reference ID or anything known beside it, and those of a permit of which the list says two things. */
  readonly unclear: number;
}

interface ListOrigin {
  readonly connection: Connection;
  /** Of the list, in epoch milliseconds; of results each row has its own. */
  readonly at: number;
  /** What a person says of rows that do not tell what was done to their permits. */
  readonly rowsWere: UntoldOperation | null;
}

/** What is wrong with a row as a thing to be sent, and says nothing against its values. */
const harmless: readonly IssueCode[] = ['nothing-to-update', 'already-done', 'row-hidden'];

/** A row without a reference ID says nothing; it is no mistake. */
const listRules = { ...updateRules, keyRequired: false };

export function listedFacts(
  dataFolder: string,
  document: BatchDocument,
  { connection, at, rowsWere }: ListOrigin,
): ListedFacts {
  const columns = readMeta(document, 'columns') ?? [];
  const headers = columns.map(({ header }) => header);
  const settings = readMeta(document, 'settings') as Meta<'settings'>;
  const mapping = mappingOf(columns);
  const others = creationColumns(headers, mapping);
  const own = resultColumns(headers);
  const exported = own === null ? knownLineReader(headers) : null;
  // A creation sends its times as they stand.
  const createdTimes = { ...settings, endDate: 'unchanged' as const };
  const times = settingsFor(columns, settings);
  const checker = checkerOf(document);
  const accepted = acceptedRows(dataFolder, practiceConnection.name);
  const of = bookConnectionOf(connection);
  const counts = { notAccepted: 0, unclear: 0, doubted: 0 };
  const facts: ConnectedFact[] = [];
  let untold = 0;

  /** What a line of an exported book tells: when it was known, but for a deletion, of which that does not stand there. */
  const toldByBook = (cells: readonly string[]) => {
    const line = exported?.(cells);
    if (line === undefined) return null;
    const reference = trimmed(cells[mapping.indexOf('referenceId')] ?? '');
    return line.isDeleted
      ? { reference, toldAt: at, operation: 'delete' as const }
      : { reference, toldAt: line.since ?? at, operation: 'update' as const };
  };
  /** What of a row of results is told by the row, or by its batch; null of one that was not accepted. */
  const toldBy = (cells: readonly string[], sent: readonly string[], columnsOf: NonNullable<typeof own>) => {
    const completed = trimmed(cells[columnsOf.completed] ?? '');
    const reference = resultReference(cells, columnsOf.reference);
    const known = accepted.find(reference, completed);
    const isAccepted = trimmed(cells[columnsOf.status] ?? '').toLowerCase() === 'accepted';
    const toldAt = Date.parse(completed);
    if (!isAccepted || known === 'practised' || Number.isNaN(toldAt)) return null;
    const operation =
      known?.operation ?? provenOperation({ cells, sent }, headers, columnsOf, Object.values(others));
    return { reference, toldAt, operation };
  };
  try {
    const proven = new Set<OperationName>();
    if (own !== null) {
      for (const { read } of eachRow(document)) {
        const told = toldBy(read, editedCells(read, headers), own);
        if (told?.operation) proven.add(told.operation);
      }
    }
    for (const { number, cells: present, read, reading } of eachRow(document)) {
      const cells = own === null ? present : editedCells(read, headers);
      const told = own === null ? toldByBook(cells) : toldBy(read, cells, own);
      if (own !== null && told === null) {
        counts.notAccepted++;
        continue;
      }
      const fact = { of, at: Math.min(told?.toldAt ?? at, Date.now()), row: number, run: 0 };
      const said = told === null ? 'update' : (told.operation ?? operationOfAll(proven) ?? rowsWere);
      const operation = said ?? 'update';
      if (told !== null && operation === 'delete' && told.reference !== '') {
        facts.push({ ...fact, reference: told.reference, operation, values: {} });
        continue;
      }
      const issues = checker.check(cells, reading).filter(({ code }) => severityOf[code] === 'error');
      const wrong = issues.some(({ column, code }) => column === null && !harmless.includes(code));
      const spoilt = new Set(issues.map(({ column }) => column));
      const sound = cells.map((cell, index) => (spoilt.has(index + 1) ? '' : cell));
      const then = operation === 'create' ? createdTimes : times;
      const { referenceId, ...sent } = wrong ? {} : permitRequest(sound, mapping, then, listRules);
      if (said === null) {
        untold++;
        if (Object.keys(sent).length === 0) counts.doubted++;
      }
      const reference = told?.reference ?? referenceId ?? '';
      const values = { ...sent, ...creationValues(cells, others) };
      if (wrong || reference === '' || Object.keys(values).length === 0) counts.unclear++;
      else facts.push({ ...fact, reference, operation, values });
    }
  } finally {
    accepted.close();
  }
  const clear = withoutContradictions(facts);
  return { ...counts, facts: clear, untold, unclear: counts.unclear + facts.length - clear.length };
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
