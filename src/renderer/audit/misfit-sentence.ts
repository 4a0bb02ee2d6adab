import type { TrailState } from '../../bridge/contract.ts';
import type { Words } from '../../words/words.ts';

/** The sentence for what does not fit; a code that no sentence knows is named. */
export function misfitSentence(words: Words['audit'], misfit: NonNullable<TrailState['misfit']>): string {
  const sentences: Readonly<Record<string, ((about: string | number | null) => string) | undefined>> =
    words.misfits;
  const { code, entry, about } = misfit;
  return words.broken(entry, sentences[code]?.(about) ?? code);
}
