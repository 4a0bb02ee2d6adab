import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { shell } from 'electron';
import { fail, ok, type Result } from '../../permit/result.ts';
import type { Activity } from '../activity.ts';
import type { ConnectionBook } from '../connection-book.ts';
import type { HandlersOf } from '../dispatcher.ts';
import { signingKeyInTime } from '../signing.ts';
import type { Surroundings } from '../surroundings.ts';
import { systemProxy } from '../system-proxy.ts';

type Topic = 'startPush' | 'pausePush' | 'continuePush' | 'cancelPush' | 'showResults' | 'openResults';

/** Pushing a batch, and what it leaves behind. */
export function pushHandlers(
  { engine, language }: Surroundings,
  book: ConnectionBook,
  activity: Activity,
): HandlersOf<Topic> {
  async function resultsOf(batch: string): Promise<Result<string>> {
    const summary = await engine.call('summary', { batch });
    if (!summary.ok) return summary;
    const { results } = summary.value;
    return results !== null && existsSync(results)
      ? ok(results)
      : fail('results-missing', { path: results ?? '' });
  }

  return {
    async startPush({ connection: name, ...wish }) {
      if (activity.pushes.has(wish.batch)) return fail('batch-busy');
      const connection = book.find(name);
      if (!connection.ok) return connection;
      const token = await book.token(connection.value);
      if (!token.ok) return token;
      activity.pushBegan(wish.batch);
      const begun = await engine.call('push', {
        ...wish,
        connection: connection.value,
        token: token.value,
        proxy: await systemProxy(connection.value.controller),
        language: language(),
        signingKey: await signingKeyInTime(),
      });
      if (!begun.ok) activity.pushRefused(wish.batch);
      return begun;
    },
    pausePush: (input) => engine.call('pausePush', input),
    continuePush: (input) => engine.call('continuePush', input),
    cancelPush: (input) => engine.call('cancelPush', input),
    async showResults({ batch }) {
      const path = await resultsOf(batch);
      if (!path.ok) return path;
      shell.showItemInFolder(path.value);
      return ok(null);
    },
    async openResults({ batch }) {
      const path = await resultsOf(batch);
      if (!path.ok) return path;
      // Whatever else a batch may name, opening it must never start a program.
      if (extname(path.value).toLowerCase() !== '.csv') {
        shell.showItemInFolder(path.value);
        return ok(null);
      }
      const reason = await shell.openPath(path.value);
      return reason === '' ? ok(null) : fail('open-failed', { path: path.value, reason });
    },
  };
}
