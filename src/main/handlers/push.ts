import { existsSync } from 'node:fs';
import { extname, parse } from 'node:path';
import { app, shell } from 'electron';
import type { HandlersOf } from '../../bridge/contract.ts';
import type { pushCalls } from '../../bridge/push.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import type { AppContext } from '../app-context.ts';
import { askWhereToSave, tableFilters } from '../dialogs.ts';
import { spreadsheetSeparator } from '../region.ts';
import { resultsName } from '../save-path.ts';
import { signingKeyInTime } from '../signing.ts';
import { systemProxy } from '../system-proxy.ts';

/** Pushing a batch, and what it leaves behind. */
export function pushHandlers({
  engine,
  language,
  activity,
  connections,
  window,
  words,
}: AppContext): HandlersOf<typeof pushCalls, 'main'> {
  async function resultsOf(batch: string, path: string): Promise<Result<string>> {
    const summary = await engine.call('summary', { batch });
    if (!summary.ok) return summary;
    const { results, olderResults } = summary.value;
    const isOurs = path === results || olderResults.includes(path);
    return isOurs && existsSync(path) ? ok(path) : fail('results-missing', { path });
  }

  /** Where the results of rows go that were pasted, as the person says; null: beside the source, for all others. */
  async function resultsPlace(batch: string): Promise<Result<string | null>> {
    const summary = await engine.call('summary', { batch });
    if (!summary.ok) return summary;
    if (!summary.value.pasted) return ok(null);
    const { saveResults, csv } = words().dialogs;
    const out = await askWhereToSave(window(), {
      title: saveResults,
      defaultPath: resultsName(summary.value.file, 'csv'),
      filters: [{ name: csv, extensions: ['csv'] }],
    });
    return out === null ? fail('results-unplaced') : ok(out);
  }

  return {
    async startPush({ connection: name, ...order }) {
      if (activity.pushes.has(order.batch)) return fail('batch-busy');
      const connection = connections.find(name);
      if (!connection.ok) return connection;
      const token = await connections.token(connection.value);
      if (!token.ok) return token;
      const out = await resultsPlace(order.batch);
      if (!out.ok) return out;
      activity.pushBegan(order.batch);
      const begun = await engine.call('push', {
        ...order,
        connection: connection.value,
        token: token.value,
        out: out.value,
        proxy: await systemProxy(connection.value.controller),
        language: language(),
        signingKey: await signingKeyInTime(),
      });
      if (!begun.ok) activity.pushRefused(order.batch);
      return begun;
    },
    async showResults(file) {
      const path = await resultsOf(file.batch, file.path);
      if (!path.ok) return path;
      shell.showItemInFolder(path.value);
      return ok(null);
    },
    async saveResultsWorkbook({ batch }) {
      const summary = await engine.call('summary', { batch });
      if (!summary.ok) return summary;
      const { saveResults, csv, workbook } = words().dialogs;
      const out = await askWhereToSave(window(), {
        title: saveResults,
        defaultPath: resultsName(parse(summary.value.file).name, 'xlsx'),
        filters: tableFilters({ csv, workbook }, 'xlsx'),
      });
      if (out === null) return ok(null);
      const separator = spreadsheetSeparator(app.getSystemLocale());
      return engine.call('writeResults', { batch, out, separator, language: language() });
    },
    async openResults(file) {
      const path = await resultsOf(file.batch, file.path);
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
