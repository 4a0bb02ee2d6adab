import { trimmed } from '../../permit/cell.ts';
import { type Issue, severityOf, shapelessCodes } from '../../permit/issue.ts';
import { plateKey } from '../../permit/same-value.ts';
import { type CurrentRow, pageSize, rowsNumbered } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { hashOf, type PlateIndex } from './plate-index.ts';
import type { BatchChecker } from './recheck.ts';

/** What a row counts as when plates of several permits are looked for; blank where it has no plate that can be sent. */
export function plateHeld(cells: readonly string[], issues: readonly Issue[], column: number): string {
  if (column < 1) return '';
  for (const { column: found, code } of issues) {
    if (shapelessCodes.has(code)) return '';
    if (found === column && severityOf[code] === 'error') return '';
  }
  return plateKey(trimmed(cells[column - 1] ?? ''));
}

/** A row and another permit's row with its plate; null where no other permit has it. */
export type Twin = readonly [row: number, twin: number | null];

/**
 * What of these rows, which ascend, have their plate on another permit too; `checker` is asked as if none had. Rows of plates
 * that are not wanted are passed over; all rows of those that are must be among them. Pauses after each page.
 */
export function* twinsAmong(
  document: BatchDocument,
  checker: BatchChecker,
  numbers: readonly number[],
  isWanted: (plate: string) => boolean,
): Generator<readonly Twin[]> {
  const plates = new Map<string, { readonly row: number; readonly permit: string }[]>();
  for (let from = 0; from < numbers.length; from += pageSize) {
    for (const row of rowsNumbered(document, numbers.slice(from, from + pageSize))) {
      const plate = plateOf(row, checker);
      if (!isWanted(plate)) continue;
      const permit = checker.key < 0 ? '' : trimmed(row.cells[checker.key] ?? '');
      const known = plates.get(plate) ?? [];
      known.push({ row: row.number, permit });
      plates.set(plate, known);
    }
    yield [];
  }
  const twins: Twin[] = [];
  for (const [plate, rows] of plates) {
    const [first] = rows;
    // Two rows without a permit's key are two permits.
    const second = rows.find(
      ({ row, permit }) => row !== first?.row && (permit === '' || permit !== first?.permit),
    );
    for (const { row, permit } of rows) {
      const isFirsts = row === first?.row || (permit !== '' && permit === first?.permit);
      twins.push([row, plate === '' || !second ? null : ((isFirsts ? second : first)?.row ?? null)]);
    }
  }
  yield twins;
}

/** The plate that a row holds, as it is compared. */
function plateOf({ cells, reading }: CurrentRow, { check, plate }: BatchChecker): string {
  return plate < 0 ? '' : plateHeld(cells, check(cells, { ...reading, twin: null }), plate + 1);
}

/** Marks rows whose plate is on another permit too; none of them is marked yet. Counts are left to the caller. */
export function markTwins({ db }: BatchDocument, { plate }: BatchChecker, twins: readonly Twin[]): void {
  if (twins.length === 0) return;
  const list = JSON.stringify(twins);
  db.prepare(
    'update row set twin = e.value ->> 1, state = max(state, 1) from json_each(?) e where number = e.value ->> 0',
  ).run(list);
  db.prepare(
    `insert or replace into issue (row, column, code) select e.value ->> 0, ?, 'plate-repeated' from json_each(?) e`,
  ).run(plate + 1, list);
}

/** All rows whose plate is on another permit too, some at a time; pauses after each page that was looked at. */
export function* eachTwin(
  document: BatchDocument,
  checker: BatchChecker,
  index: PlateIndex,
): Generator<readonly Twin[]> {
  for (const { rows, hashes } of inPages(index.groups())) {
    // A row that once had the plate of a group may have that of another by now, in whose page it is looked at.
    const isWanted = (plate: string): boolean => plate !== '' && hashes.has(hashOf(plate));
    for (const twins of twinsAmong(document, checker, rows, isWanted)) {
      yield twins.filter(([, twin]) => twin !== null);
    }
  }
}

/** Groups of rows joined until they fill a page, so that one statement fetches them. */
function* inPages(
  groups: ReturnType<PlateIndex['groups']>,
): Generator<{ readonly rows: readonly number[]; readonly hashes: ReadonlySet<number> }> {
  let rows = new Set<number>();
  let hashes = new Set<number>();
  const page = () => ({ rows: [...rows].sort((a, b) => a - b), hashes });
  for (const group of groups) {
    for (const row of group.rows) rows.add(row);
    hashes.add(group.hash);
    if (rows.size < pageSize) continue;
    yield page();
    rows = new Set();
    hashes = new Set();
  }
  if (rows.size > 0) yield page();
}
