import { type Connection, practiceConnection, targetOf } from '../connections/connection.ts';
import { readToken } from '../connections/keychain.ts';
import { findConnection } from '../connections/store.ts';
import { fail, ok, type Result } from '../permit/result.ts';
import type { PreferenceStore } from './preferences.ts';

/** The connections of this data folder, and which of them was chosen last. */
export interface KnownConnections {
  find(name: string): Result<Connection>;
  /** The name of the connection that new batches get; practice when the chosen one is gone. */
  chosen(): string;
  choose(name: string): void;
  /** What to push with: null for practice, a failure where none is set or no keychain answers. */
  token(connection: Connection): Promise<Result<string | null>>;
}

export function openKnownConnections(folder: string, preferences: PreferenceStore): KnownConnections {
  return {
    find: (name) => findConnection(folder, name),
    chosen() {
      const { connection } = preferences.get();
      return connection !== null && findConnection(folder, connection).ok
        ? connection
        : practiceConnection.name;
    },
    choose: (connection) => preferences.change({ connection }),
    async token(connection) {
      const { name, practice } = connection;
      if (practice) return ok(null);
      const token = await readToken(name, targetOf(connection));
      return token.ok && token.value === null ? fail('token-not-set', { name }) : token;
    },
  };
}
