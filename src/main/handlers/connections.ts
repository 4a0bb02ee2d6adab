import type { ConnectionSummary, connectionCalls } from '../../bridge/connections.ts';
import type { HandlersOf } from '../../bridge/contract.ts';
import { type Connection, type ConnectionDraft, targetOf } from '../../connections/connection.ts';
import { deleteToken, tokenStatus, writeToken } from '../../connections/keychain.ts';
import { listConnections, removeConnection, saveConnection } from '../../connections/store.ts';
import { ok, type Result } from '../../permit/result.ts';
import type { AppContext } from '../app-context.ts';
import { confirm } from '../dialogs.ts';
import { systemProxy } from '../system-proxy.ts';

/** Connections and their tokens. A token only ever comes in: no answer holds one. */
export function connectionHandlers({
  folder,
  engine,
  window,
  words,
  connections: known,
}: AppContext): HandlersOf<typeof connectionCalls, 'main'> {
  async function list(): Promise<Result<readonly ConnectionSummary[]>> {
    const connections = listConnections(folder);
    return connections.ok ? ok(await Promise.all(connections.value.map(summaryOf))) : connections;
  }

  /** A page that somebody has taken over must not lead a connection elsewhere: the person says that it is meant so. */
  async function isMeant(
    previous: Connection,
    draft: Pick<ConnectionDraft, 'controller' | 'client'>,
  ): Promise<boolean> {
    if (targetOf(previous) === targetOf(draft)) return true;
    const { changingTarget } = words().dialogs;
    return confirm(window(), {
      message: changingTarget.message(previous.name),
      detail: changingTarget.detail(targetOf(previous), targetOf(draft)),
      yes: changingTarget.change,
      no: changingTarget.leave,
    });
  }

  return {
    listConnections: list,
    async saveConnection({ previousName, ...draft }) {
      const previous = previousName === null ? null : known.find(previousName);
      if (previous?.ok && !(await isMeant(previous.value, draft))) return ok(null);
      // Loaded when it is needed: it brings the database along, which a start need not wait for.
      const { changeConnections } = await import('../../jobs/change-connections.ts');
      const saved = await changeConnections(folder, () => saveConnection(folder, draft, previousName));
      if (!saved.ok) return saved;
      if (previousName !== null && known.chosen() === previousName) known.choose(saved.value.name);
      return list();
    },
    async removeConnection({ connection }) {
      const { changeConnections } = await import('../../jobs/change-connections.ts');
      const removed = await changeConnections(folder, () => removeConnection(folder, connection));
      return removed.ok ? list() : removed;
    },
    async setToken({ connection: name, token }) {
      const connection = known.find(name);
      if (!connection.ok) return connection;
      const written = await writeToken(connection.value.name, targetOf(connection.value), token);
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

async function summaryOf(connection: Connection): Promise<ConnectionSummary> {
  return { ...connection, controller: connection.controller ?? '', token: await tokenState(connection) };
}

async function tokenState(connection: Connection): Promise<ConnectionSummary['token']> {
  if (connection.practice) return 'not-needed';
  const status = await tokenStatus(connection.name, targetOf(connection));
  return status.ok ? status.value : 'no-keychain';
}
