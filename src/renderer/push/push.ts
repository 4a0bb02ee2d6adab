import type { PushEnded, PushProgress } from '../../bridge/push.ts';

/** How many rates the chart keeps. */
const kept = 120;

/** A push while it goes on, and how the last one of this sitting ended. */
export interface Push {
  readonly progress: PushProgress | null;
  /** Rows a second, oldest first. */
  readonly rates: readonly number[];
  readonly ended: PushEnded | null;
}

export type PushesByBatch = Readonly<Record<string, Push>>;

export function pushesAfter(pushes: PushesByBatch, change: PushProgress | PushEnded): PushesByBatch {
  switch (change.kind) {
    case 'push': {
      const rates = pushes[change.batch]?.rates ?? [];
      return {
        ...pushes,
        [change.batch]: {
          progress: change,
          rates: [...rates, change.perSecond].slice(-kept),
          ended: null,
        },
      };
    }
    case 'push-ended':
      return { ...pushes, [change.batch]: { progress: null, rates: [], ended: change } };
  }
}
