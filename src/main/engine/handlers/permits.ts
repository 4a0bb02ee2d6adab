import { basename } from 'node:path';
import { writeTable } from '../../../batch/exports/table-file.ts';
import { type Book, withBook, withBookAsIs } from '../../../book/book.ts';
import { bookConnectionOf, type SourcedFact } from '../../../book/fact.ts';
import { allKnown, bookStatus, forgetPermits } from '../../../book/holdings.ts';
import { type KnownPermit, requestFields } from '../../../book/known.ts';
import { historyTable, knownTable } from '../../../book/known-table.ts';
import { forgetFile } from '../../../book/lists.ts';
import { permitHistory, searchPermits } from '../../../book/permit-search.ts';
import type { HandlersOf } from '../../../bridge/contract.ts';
import type { ListAnswer, PermitEvent, PermitLine, permitCalls } from '../../../bridge/permits.ts';
import { findConnection } from '../../../connections/store.ts';
import { writeNewFile } from '../../../disk/new-file.ts';
import { importKnown } from '../../../jobs/import-known.ts';
import type { UntoldOperation } from '../../../jobs/results-operation.ts';
import { ok, type Result } from '../../../permit/result.ts';

interface ChosenList {
  readonly connection: string;
  readonly file: string;
}

interface SaveRequest {
  readonly connection: string;
  readonly text: string;
  readonly reference: string | null;
  readonly out: string;
}

/** So many permits a table shows. */
const shownAtOnce = 200;

/** The permits that this computer knows something of. */
export function permitHandlers(folder: string, appVersion: string) {
  const connectionOf = (name: string) => findConnection(folder, name);
  const bookConnection = (name: string) => {
    const found = connectionOf(name);
    return found.ok ? ok(bookConnectionOf(found.value)) : found;
  };
  /** While somebody types, as it was when the place was opened: looking at every batch would hold each letter up. */
  const lookAsIs = <Value>(work: (book: Book) => Value): Result<Value> => {
    const found = withBookAsIs(folder, (book) => ok(work(book)));
    return found ?? withBook(folder, work);
  };
  /** The list of which a person is being asked what its rows were. */
  let asked: ChosenList | null = null;
  const takeList = async (
    list: ChosenList,
    rowsWere: UntoldOperation | null,
  ): Promise<Result<ListAnswer>> => {
    const connection = connectionOf(list.connection);
    if (!connection.ok) return connection;
    const file = basename(list.file);
    const taken = await importKnown(folder, {
      file: list.file,
      connection: connection.value,
      reading: {},
      maps: [],
      rowsWere,
      canAsk: true,
      appVersion,
      signal: new AbortController().signal,
    });
    if (taken.ok) {
      const { permits, rows, deletions, notAccepted, unclear, at } = taken.value;
      return ok({ kind: 'taken', file, permits, rows, deletions, passedOver: notAccepted + unclear, at });
    }
    if (taken.failure.code !== 'rows-untold') return taken;
    asked = list;
    return ok({ kind: 'untold', file, rows: Number(taken.failure.facts['rows']) });
  };
  const windowCalls: HandlersOf<typeof permitCalls, 'engine'> = {
    searchPermits({ connection, text }) {
      const at = bookConnection(connection);
      if (!at.ok) return at;
      const search = (book: Book) => searchPermits(book, at.value, text, shownAtOnce + 1);
      const found = text === '' ? withBook(folder, search) : lookAsIs(search);
      if (!found.ok) return found;
      const permits = found.value.slice(0, shownAtOnce).map(permitLine);
      return ok({ permits, more: found.value.length > shownAtOnce });
    },
    permitHistory({ connection, reference }) {
      const at = bookConnection(connection);
      if (!at.ok) return at;
      return withBook(folder, (book) => permitHistory(book, at.value, reference).map(permitEvent));
    },
    forgetPermit({ connection, reference }) {
      const at = bookConnection(connection);
      return at.ok ? forgetPermits(folder, at.value, reference, new Date()) : at;
    },
    countPermits({ connection }) {
      const at = bookConnection(connection);
      return at.ok ? withBook(folder, (book) => bookStatus(book, at.value).permits) : at;
    },
    forgetAllPermits({ connection }) {
      const at = bookConnection(connection);
      return at.ok ? forgetPermits(folder, at.value, null, new Date()) : at;
    },
    forgetList({ connection, file }) {
      const at = bookConnection(connection);
      return at.ok ? forgetFile(folder, at.value, file) : at;
    },
    importAsked({ rowsWere }) {
      if (asked === null) throw new Error('Of no list it was asked what its rows were.');
      return takeList(asked, rowsWere);
    },
  };
  return {
    ...windowCalls,
    async writePermits({ connection, text, reference, out }: SaveRequest): Promise<Result<string>> {
      const at = bookConnection(connection);
      if (!at.ok) return at;
      const lines = withBook(folder, (book) => {
        if (reference !== null) return [...historyTable(permitHistory(book, at.value, reference))];
        const permits =
          text === ''
            ? allKnown(book, at.value)
            : searchPermits(book, at.value, text, Number.MAX_SAFE_INTEGER);
        return [...knownTable(permits)];
      });
      if (!lines.ok) return lines;
      return writeNewFile(out, (file) => writeTable(file, out, lines.value));
    },
    takeList: (list: ChosenList) => takeList(list, null),
  };
}

function permitLine({ reference, values, isDeleted, last: { at, batch } }: KnownPermit): PermitLine {
  return { reference, values, isDeleted, at, batch };
}

function permitEvent({ at, batch, row, imported, operation, values }: SourcedFact): PermitEvent {
  const given = requestFields.flatMap(({ name, field }) => {
    const value = values[name];
    return value === undefined ? [] : [[field, value] as const];
  });
  return { at, batch, row, imported, operation, values: Object.fromEntries(given) };
}
