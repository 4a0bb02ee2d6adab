import { expect, test } from 'vitest';
import { wordsIn } from '../../../src/words/words.ts';

type Counts = Parameters<ReturnType<typeof wordsIn>['window']['check']['sentence']>;

test.each<{ counts: Counts; en: string; fr: string }>([
  { counts: [2, 0, 0], en: '2 rows can be pushed.', fr: '2 lignes peuvent être envoyées.' },
  {
    counts: [1, 2, 3, 4, 5],
    en: '1 row can be pushed · 2 cannot · 3 left out · 4 accepted · 5 without an answer.',
    fr: '1 ligne peut être envoyée · 2 non · 3 écartées · 4 acceptées · 5 sans réponse.',
  },
  {
    counts: [0, 1, 2, 6],
    en: '6 rows were accepted · 1 cannot · 2 left out.',
    fr: '6 lignes acceptées · 1 avec des erreurs · 2 écartées.',
  },
  {
    counts: [0, 3, 0],
    en: 'No row can be pushed yet · 3 cannot.',
    fr: 'Aucune ligne ne peut encore être envoyée · 3 avec des erreurs.',
  },
])('$en', ({ counts, en, fr }) => {
  expect(wordsIn('en').window.check.sentence(...counts)).toBe(en);
  expect(wordsIn('fr').window.check.sentence(...counts)).toBe(fr);
});
