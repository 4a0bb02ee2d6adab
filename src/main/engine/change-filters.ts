import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { changesOf } from '../../batch/check/indexes.ts';
import type { RowScope } from '../../batch/edits/bulk/scope.ts';
import { changedRowsSince } from '../../batch/edits/changed-rows.ts';
import type { StepProgress } from '../../batch/edits/sliced-step.ts';
import type { BatchDocument } from '../../batch/file/document.ts';
import type { RowFilter } from '../../batch/rows/row-filter.ts';
import { bookState } from '../../book/book.ts';
import type { RowScope as WireScope } from '../../bridge/bulk.ts';
import type { RowFilter as WireFilter } from '../../bridge/rows.ts';
import { checkedConnection } from '../../jobs/checked-connection.ts';
import { canBeTold } from '../../jobs/known-changes.ts';
import { type LookedAt, noRows, type RowKinds, rowKinds } from '../../jobs/row-kinds.ts';
import { ok, type Result } from '../../permit/result.ts';
import type { Batches } from './batches.ts';

/**
 * Filters by what rows would change of what is known of their permits, which the batch itself cannot tell. Which rows
 * these are is looked up once for a batch and a book as they stand, so that what is shown and what is changed are the
 * same rows.
 */
export interface ChangeFilters {
  /** What the batch's rows would change; null where they cannot be held against anything. */
  kindsOf(batch: string): Promise<Result<RowKinds | null>>;
  /** The filter as the batch takes it. */
  filterOf(batch: string, filter: WireFilter): Promise<Result<RowFilter>>;
  /** The scope of a change, likewise. */
  scopeOf(batch: string, scope: WireScope): Promise<Result<RowScope>>;
  /** The same within a change of many rows, in which nothing else changes them: before it begins to write. */
  scopeNow(document: BatchDocument, scope: WireScope, writer: BatchDocument): Looking<RowScope>;
}

type Looking<Value> = Generator<StepProgress, Result<Value>, void>;

/** What was looked up depends on the batch, and on what its rows are held against. */
interface State {
  readonly batch: string;
  readonly book: string;
}

interface Kept {
  readonly state: State;
  readonly finding: Promise<Result<RowKinds | null>>;
  /** Once they are found. */
  kinds: RowKinds | null;
}

/** What changes all the time is told as it was a moment ago. */
const mostTries = 3;

export function changeFilters(
  folder: string,
  batches: Batches,
  isPushed: (batch: string) => boolean,
): ChangeFilters {
  const kept = new WeakMap<BatchDocument, Kept>();

  /** Null where there is nothing to hold the rows against. */
  function stateOf(document: BatchDocument): State | null {
    const connection = checkedConnection(folder, document);
    const book = bookState(folder);
    if (connection === null || book === null || !canBeTold(document)) return null;
    const { name, controller, client } = connection;
    return { batch: changesOf(document), book: JSON.stringify([book, name, controller, client]) };
  }

  function* find(document: BatchDocument, before?: LookedAt): Looking<RowKinds | null> {
    const connection = checkedConnection(folder, document);
    return connection === null ? ok(null) : yield* rowKinds(folder, document, connection, before);
  }

  /** What need not be looked up again: nothing where something else changed than rows that are known. */
  function lookedAt(document: BatchDocument, { book }: State): LookedAt | undefined {
    const known = kept.get(document);
    const since = known?.state.book === book ? changedRowsSince(document, known.state.batch) : null;
    return known?.kinds && since ? { kinds: known.kinds, since } : undefined;
  }

  async function kindsOf(batch: string): Promise<Result<RowKinds | null>> {
    for (let tries = 1; ; tries++) {
      const opened = batches.look(batch, (document) => ok({ document, state: stateOf(document) }));
      if (!opened.ok) return opened;
      const { document, state } = opened.value;
      if (state === null) return ok(null);
      const known = kept.get(document);
      // While rows are being sent they are only looked at, and stay the rows that they were before.
      if (known && (isSame(known.state, state) || isPushed(batch))) return known.finding;
      const before = lookedAt(document, state);
      const finding = batches.onOwn(batch, (own) => toItsEnd(find(own, before)));
      const own: Kept = { state, finding, kinds: null };
      kept.set(document, own);
      try {
        const found = await finding;
        if (found.ok) own.kinds = found.value;
        if (!found.ok || tries >= mostTries) return found;
      } finally {
        // What failed is tried again.
        if (own.kinds === null && kept.get(document) === own) kept.delete(document);
      }
    }
  }

  async function filterOf(batch: string, filter: WireFilter): Promise<Result<RowFilter>> {
    if (!asksForChange(filter)) return ok(filter);
    const kinds = await kindsOf(batch);
    return kinds.ok ? ok(withPicked(filter, kinds.value)) : kinds;
  }

  return {
    kindsOf,
    filterOf,
    async scopeOf(batch, scope) {
      if ('rows' in scope) return ok(scope);
      const filter = await filterOf(batch, scope.filter);
      return filter.ok ? ok({ filter: filter.value }) : filter;
    },
    *scopeNow(document, scope, writer) {
      if ('rows' in scope || !asksForChange(scope.filter)) return ok(scope);
      const state = stateOf(document);
      const known = kept.get(document);
      if (state === null) return ok({ filter: withPicked(scope.filter, null) });
      const isKnown = known?.kinds && isSame(known.state, state);
      const found = isKnown ? ok(known.kinds) : yield* find(writer, lookedAt(document, state));
      return found.ok ? ok({ filter: withPicked(scope.filter, found.value) }) : found;
    },
  };
}

function isSame(one: State, other: State): boolean {
  return one.batch === other.batch && one.book === other.book;
}

function asksForChange({ change, changedField }: WireFilter): boolean {
  return change !== undefined || changedField !== undefined;
}

function withPicked({ change, changedField, ...filter }: WireFilter, kinds: RowKinds | null): RowFilter {
  return { ...filter, picked: kinds?.pick({ change, changedField }) ?? noRows };
}

async function toItsEnd<Value>(looking: Looking<Value>): Promise<Result<Value>> {
  for (;;) {
    const next = looking.next();
    if (next.done) return next.value;
    await yieldToEventLoop();
  }
}
