import { createContext, type ReactNode, useContext, useEffect, useMemo, useReducer } from 'react';
import { bridge } from '../bridge.ts';
import { type Push, pushesAfter } from './push.ts';

interface Pushes {
  of(batch: string): Push | undefined;
  readonly running: readonly string[];
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
