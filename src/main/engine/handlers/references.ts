import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { editCell } from '../../../batch/edits/edit.ts';
import { rowsNumbered } from '../../../batch/file/current-row.ts';
import type { BatchDocument } from '../../../batch/file/document.ts';
import { readMeta } from '../../../batch/file/meta.ts';
import { personHere } from '../../../batch/file/person.ts';
import { withBook, withBookPausing } from '../../../book/book.ts';
import { bookConnectionOf } from '../../../book/fact.ts';
import { countReferences, permitsMeant, searchColumns } from '../../../book/reference-search.ts';
import type { FoundPermit } from '../../../book/same-permit.ts';
import type { HandlersOf } from '../../../bridge/contract.ts';
import type { MeantPermit, referenceCalls } from '../../../bridge/references.ts';
import type { Connection } from '../../../connections/connection.ts';
import { findConnection } from '../../../connections/store.ts';
import { checkKnown } from '../../../jobs/connection-check.ts';
import { findReferences } from '../../../jobs/find-references.ts';
import { fail, ok, type Result } from '../../../permit/result.ts';
import type { Batches } from '../batches.ts';

interface Context {
  /** The data folder. */
  readonly folder: string;
  readonly batches: Batches;
}

/** Finding reference IDs in the permit book of the connection that a batch is checked for. */
export function referenceHandlers({ folder, batches }: Context): HandlersOf<typeof referenceCalls, 'engine'> {
  const editor = { who: personHere(), now: () => new Date() };

  function connectionOf(document: BatchDocument): Result<Connection> {
    const name = readMeta(document, 'connection');
    return name === null ? fail('connection-unknown', { name: '' }) : findConnection(folder, name);
  }

  return {
    countReferences: ({ batch }) =>
      batches.onOwn(batch, async (document) => {
        const connection = connectionOf(document);
        if (!connection.ok) return ok(null);
        const at = bookConnectionOf(connection.value);
        const counting = withBookPausing(folder, (book) => countReferences(book, document, at));
        for (;;) {
          const next = counting.next();
          if (next.done) return next.value;
          await yieldToEventLoop();
        }
      }),
    async findReferences({ batch }) {
      const connection = batches.look(batch, connectionOf);
      if (!connection.ok) return connection;
      return batches.changeMany(batch, (document, writer) =>
        findReferences(folder, document, connection.value, editor, () => {}, writer),
      );
    },
    async chooseReference({ batch, row, reference }) {
      const place = batches.look(batch, (document) => {
        const connection = connectionOf(document);
        const column = (searchColumns(document)?.reference ?? -1) + 1;
        return connection.ok ? ok({ connection: connection.value, column }) : connection;
      });
      if (!place.ok) return place;
      const { connection, column } = place.value;
      const changed = await batches.change(batch, (document) =>
        editCell(document, { row, column, value: reference }, editor),
      );
      if (!changed.ok) return changed;
      // Another permit may have its plate: that can be told only now.
      const checked = await batches.changeMany(batch, (document, writer) =>
        checkKnown(folder, document, connection, writer),
      );
      return checked.ok ? checked : changed;
    },
    permitsMeant: ({ batch, row }) =>
      batches.look(batch, (document) => {
        const connection = connectionOf(document);
        const columns = searchColumns(document);
        if (!connection.ok || columns === null) return ok([]);
        return withBook(folder, (book) => {
          const at = bookConnectionOf(connection.value);
          const found = permitsMeant(book, at, columns, rowsNumbered(document, [row])).get(row) ?? [];
          return found.map(meant);
        });
      }),
  };
}

function meant({ known: { reference, values } }: FoundPermit): MeantPermit {
  const newest = Object.values(values).reduce((one, other) => (other.at > one.at ? other : one));
  return {
    reference,
    permitNo: values.permitNo?.value ?? null,
    zone: values.zone?.value ?? null,
    plate: values.plate?.value ?? null,
    startDate: values.startDate?.value ?? null,
    endDate: values.endDate?.value ?? null,
    day: new Date(newest.at).toISOString().slice(0, 10),
    batch: newest.batch,
  };
}
