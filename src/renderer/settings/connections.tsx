import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { ConnectionSummary } from '../../bridge/connections.ts';
import { bridge } from '../bridge.ts';
import { useAsk } from '../shell/problems.tsx';

interface Connections {
  /** Null until they are known. */
  readonly list: readonly ConnectionSummary[] | null;
  get(name: string | null): ConnectionSummary | undefined;
  put(list: readonly ConnectionSummary[]): void;
  refresh(): Promise<void>;
}

const ConnectionsContext = createContext<Connections | null>(null);

export function ConnectionsProvider({ children }: { children: ReactNode }) {
  const ask = useAsk();
  const [list, put] = useState<readonly ConnectionSummary[] | null>(null);
  const refresh = useCallback(async () => {
    const known = await ask(bridge.listConnections());
    if (known !== null) put(known);
  }, [ask]);
  useEffect(() => void refresh(), [refresh]);
  const connections = useMemo<Connections>(
    () => ({ list, get: (name) => list?.find((one) => one.name === name), put, refresh }),
    [list, refresh],
  );
  return <ConnectionsContext value={connections}>{children}</ConnectionsContext>;
}

export function useConnections(): Connections {
  const connections = useContext(ConnectionsContext);
  if (connections === null) throw new Error('No ConnectionsProvider above');
  return connections;
}
