import type { ConnectionSummary, connectionCalls } from '../../bridge/connections.ts';
import type { HandlersOf } from '../../bridge/contract.ts';
import type { Connection } from '../../connections/connection.ts';
import { deleteToken, tokenStatus, writeToken } from '../../connections/keychain.ts';
import { listConnections, removeConnection, saveConnection } from '../../connections/store.ts';
import { ok, type Result } from '../../permit/result.ts';
import type { AppContext } from '../app-context.ts';
import { systemProxy } from '../system-proxy.ts';

/** Connections and their tokens. A token only ever comes in: no answer holds one. */
export function connectionHandlers({
  folder,
  engine,
  connections: known,
}: AppContext): HandlersOf<typeof connectionCalls, 'main'> {
  async function list(): Promise<Result<readonly ConnectionSummary[]>> {
    const connections = listConnections(folder);
    return connections.ok ? ok(await Promise.all(connections.value.map(summaryOf))) : connections;
  }

  return {
    listConnections: list,
    async saveConnection({ previousName, ...draft }) {
      const saved = await saveConnection(folder, draft, previousName);
      if (!saved.ok) return saved;
      if (previousName !== null && known.chosen() === previousName) known.choose(saved.value.name);
      return list();
    },
    async removeConnection({ connection }) {
      const removed = await removeConnection(folder, connection);
      return removed.ok ? list() : removed;
    },
    async setToken({ connection: name, token }) {
      const connection = known.find(name);
      if (!connection.ok) return connection;
      const written = await writeToken(connection.value.name, token);
      return written.ok ? list() : written;
    },
    async deleteToken({ connection: name }) {
      const deleted = await deleteToken(name);
      return deleted.ok ? list() : deleted;
    },
    async tryConnection({ connection: name }) {
      const connection = known.find(name);
      if (!connection.ok) return connection;
      const token = await known.token(connection.value);
      if (!token.ok) return token;
      const proxy = await systemProxy(connection.value.controller);
      return engine.call('tryOut', { connection: connection.value, token: token.value, proxy });
    },
  };
}

async function summaryOf({ controller, ...connection }: Connection): Promise<ConnectionSummary> {
  return { ...connection, controller: controller ?? '', token: await tokenState(connection) };
}

async function tokenState({
  name,
  practice,
}: Pick<Connection, 'name' | 'practice'>): Promise<ConnectionSummary['token']> {
  if (practice) return 'not-needed';
  const status = await tokenStatus(name);
  return status.ok ? status.value : 'no-keychain';
}
