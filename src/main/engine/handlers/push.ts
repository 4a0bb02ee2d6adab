import type { HandlersOf } from '../../../bridge/contract.ts';
import type { pushCalls } from '../../../bridge/push.ts';
import { fail } from '../../../permit/result.ts';
import type { Batches } from '../batches.ts';
import type { Pushes, PushStart } from '../pushes.ts';

interface Context {
  readonly batches: Batches;
  readonly pushes: Pushes;
}

/** Pushing a batch. */
export function pushHandlers({ batches, pushes }: Context) {
  const windowCalls: HandlersOf<typeof pushCalls, 'engine'> = {
    pausePush: ({ batch }) => pushes.pause(batch),
    continuePush: ({ batch }) => pushes.goOn(batch),
    cancelPush: ({ batch }) => pushes.cancel(batch),
  };
  return {
    ...windowCalls,
    /** Begins a run; progress and end come as events. */
    async push(start: PushStart) {
      const { batch } = start;
      if (pushes.has(batch)) return fail('batch-busy');
      const document = batches.openOwn(batch);
      return document.ok ? pushes.start(document.value, start) : document;
    },
  };
}
