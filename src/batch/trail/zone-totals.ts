import type { BatchDocument } from '../file/document.ts';
import { type EntryOf, parseEntry } from './entry.ts';

/** A zone's permits right before and right after a run; zone null: permits of which no zone is known. */
export interface ZoneChange {
  readonly zone: string | null;
  readonly before: number | null;
  readonly after: number | null;
  /** Null where one of the two was not told. */
  readonly seen: number | null;
  /** What the run's accepted rows come to. */
  readonly expected: number;
}

/** What a controller told of its permits by zone around a run. */
export interface ZoneTotals {
  readonly changes: readonly ZoneChange[];
  /** Only before it: the run was cut off, or still goes on. */
  readonly onlyBefore: boolean;
}

/** What the trail tells of the totals around its runs, by run. */
export function totalsOfRuns({ db }: BatchDocument): ReadonlyMap<number, ZoneTotals> {
  const found = db
    .prepare(
      `select entry from trail where entry like '%"kind":"totals"%' or entry like '%"kind":"run-ended"%' order by seq`,
    )
    .all() as { entry: string }[];
  const told = new Map<number, ZoneTotals>();
  const ended = new Set<number>();
  for (const { entry: text } of found) {
    const entry = parseEntry(text);
    if (entry?.kind === 'run-ended') ended.add(entry.run);
    if (entry?.kind !== 'totals') continue;
    told.set(entry.run, { changes: zoneChanges(entry), onlyBefore: !ended.has(entry.run) });
  }
  return told;
}

/** Both answers and what was expected, side by side; of all zones those that a change was seen in or expected in come first. */
function zoneChanges({ before, after, expected }: EntryOf<'totals'>): readonly ZoneChange[] {
  const [first, last] = [permitsByZone(before), permitsByZone(after)];
  const wanted = new Map(expected.map(({ zone, permits }) => [zone, permits]));
  const zones = new Set<string | null>([...(first?.keys() ?? []), ...(last?.keys() ?? []), ...wanted.keys()]);
  const changes = [...zones].map((zone): ZoneChange => {
    // A zone that an answer does not name has no permits by it.
    const count = (told: ReadonlyMap<string, number> | null) =>
      zone === null || told === null ? null : (told.get(zone) ?? 0);
    const [was, is] = [count(first), count(last)];
    const seen = was === null || is === null ? null : is - was;
    return { zone, before: was, after: is, seen, expected: wanted.get(zone) ?? 0 };
  });
  const stirs = ({ seen, expected: hoped }: ZoneChange) => (seen || hoped ? 0 : 1);
  return changes.sort((a, b) => stirs(a) - stirs(b) || compareZones(a.zone, b.zone));
}

function permitsByZone(told: EntryOf<'totals'>['before']): ReadonlyMap<string, number> | null {
  return told && new Map(told.zones.map(({ zone, permits }) => [zone, permits]));
}

function compareZones(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
