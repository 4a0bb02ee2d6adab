import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Opened } from '../../bridge/files.ts';
import { bridge } from '../bridge.ts';
import { type Reading, type ReadingChange, readingsAfter } from './reading.ts';

interface Readings {
  readonly list: readonly Reading[];
  /** The list as it is about to be drawn: what happens next may not wait for that. */
  pendingList(): readonly Reading[];
  add(opened: Opened): void;
  dismiss(reading: string): void;
  /** Dismisses all that failed or were read. */
  clear(): void;
}

const ReadingsContext = createContext<Readings | null>(null);

export function ReadingsProvider({ children }: { children: ReactNode }) {
  const [list, show] = useState<readonly Reading[]>([]);
  const pending = useRef(list);
  const change = useCallback((what: ReadingChange) => {
    pending.current = readingsAfter(pending.current, what);
    show(pending.current);
  }, []);
  useEffect(
    () =>
      bridge.listen((event) => {
        if (event.kind === 'reading' || event.kind === 'reading-ended') change(event);
      }),
    [change],
  );
  const calls = useMemo<Omit<Readings, 'list'>>(
    () => ({
      pendingList: () => pending.current,
      add: (opened) => change({ kind: 'opened', opened }),
      dismiss: (reading) => change({ kind: 'dismissed', reading }),
      clear: () => change({ kind: 'cleared' }),
    }),
    [change],
  );
  const readings = useMemo<Readings>(() => ({ list, ...calls }), [list, calls]);
  return <ReadingsContext value={readings}>{children}</ReadingsContext>;
}

export function useReadings(): Readings {
  const readings = useContext(ReadingsContext);
  if (readings === null) throw new Error('No ReadingsProvider above');
  return readings;
}
