import { parse } from 'node:path';
import type { HandlersOf } from '../../bridge/contract.ts';
import type { editCalls } from '../../bridge/edits.ts';
import { ok, type Result } from '../../permit/result.ts';
import type { AppContext } from '../app-context.ts';
import { askWhereToSave, tableFilters } from '../dialogs.ts';

/** What a batch is checked for, and where its rows are saved. */
export function editHandlers({
  engine,
  window,
  words,
  language,
  connections,
}: AppContext): HandlersOf<typeof editCalls, 'main'> {
  /** Asks where to save, then has `write` do it; null when the person thought better of it. */
  async function save(
    batch: string,
    title: string,
    name: (stem: string) => string,
    write: (out: string) => Promise<Result<string>>,
  ): Promise<Result<string | null>> {
    const summary = await engine.call('summary', { batch });
    if (!summary.ok) return summary;
    const out = await askWhereToSave(window(), {
      title,
      defaultPath: name(parse(summary.value.file).name),
      filters: tableFilters(words().dialogs, 'csv'),
    });
    return out === null ? ok(null) : write(out);
  }

  return {
    async chooseConnection({ batch, connection: name }) {
      const connection = connections.find(name);
      if (!connection.ok) return connection;
      connections.choose(name);
      return batch === null ? ok(null) : engine.call('checkFor', { batch, connection: connection.value });
    },
    saveErrors({ batch }) {
      const { saveErrors, errorsName } = words().dialogs;
      return save(batch, saveErrors, errorsName, (out) =>
        engine.call('writeErrors', { batch, out, language: language() }),
      );
    },
    saveCorrected({ batch }) {
      const { saveCorrected, correctedName } = words().dialogs;
      return save(batch, saveCorrected, correctedName, (out) =>
        engine.call('writeCorrected', { batch, out }),
      );
    },
  };
}
