import type { PushProgress } from '../../bridge/push.ts';
import type { Words } from '../../words/words.ts';

/** What a push that goes on does at this moment: where nothing moves, what it waits for. */
export function pushSentence(
  { push }: Words['window'],
  progress: Pick<PushProgress, 'phase' | 'tally' | 'perSecond' | 'atOnce' | 'reason'> | null,
): string {
  if (progress === null) return push.phase.canary;
  const { phase, tally, perSecond, atOnce, reason } = progress;
  if (phase === 'stopping') return push.stopping(atOnce);
  if (phase === 'paused') return push.pausedWith(atOnce);
  if (phase !== 'sending' || perSecond > 0) return push.phase[phase];
  if (tally.unsent === 0 && tally.unknown > 0) return push.waitingFor(tally.unknown);
  return atOnce > 0 && reason === null ? push.slowAnswers(atOnce) : push.phase.sending;
}
