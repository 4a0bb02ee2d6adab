import { checkStateOf } from '../../permit/issue.ts';
import { type Twin, twinsAmong } from '../check/plates.ts';
import { stateNames, stateNumbers } from '../file/counts.ts';
import { amongRows, pageSize } from '../file/current-row.ts';
import { fetchRows } from './fetched-rows.ts';
import { type ChangeContext, changeIssues, manyTouched } from './row-changes.ts';

/** Finds plates on several permits again among the rows of the plates that a change has touched, and keeps the counts. */
export function remarkPlates(context: ChangeContext): void {
  const { document, checker, plates, touchedPlates, movedPlates } = context;
  if (movedPlates.size === 0) return;
  const concerned = new Set(movedPlates);
  const many = touchedPlates.size > manyTouched;
  if (many) {
    for (const group of plates().groups()) for (const row of group) concerned.add(row);
    for (const row of markedRows(context)) concerned.add(row);
  } else {
    for (const plate of touchedPlates) for (const row of plates().rows(plate)) concerned.add(row);
  }
  const rows = [...concerned].sort((a, b) => a - b);
  const twins = new Map<number, Twin[1]>(twinsAmong(document, checker, rows, many ? null : touchedPlates));
  for (let from = 0; from < rows.length; from += pageSize) {
    setTwins(context, rows.slice(from, from + pageSize), twins);
  }
}

function markedRows({ document }: ChangeContext): number[] {
  const found = document.db.prepare('select number from row where twin is not null').all();
  return (found as { number: number }[]).map(({ number }) => number);
}

/** Lays down which rows have their plate on another permit, where that is not what is stored. */
function setTwins(
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
    if (state !== row.state) {
      counts[stateNames[row.state] ?? 'valid']--;
      counts[stateNames[state] ?? 'valid']++;
    }
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
