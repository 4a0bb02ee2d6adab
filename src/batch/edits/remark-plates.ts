import { checkStateOf } from '../../permit/issue.ts';
import { eachTwin, markTwins, type Twin, twinsAmong } from '../check/plates.ts';
import { recount, stateNumbers } from '../file/counts.ts';
import { amongRows, pageSize } from '../file/current-row.ts';
import { fetchRows } from './fetched-rows.ts';
import { type ChangeContext, changeIssues, countRow, manyTouched } from './row-changes.ts';

/**
 * Finds plates on several permits again among the rows of the plates that a change has touched, and keeps the counts;
 * pauses after each page of rows.
 */
export function* remarkPlates(context: ChangeContext): Generator<void> {
  const { document, checker, plates, touchedPlates, movedPlates } = context;
  if (movedPlates.size === 0) return;
  if (movedPlates.size > manyTouched) {
    plates().move(movedPlates);
    yield* remarkAll(context);
    return;
  }
  for (const [row, { plate }] of movedPlates) if (plate !== '') plates().add(plate, row);
  const concerned = new Set(movedPlates.keys());
  for (const plate of touchedPlates) for (const row of plates().rows(plate)) concerned.add(row);
  const rows = [...concerned].sort((a, b) => a - b);
  const isWanted = (plate: string): boolean => plate === '' || touchedPlates.has(plate);
  const twins = twinsAmong(document, checker, rows, isWanted, movedPlates);
  yield* setTwins(context, rows, new Map([...twins].flat()));
}

/** The same over the whole batch, once many rows have another plate: a handful of statements for all that are marked anew. */
function* remarkAll(context: ChangeContext): Generator<void> {
  const { document, checker, plates, movedPlates, counts } = context;
  const { db } = document;
  const stored = db.prepare('select number, twin from row where twin is not null').all();
  const old = new Map(
    (stored as { number: number; twin: number }[]).map(({ number, twin }) => [number, twin]),
  );
  const found: Twin[] = [];
  const moved: Twin[] = [];
  for (const twins of eachTwin(document, checker, plates(), movedPlates)) {
    for (const twin of twins) {
      const [row, other] = twin;
      const before = old.get(row);
      if (before === undefined) found.push(twin);
      else if (before !== other) moved.push(twin);
      old.delete(row);
    }
    yield;
  }
  const lost = [...old.keys()].sort((a, b) => a - b);
  yield* setTwins(context, lost, new Map(lost.map((row) => [row, null])));
  for (const page of pagesOf(moved)) {
    db.prepare('update row set twin = e.value ->> 1 from json_each(?) e where number = e.value ->> 0').run(
      JSON.stringify(page),
    );
    yield;
  }
  for (const page of pagesOf(found)) {
    markTwins(document, checker, page);
    yield;
  }
  if (found.length > 0) Object.assign(counts, recount(document));
}

function* pagesOf<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += pageSize) yield items.slice(from, from + pageSize);
}

/** Lays down which of the rows, which ascend, have their plate on another permit, where that is not what is stored. */
function* setTwins(
  context: ChangeContext,
  numbers: readonly number[],
  twins: ReadonlyMap<number, Twin[1]>,
): Generator<void> {
  for (const page of pagesOf(numbers)) {
    setPage(context, page, twins);
    yield;
  }
}

function setPage(
  context: ChangeContext,
  numbers: readonly number[],
  twins: ReadonlyMap<number, Twin[1]>,
): void {
  const { document, checker, hindrances, counts, writes } = context;
  const { rows, marked } = fetchRows(document.db, amongRows('number', numbers), hindrances);
  const changed: [number, number | null, number][] = [];
  for (const row of rows) {
    const twin = twins.get(row.number);
    if (twin === undefined || twin === (row.reading.twin ?? null)) continue;
    const before = checker.check(row.cells, row.reading);
    const found = checker.check(row.cells, { ...row.reading, twin });
    changeIssues(context, row.number, before, found, marked.has(row.number));
    const state = marked.has(row.number) ? stateNumbers.invalid : stateNumbers[checkStateOf(found)];
    countRow(counts, row, before, -1);
    countRow(counts, { state, skipped: row.skipped }, found, 1);
    changed.push([row.number, twin, state]);
  }
  writes.flush();
  document.db
    .prepare(
      `update row set twin = e.value ->> 1, state = e.value ->> 2
       from json_each(?) e where number = e.value ->> 0`,
    )
    .run(JSON.stringify(changed));
}
