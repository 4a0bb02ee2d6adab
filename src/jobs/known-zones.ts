import { type Connection, targetOf } from '../connections/connection.ts';
import type { ZoneTotal } from '../opscom/stats.ts';
import type { OperationName } from '../permit/operation.ts';
import { changeWords, wordsOf } from './known-words.ts';

const mostKept = 500;
/** Longer names were cut when they were read (stats.ts). */
const longestWhole = 99;

/**
 * Keeps the names of the zones that a controller told last. A list that is not known to be whole says nothing: names that
 * are missing from it would be warned of. Practice has no zones of its own: it takes whatever a file says.
 */
export function learnZones(dataFolder: string, connection: Connection, totals: readonly ZoneTotal[]): void {
  if (connection.practice) return;
  const names = [...new Set(totals.map(({ zone }) => zone))].filter((name) => name !== '').sort();
  const isWhole = names.length <= mostKept && names.every(({ length }) => length <= longestWhole);
  const kept = isWhole ? names : [];
  const target = targetOf(connection);
  if (kept.join('\n') === wordsOf(dataFolder, 'zones', target).join('\n')) return;
  changeWords(dataFolder, 'zones', target, () => kept);
}

/** What the zones of a batch are held against: those of creations alone go to the controller. */
export function zoneNamesFor(
  dataFolder: string,
  connection: Connection | null,
  operation: OperationName | undefined,
): string[] {
  if (operation !== 'create' || connection === null) return [];
  return [...wordsOf(dataFolder, 'zones', targetOf(connection))];
}
