import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useReducer,
} from 'react';
import type { Opened } from '../../bridge/files.ts';
import { bridge } from '../bridge.ts';
import { type Reading, readingsAfter } from './reading.ts';

interface Readings {
  readonly list: readonly Reading[];
  add(opened: Opened): void;
  dismiss(reading: string): void;
  /** Dismisses all that failed or were read. */
  clear(): void;
}

const ReadingsContext = createContext<Readings | null>(null);

export function ReadingsProvider({ children }: { children: ReactNode }) {
  const [list, change] = useReducer(readingsAfter, []);
  useEffect(
    () =>
      bridge.listen((event) => {
        if (event.kind === 'reading' || event.kind === 'reading-ended') change(event);
      }),
    [],
  );
  const add = useCallback((opened: Opened) => change({ kind: 'opened', opened }), []);
  const dismiss = useCallback((reading: string) => change({ kind: 'dismissed', reading }), []);
  const clear = useCallback(() => change({ kind: 'cleared' }), []);
  const readings = useMemo<Readings>(() => ({ list, add, dismiss, clear }), [list, add, dismiss, clear]);
  return <ReadingsContext value={readings}>{children}</ReadingsContext>;
}

export function useReadings(): Readings {
  const readings = useContext(ReadingsContext);
  if (readings === null) throw new Error('No ReadingsProvider above');
  return readings;
}
