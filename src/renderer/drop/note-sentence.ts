import type { BatchSummary } from '../../bridge/batch.ts';
import type { Words } from '../../words/words.ts';

/** What was odd about a file, in words; a code that has none is shown as it is, never swallowed. */
export function noteSentence({ reading }: Words, { code, facts }: BatchSummary['notes'][number]): string {
  const sentences: Readonly<Record<string, (facts: Readonly<Record<string, string | number>>) => string>> =
    reading.notes;
  return sentences[code]?.(facts) ?? code;
}
