import type { TrailState } from '../../bridge/reports.ts';
import type { Words } from '../../words/words.ts';

/** The sentence for what does not fit; a code that no sentence knows is named. */
export function discrepancySentence(
  words: Words['audit'],
  discrepancy: NonNullable<TrailState['discrepancy']>,
): string {
  const sentences: Readonly<Record<string, ((about: string | number | null) => string) | undefined>> =
    words.discrepancies;
  const { code, entry, about } = discrepancy;
  return words.broken(entry, sentences[code]?.(about) ?? code);
}
