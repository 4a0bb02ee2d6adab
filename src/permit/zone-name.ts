import { editDistance } from './edit-distance.ts';
import { type Finding, finding } from './finding.ts';

/** How many pairs of names are compared in one check, and how much of each: a column of remarks that is mapped as zones must not take minutes. */
const mostCompared = 50_000;
const longestCompared = 40;

/**
 * What a zone has against the names that the controller told: "must be one of the controller's own zone names", to the
 * letter, but for the number of spaces, which its answer is read without. Without names nothing is said: the controller
 * was not asked, or told none.
 */
export function zoneCheck(names: readonly string[]): (value: string) => Finding | null {
  if (names.length === 0) return () => null;
  const known = new Set(names);
  const found = new Map<string, Finding>();
  const mostSought = mostCompared / names.length;
  return (value) => {
    const name = value.replace(/\s+/gu, ' ');
    if (known.has(name)) return null;
    const before = found.get(name);
    if (before) return before;
    if (found.size >= mostSought) return finding('zone-unknown', { count: names.length });
    const said = finding('zone-unknown', { count: names.length, nearest: nearestOf(name, names) });
    found.set(name, said);
    return said;
  };
}

/** The name that is told apart by the fewest slips of the pen, whatever its case. */
function nearestOf(value: string, names: readonly string[]): string {
  const compared = (name: string) => name.slice(0, longestCompared).toLowerCase();
  const sought = compared(value);
  let nearest = '';
  let least = longestCompared + 1;
  for (const name of names) {
    const distance = editDistance(sought, compared(name), least - 1);
    if (distance >= least) continue;
    nearest = name;
    least = distance;
  }
  return nearest;
}
