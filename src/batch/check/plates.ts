import { trimmed } from '../../permit/cell.ts';
import { type Issue, severityOf, shapelessCodes } from '../../permit/issue.ts';
import { plateKey } from '../../permit/same-value.ts';
import { amongRows, type CurrentRow, pageSize, rowsNumbered } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { addTo, worthOwnStatement } from './issue-writes.ts';
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

/** A row's plate as it is compared, blank where it has none that can be sent, and what tells its permit. */
export interface HeldPlate {
  readonly plate: string;
  readonly permit: string;
}

/** A row and another permit's row with its plate; null where no other permit has it. */
export type Twin = readonly [row: number, twin: number | null];

/**
 * What of these rows, which ascend, have their plate on another permit too; `checker` is asked as if none had. Rows of plates
 * that are not wanted are passed over; all rows of those that are must be among them. Rows of which it is known what they
 * hold are not read again. Pauses after each page.
 */
export function* twinsAmong(
  document: BatchDocument,
  checker: BatchChecker,
  numbers: readonly number[],
  isWanted: (plate: string) => boolean,
  known: ReadonlyMap<number, HeldPlate> = new Map(),
): Generator<readonly Twin[]> {
  const plates = new Map<string, { readonly row: number; readonly permit: string }[]>();
  for (let from = 0; from < numbers.length; from += pageSize) {
    const page = numbers.slice(from, from + pageSize);
    const read = new Map<number, HeldPlate>();
    for (const row of rowsNumbered(
      document,
      page.filter((number) => !known.has(number)),
    )) {
      read.set(row.number, heldBy(row, checker));
    }
    for (const row of page) {
      const held = known.get(row) ?? read.get(row);
      if (held && isWanted(held.plate)) addTo(plates, held.plate, { row, permit: held.permit });
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

function heldBy({ cells, reading }: CurrentRow, { check, key, plate }: BatchChecker): HeldPlate {
  return {
    plate: plate < 0 ? '' : plateHeld(cells, check(cells, { ...reading, twin: null }), plate + 1),
    permit: key < 0 ? '' : trimmed(cells[key] ?? ''),
  };
}

/**
 * Marks rows whose plate is on another permit too; none of them is marked yet. Counts are left to the caller. Where many
 * share a plate one statement marks them all, for half of the time.
 */
export function markTwins({ db }: BatchDocument, { plate }: BatchChecker, twins: readonly Twin[]): void {
  if (twins.length === 0) return;
  const sharing = new Map<Twin[1], number[]>();
  for (const [row, twin] of twins) addTo(sharing, twin, row);
  const others: Twin[] = [];
  for (const [twin, rows] of sharing) {
    if (rows.length < worthOwnStatement) {
      for (const row of rows) others.push([row, twin]);
      continue;
    }
    const among = amongRows('number', rows);
    db.prepare(`update row set twin = ?, state = max(state, 1) where ${among.sql}`).run(
      twin,
      ...among.values,
    );
  }
  db.prepare(
    'update row set twin = e.value ->> 1, state = max(state, 1) from json_each(?) e where number = e.value ->> 0',
  ).run(JSON.stringify(others));
  const list = JSON.stringify(twins.map(([row]) => row));
  db.prepare(
    `insert or replace into issue (row, column, code) select value, ?, 'plate-repeated' from json_each(?)`,
  ).run(plate + 1, list);
}

/** All rows whose plate is on another permit too, some at a time; pauses after each page that was looked at. */
export function* eachTwin(
  document: BatchDocument,
  checker: BatchChecker,
  index: PlateIndex,
  known?: ReadonlyMap<number, HeldPlate>,
): Generator<readonly Twin[]> {
  for (const { rows, hashes } of inPages(index.groups())) {
    // A row that once had the plate of a group may have that of another by now, in whose page it is looked at.
    const isWanted = (plate: string): boolean => plate !== '' && hashes.has(hashOf(plate));
    for (const twins of twinsAmong(document, checker, rows, isWanted, known)) {
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
