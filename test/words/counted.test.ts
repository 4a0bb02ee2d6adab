import { expect, test } from 'vitest';
import { wordsIn } from '../../src/words/words.ts';

const { push, results } = wordsIn('en').window;
const french = wordsIn('fr').window;

test.each([
  [push.resumeText(0, 40), '40 rows still need an outcome.'],
  [push.resumeText(1, 1), '1 row was accepted and will not be sent again. 1 row still needs an outcome.'],
  [push.resumeText(2, 3), '2 rows were accepted and will not be sent again. 3 rows still need an outcome.'],
  [french.push.resumeText(0, 1), '1 ligne attend encore une issue.'],
  [
    french.push.resumeText(2, 3),
    '2 lignes ont été acceptées et ne seront pas renvoyées. 3 lignes attendent encore une issue.',
  ],
  [results.allAccepted(1), 'The one row was accepted.'],
  [results.allAccepted(2), 'All 2 rows were accepted.'],
])('%s', (said, expected) => {
  expect(said).toBe(expected);
});
