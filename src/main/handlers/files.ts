import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { HandlersOf } from '../../bridge/contract.ts';
import type { fileCalls, Opened, ReadingChoice, SameForAll } from '../../bridge/files.ts';
import type { referenceCalls } from '../../bridge/references.ts';
import { practiceConnection } from '../../connections/connection.ts';
import type { OperationName } from '../../permit/operation.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import type { AppContext } from '../app-context.ts';
import { askForPaths, askWhereToSave, tableFilters } from '../dialogs.ts';
import { openableExtensions } from '../openable-paths.ts';
import { keepPasted } from '../pasted.ts';
import { copySample } from '../sample.ts';

export interface FileHandlers
  extends HandlersOf<typeof fileCalls, 'main'>,
    HandlersOf<typeof referenceCalls, 'main'> {
  /** Begins to read these files, as if they had been dropped. */
  readonly open: (paths: readonly string[]) => Promise<Result<Opened>>;
}

interface Source {
  readonly path: string | null;
  readonly file: string;
  readonly operation: OperationName;
  readonly replaces: string | null;
  readonly carriesOver: boolean;
  readonly sameForAll: SameForAll | null;
}

/** A file that nothing else is said of. */
const plain: Omit<Source, 'file'> = {
  path: null,
  operation: 'update',
  replaces: null,
  carriesOver: false,
  sameForAll: null,
};

/** What was asked for with a reading. */
interface Asked {
  readonly source: Source;
  readonly choice: ReadingChoice;
  readonly connection: string | undefined;
}

/** Opening files: each becomes a reading, which the engine does and reports on. */
export function fileHandlers({
  folder,
  engine,
  window,
  words,
  language,
  activity,
  connections,
}: AppContext): FileHandlers {
  /** Where each reading took its file from, so that a failed one can be tried again without telling the window a path. */
  const sources = new Map<string, Asked>();

  async function read(source: Source, choice: ReadingChoice, connection?: string): Promise<Result<Opened>> {
    const settings = connections.find(connection ?? connections.chosen());
    if (!settings.ok) return settings;
    const reading = randomUUID();
    sources.set(reading, { source, choice, connection });
    activity.readingBegan(reading, source.file);
    const begun = await engine.call('read', {
      reading,
      source: source.path,
      choice,
      operation: source.operation,
      connection: settings.value,
      replaces: source.replaces,
      carriesOver: source.carriesOver,
      sameForAll: source.sameForAll,
    });
    return begun.ok ? ok({ readings: [{ reading, file: source.file }] }) : begun;
  }

  async function open(paths: readonly string[], choice: ReadingChoice = {}): Promise<Result<Opened>> {
    const readings: Opened['readings'][number][] = [];
    for (const path of paths) {
      const file = basename(path);
      const source: Source = { ...plain, path, file };
      const begun = await read(source, choice);
      if (!begun.ok) return begun;
      readings.push(...begun.value.readings);
    }
    return ok({ readings });
  }

  /** Reads a batch's file once more with a column that it does not have. */
  async function readWith(batch: string, sameForAll: SameForAll): Promise<Result<Opened>> {
    const summary = await engine.call('summary', { batch });
    if (!summary.ok) return summary;
    const { file, operation, connection } = summary.value;
    const source = { ...plain, file, operation, replaces: batch, carriesOver: true, sameForAll };
    return read(source, {}, connection ?? undefined);
  }

  return {
    open: (paths) => open(paths),
    async chooseFiles() {
      const { dialogs } = words();
      const paths = await askForPaths(window(), {
        title: dialogs.open,
        properties: ['openFile', 'multiSelections'],
        filters: [
          { name: dialogs.spreadsheets, extensions: [...openableExtensions] },
          { name: dialogs.allFiles, extensions: ['*'] },
        ],
      });
      return open(paths);
    },
    async openSample() {
      const copied = await copySample(folder);
      if (!copied.ok) return copied;
      // Whatever was pushed to last: nobody tries the sample on real permits.
      const file = basename(copied.value);
      return read({ ...plain, path: copied.value, file }, {}, practiceConnection.name);
    },
    openDropped: ({ paths }) => open(paths),
    async openPasted({ text }) {
      const kept = await keepPasted(folder, words().dialogs.pasted, text);
      if (!kept.ok) return kept;
      return open([kept.value], text.includes('\t') ? { delimiter: '\t' } : {});
    },
    async paste() {
      window()?.webContents.paste();
      return ok(null);
    },
    async saveTemplate({ operation }) {
      const { dialogs } = words();
      const out = await askWhereToSave(window(), {
        title: dialogs.saveTemplate,
        defaultPath: dialogs.templateName(operation),
        filters: tableFilters(dialogs, 'xlsx'),
      });
      return out === null ? ok(null) : engine.call('writeTemplate', { operation, out, language: language() });
    },
    async readAgain({ batch, reading, operation }) {
      const summary = await engine.call('summary', { batch });
      if (!summary.ok) return summary;
      const { file, connection, sheet } = summary.value;
      const choice = sheet === null || reading.sheet !== undefined ? reading : { ...reading, sheet };
      return read({ ...plain, file, operation, replaces: batch }, choice, connection ?? undefined);
    },
    async renew({ batch, connection }) {
      const summary = await engine.call('summary', { batch });
      if (!summary.ok) return summary;
      const { file, operation } = summary.value;
      connections.choose(connection);
      return read({ ...plain, file, operation, replaces: batch, carriesOver: true }, {}, connection);
    },
    setForAll: ({ batch, field, value }) => readWith(batch, { field, value }),
    // Blank for all rows at first: whoever reads it looks them up.
    addReferences: ({ batch }) => readWith(batch, { field: 'referenceId', value: '' }),
    async readFailed({ failed, reading }) {
      const asked = sources.get(failed);
      if (asked === undefined) return fail('reading-unknown');
      // What was said of the file before holds beside what is said now.
      return read(asked.source, { ...asked.choice, ...reading }, asked.connection);
    },
  };
}
