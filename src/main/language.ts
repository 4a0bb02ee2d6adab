import type { Language } from '../words/words.ts';

/** The language that a choice comes to: `system` follows the first of the system's languages that the app speaks. */
export function languageOf(chosen: Language | 'system', systemLanguages: readonly string[]): Language {
  if (chosen !== 'system') return chosen;
  for (const language of systemLanguages) {
    if (/^fr\b/i.test(language)) return 'fr';
    if (/^en\b/i.test(language)) return 'en';
  }
  return 'en';
}
