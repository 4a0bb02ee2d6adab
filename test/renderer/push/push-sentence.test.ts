import { expect, test } from 'vitest';
import { pushSentence } from '../../../src/renderer/push/push-sentence.ts';
import { wordsIn } from '../../../src/words/words.ts';

const words = wordsIn('en').window;
const tally = { accepted: 1, rejected: 0, unknown: 4, unsent: 95, skipped: 0 };
const sending = { phase: 'sending', tally, perSecond: 0, atOnce: 4, reason: null } as const;

test.each([
  { of: 'that moves', progress: { ...sending, perSecond: 2 }, told: words.push.phase.sending },
  { of: 'whose every request hangs', progress: sending, told: words.push.slowAnswers(4) },
  { of: 'that a limit holds back', progress: { ...sending, atOnce: 0 }, told: words.push.phase.sending },
  {
    of: 'with nothing left but rows that hang',
    progress: { ...sending, tally: { ...tally, unsent: 0 }, atOnce: 2 },
    told: words.push.waitingFor(4),
  },
  { of: 'that is cancelled', progress: { ...sending, phase: 'stopping' }, told: words.push.stopping(4) },
  { of: 'that is paused', progress: { ...sending, phase: 'paused' }, told: words.push.pausedWith(4) },
  { of: 'that has only begun', progress: null, told: words.push.phase.canary },
] as const)('a push $of says so', ({ progress, told }) => {
  expect(pushSentence(words, progress)).toBe(told);
});
