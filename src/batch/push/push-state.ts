import { type Failure, fail } from '../../permit/result.ts';
import type { Tally } from '../file/tally.ts';
import type { Gate, Hold, QuestionCode } from './gate.ts';
import type { Progress } from './progress.ts';
import type { Sender } from './sender.ts';

/** How far a push is. */
export interface PushState {
  readonly phase: 'canary' | 'sending' | 'paused' | 'waiting' | 'asking' | 'stopping' | 'finishing';
  readonly tally: Tally;
  readonly attempts: number;
  /** Rows that got their outcome, a second. */
  readonly perSecond: number;
  readonly secondsLeft: number | null;
  /** Requests under way. */
  readonly atOnce: number;
  /** Why it waits or asks; null while it sends. */
  readonly reason: Failure<WaitCode> | null;
}

export type WaitCode = 'waiting-unreachable' | 'waiting-untrustworthy' | 'waiting-asked' | QuestionCode;

export function pushState(sender: Sender, gate: Gate, progress: Progress, now: number): PushState {
  const isOver = sender.phase === 'stopping' || sender.phase === 'finishing';
  const hold = isOver ? null : gate.hold;
  return {
    phase: hold ? phaseOf(hold) : sender.phase,
    tally: progress.tally,
    attempts: progress.attempts,
    perSecond: progress.perSecond(now),
    secondsLeft: hold ? null : progress.secondsLeft(now),
    atOnce: sender.atOnce,
    reason: hold ? waitReason(hold, gate) : null,
  };
}

function phaseOf(hold: Hold): PushState['phase'] {
  return hold === 'paused' || hold === 'asking' ? hold : 'waiting';
}

function waitReason(hold: Hold, gate: Gate): Failure<WaitCode> | null {
  switch (hold) {
    case 'paused':
      return null;
    case 'asking':
      return gate.question;
    case 'unreachable':
      return fail('waiting-unreachable', { seconds: Math.round(gate.unreachableFor / 1000) }).failure;
    case 'untrustworthy':
      return fail('waiting-untrustworthy', { seconds: Math.round(gate.untrustworthyFor / 1000) }).failure;
    case 'asked-to-wait':
      return fail('waiting-asked', { seconds: Math.ceil(gate.pauseLeft / 1000) }).failure;
  }
}
