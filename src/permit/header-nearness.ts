import { editDistance } from './edit-distance.ts';
import { type FieldName, fieldNames } from './field.ts';
import { headerKey, headerWords, namesAnotherThing } from './header-key.ts';
import { doubtfulHeaders, plainHeaders, publishedHeaders } from './header-names.ts';

const names = new Map<FieldName, readonly string[]>();
const doubtful = new Map<FieldName, ReadonlySet<string>>();
for (const field of fieldNames) {
  names.set(field, [...new Set([...publishedHeaders[field], ...plainHeaders[field]].map(headerKey))]);
  doubtful.set(field, new Set(doubtfulHeaders[field].map(headerKey)));
}

/** How far a header is from meaning the field: 0 a doubtful name, up to 2 a slip of the pen, 3 a name within; else infinite. */
export function nearness(header: string, field: FieldName): number {
  const key = headerKey(header);
  if (doubtful.get(field)?.has(key)) return 0;
  let best = Number.POSITIVE_INFINITY;
  for (const name of names.get(field) ?? []) {
    // Short names are one letter from other words: plate from place, price from prize.
    const allowed = name.length < 6 ? 0 : name.length < 12 ? 1 : 2;
    const distance = editDistance(key, name, allowed);
    if (distance <= allowed && distance < best) best = distance;
  }
  if (best < Number.POSITIVE_INFINITY) return best;
  return containsName(headerWords(header), names.get(field) ?? []) ? 3 : best;
}

function containsName(words: readonly string[], candidates: readonly string[]): boolean {
  if (namesAnotherThing(words)) return false;
  const longest = Math.max(...candidates.map(({ length }) => length));
  for (let from = 0; from < words.length; from++) {
    let joined = '';
    for (let to = from; to < words.length; to++) {
      joined += words[to];
      // A header of thousands of words would otherwise take minutes.
      if (joined.length > longest) break;
      if (joined.length >= 5 && candidates.includes(joined)) return true;
    }
  }
  return false;
}
