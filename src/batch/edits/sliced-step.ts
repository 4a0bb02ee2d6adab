import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { fail, type Result } from '../../permit/result.ts';

/** How far a step has come; in rows. */
export interface StepProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * A change to a batch that pauses after each page of rows, a few milliseconds' work, to say how far it is. All of it is
 * one transaction: nobody else sees it before its end, and one that is left before its end changes nothing.
 */
export type SlicedStep<Code extends string> = Generator<StepProgress, Result<null, Code>, void>;

/** Runs a step to its end; nothing else is done meanwhile. */
export function runAtOnce<Code extends string>(step: SlicedStep<Code>): Result<null, Code> {
  for (;;) {
    const next = step.next();
    if (next.done) return next.value;
  }
}

/** A step that is done at once, where one that pauses is asked for. */
// biome-ignore lint/correctness/useYield: there is nothing to pause for.
export function* inOne<Code extends string>(step: () => Result<null, Code>): SlicedStep<Code> {
  return step();
}

/** Runs a step while the event loop goes on; `signal` leaves it, and the batch is as it was. */
export async function runInSlices<Code extends string>(
  step: SlicedStep<Code>,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: StepProgress) => void },
): Promise<Result<null, Code | 'cancelled'>> {
  const cancelled = fail('cancelled');
  try {
    while (!signal.aborted) {
      const next = step.next();
      if (next.done) return next.value;
      onProgress(next.value);
      await yieldToEventLoop();
    }
    return cancelled;
  } finally {
    // Takes back what is not at its end.
    step.return(cancelled as Result<null, Code>);
  }
}
