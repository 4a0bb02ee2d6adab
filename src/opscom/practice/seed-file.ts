import Papa from 'papaparse';
import { trimmed } from '../../permit/cell.ts';
import { matchHeaders } from '../../permit/match-headers.ts';

/** A title or note may stand above the header; it is looked for no further down than this. */
const deepestHeader = 20;

/** The reference IDs in a permit CSV's bytes, in file order; null when no column is known to hold them. */
export function referenceIdsIn(bytes: Uint8Array): string[] | null {
  const { data } = Papa.parse<string[]>(decoded(bytes), { skipEmptyLines: 'greedy' });
  for (const [index, record] of data.slice(0, deepestHeader).entries()) {
    const column = matchHeaders(record).findIndex(({ field }) => field === 'referenceId');
    if (column < 0) continue;
    return data
      .slice(index + 1)
      .map((cells) => trimmed(cells[column] ?? ''))
      .filter((id) => id !== '');
  }
  return null;
}

/** Reference IDs are plain ASCII, so only UTF-16 needs telling apart. */
function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}
