import type { HandlersOf } from '../../bridge/contract.ts';
import type { permitCalls } from '../../bridge/permits.ts';
import { ok } from '../../permit/result.ts';
import type { AppContext } from '../app-context.ts';
import { askForPaths, askWhereToSave, tableFilters } from '../dialogs.ts';

/** The permits that this computer knows something of: main asks for files. */
export function permitHandlers({
  engine,
  window,
  words,
}: AppContext): HandlersOf<typeof permitCalls, 'main'> {
  return {
    async savePermits({ connection, text, reference }) {
      const { dialogs } = words();
      const out = await askWhereToSave(window(), {
        title: dialogs.savePermits,
        defaultPath: dialogs.permitsName(connection),
        filters: tableFilters(dialogs, 'csv'),
      });
      return out === null ? ok(null) : engine.call('writePermits', { connection, text, reference, out });
    },
    async importPermits({ connection }) {
      const { dialogs } = words();
      const [file] = await askForPaths(window(), {
        title: dialogs.importPermits,
        properties: ['openFile'],
        filters: [{ name: dialogs.allFiles, extensions: ['*'] }],
      });
      return file === undefined ? ok(null) : engine.call('takeList', { connection, file });
    },
  };
}
