import { createContext, type ReactNode, useContext, useEffect, useMemo, useReducer } from 'react';
import type { PushEnded, PushProgress } from '../../bridge/contract.ts';
import { bridge } from '../bridge.ts';

/** How many rates the chart keeps. */
const kept = 120;

/** A push while it goes on, and how the last one of this sitting ended. */
export interface Push {
  readonly progress: PushProgress | null;
  /** Rows a second, oldest first. */
  readonly rates: readonly number[];
  readonly ended: PushEnded | null;
}

type Change = PushProgress | PushEnded | { readonly kind: 'started' | 'refused'; readonly batch: string };

type All = Readonly<Record<string, Push>>;

function pushesAfter(pushes: All, change: Change): All {
  switch (change.kind) {
    case 'started':
      return { ...pushes, [change.batch]: { progress: null, rates: [], ended: null } };
    case 'refused': {
      const { [change.batch]: _, ...others } = pushes;
      return others;
    }
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

interface Pushes {
  of(batch: string): Push | undefined;
  readonly running: readonly string[];
  started(batch: string): void;
  /** The push that was said to be started was refused: there is none. */
  refused(batch: string): void;
}

const PushesContext = createContext<Pushes | null>(null);

export function PushesProvider({ children }: { children: ReactNode }) {
  const [all, change] = useReducer(pushesAfter, {});
  useEffect(
    () =>
      bridge.listen((event) => {
        if (event.kind === 'push' || event.kind === 'push-ended') change(event);
      }),
    [],
  );
  const pushes = useMemo<Pushes>(
    () => ({
      of: (batch) => all[batch],
      running: Object.keys(all).filter((batch) => all[batch]?.ended === null),
      started: (batch) => change({ kind: 'started', batch }),
      refused: (batch) => change({ kind: 'refused', batch }),
    }),
    [all],
  );
  return <PushesContext value={pushes}>{children}</PushesContext>;
}

export function usePushes(): Pushes {
  const pushes = useContext(PushesContext);
  if (pushes === null) throw new Error('No PushesProvider above');
  return pushes;
}
