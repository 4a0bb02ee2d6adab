import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { prepareIndexes } from '../../../batch/check/indexes.ts';
import type { BatchDocument } from '../../../batch/file/document.ts';
import { readMeta } from '../../../batch/file/meta.ts';
import { damageOf } from '../../../batch/file/open-document.ts';
import { dateQuestion } from '../../../batch/rows/date-question.ts';
import { findValues } from '../../../batch/rows/find-values.ts';
import { permitKeys } from '../../../batch/rows/reference-ids.ts';
import { mostOrders } from '../../../batch/rows/row-order.ts';
import {
  firstRowsRead,
  pageMs,
  prepareOrders,
  prepareRows,
  rowNumbers,
  rowPageWithin,
} from '../../../batch/rows/rows.ts';
import { lockedAmong, shapelessAmong } from '../../../batch/rows/unchangeable.ts';
import type { HandlersOf } from '../../../bridge/contract.ts';
import type { rowCalls } from '../../../bridge/rows.ts';
import { findConnection } from '../../../connections/store.ts';
import { ok } from '../../../permit/result.ts';
import type { Batches } from '../batches.ts';
import type { ChangeFilters } from '../change-filters.ts';
import { previewRequest } from '../preview.ts';
import { rowCounts } from '../row-counts.ts';
import { summaryOf } from '../summary.ts';
import { withKnown } from '../with-known.ts';

interface Context {
  readonly folder: string;
  readonly batches: Batches;
  readonly changes: ChangeFilters;
  readonly onBug: (bug: unknown) => void;
}

/** Looking at a batch and its rows. */
export function rowHandlers({
  folder,
  batches,
  changes,
  onBug,
}: Context): HandlersOf<typeof rowCalls, 'engine'> {
  const warmed = new WeakSet<BatchDocument>();
  const counts = rowCounts(batches.look, changes.filterOf);

  /** Once a batch is looked at, a click on a header is not far, nor an edit of a reference ID. */
  function warm(document: BatchDocument): void {
    if (warmed.has(document)) return;
    warmed.add(document);
    const columns = readMeta(document, 'columns') ?? [];
    const inOrder = columns
      .map(({ field }, at) => ({ column: at + 1, field }))
      .sort((one, other) => Number(other.field !== null) - Number(one.field !== null))
      .slice(0, mostOrders);
    void prepareOrders(
      document,
      inOrder.map(({ column }) => column),
    )
      .then(() => prepareIndexes(document))
      .catch((cause) => {
        // Of damage whoever comes to the damaged rows is told.
        if (damageOf(document.path, cause) === null) onBug(cause);
      });
  }

  return {
    async dateQuestion({ batch }) {
      const opened = batches.look(batch, (document) => ok(dateQuestion(document)));
      if (!opened.ok) return opened;
      for (;;) {
        const step = batches.look(batch, () => ok(opened.value.next()));
        if (!step.ok) return step;
        if (step.value.done) return ok(step.value.value);
        await yieldToEventLoop();
      }
    },
    summary: ({ batch }) => batches.look(batch, (document) => ok(summaryOf(document))),
    async rows({ batch, ...wanted }) {
      counts.want(batch, wanted.filter);
      const filter = await changes.filterOf(batch, wanted.filter);
      if (!filter.ok) return filter;
      const page = { ...wanted, filter: filter.value };
      const opened = batches.open(batch);
      if (!opened.ok) return opened;
      await prepareRows(opened.value, page.filter);
      return batches.look(batch, (document) => {
        warm(document);
        const found = rowPageWithin(document, page, pageMs);
        return ok({ ...found, rows: withKnown(folder, document, found.rows) });
      });
    },
    firstRowsRead: ({ batch, limit }) =>
      batches.look(batch, (document) => ok(firstRowsRead(document, limit))),
    countRows: ({ batch, filter }) => counts.count(batch, filter),
    async rowNumbers({ batch, ...wanted }) {
      const filter = await changes.filterOf(batch, wanted.filter);
      if (!filter.ok) return filter;
      const page = { ...wanted, filter: filter.value };
      const opened = batches.open(batch);
      if (!opened.ok) return opened;
      await prepareRows(opened.value, page.filter);
      return batches.look(batch, (document) => {
        const numbers = [...rowNumbers(document, page)];
        const shapeless = shapelessAmong(document, numbers);
        return ok({ numbers, locked: lockedAmong(document, numbers), shapeless });
      });
    },
    async columnValues({ batch, filter: wanted, column, search }) {
      const filter = await changes.filterOf(batch, wanted);
      if (!filter.ok) return filter;
      const { sort: _, ...conditions } = filter.value;
      return batches.onOwn(batch, async (document) =>
        ok(await findValues(document, { column, conditions, search })),
      );
    },
    async permitKeys({ batch, filter: wanted }) {
      const filter = await changes.filterOf(batch, wanted);
      if (!filter.ok) return filter;
      const all = { filter: filter.value, offset: 0, limit: Number.MAX_SAFE_INTEGER };
      return batches.look(batch, (document) => ok(permitKeys(document, rowNumbers(document, all))));
    },
    previewRequest({ batch, row, connection: name }) {
      const connection = findConnection(folder, name);
      if (!connection.ok) return connection;
      return batches.look(batch, (document) => previewRequest(document, row, connection.value));
    },
  };
}
