import { startTransition } from 'react';
import type { Bridge } from '../bridge/contract.ts';
import { fail, type Result } from '../permit/result.ts';

declare global {
  interface Window {
    readonly permitLoader: Bridge;
  }
}

/**
 * All that this window can ask of the app. What the app tells by itself is drawn in small steps between what the
 * person does: a place is too much to draw in one.
 */
export const bridge: Bridge = {
  ...window.permitLoader,
  listen: (listener) => window.permitLoader.listen((event) => startTransition(() => listener(event))),
};

/** The answer to a call; a call that broke on its way becomes a failure too, so that nobody waits for ever. */
export async function answerOf<Value>(call: Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await call;
  } catch {
    return fail('bridge-broken');
  }
}
