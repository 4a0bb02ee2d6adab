import { parse } from 'node:path';
import { dialog } from 'electron';
import { ok, type Result } from '../../permit/result.ts';
import type { Words } from '../../words/words.ts';
import type { ConnectionBook } from '../connection-book.ts';
import type { HandlersOf } from '../dispatcher.ts';
import type { EngineCalls, PassedOn } from '../engine-protocol.ts';
import type { Surroundings } from '../surroundings.ts';

type Step = Exclude<
  PassedOn,
  | 'cancelReading'
  | 'pausePush'
  | 'continuePush'
  | 'cancelPush'
  | 'verifyTrail'
  | 'removedBatches'
  | 'deleteBatch'
>;
type Topic = Step | 'previewRequest' | 'chooseConnection' | 'saveErrors' | 'saveCorrected';

/** A batch's steps short of pushing: nearly all are the engine's. */
export function batchHandlers(
  { engine, window, words, language }: Surroundings,
  book: ConnectionBook,
): HandlersOf<Topic> {
  const pass =
    <Name extends Step>(name: Name) =>
    (input: EngineCalls[Name]['input']) =>
      engine.call(name, input);

  /** Asks where to save, then has `write` do it; null when the person thought better of it. */
  async function save(
    batch: string,
    title: string,
    name: (stem: string) => string,
    write: (out: string) => Promise<Result<string>>,
  ): Promise<Result<string | null>> {
    const summary = await engine.call('summary', { batch });
    if (!summary.ok) return summary;
    const options: Electron.SaveDialogOptions = {
      title,
      defaultPath: name(parse(summary.value.file).name),
      filters: [{ name: words().dialogs.csv, extensions: ['csv'] }],
    };
    const parent = window();
    const { filePath } = await (parent
      ? dialog.showSaveDialog(parent, options)
      : dialog.showSaveDialog(options));
    return filePath ? write(filePath) : ok(null);
  }

  const dialogs = (): Words['app']['dialogs'] => words().dialogs;

  return {
    listBatches: pass('listBatches'),
    searchBatches: pass('searchBatches'),
    summary: pass('summary'),
    rows: pass('rows'),
    countRows: pass('countRows'),
    remap: pass('remap'),
    editCell: pass('editCell'),
    repairIssue: pass('repairIssue'),
    repairAll: pass('repairAll'),
    undo: pass('undo'),
    redo: pass('redo'),
    chooseDuplicates: pass('chooseDuplicates'),
    chooseDateOrder: pass('chooseDateOrder'),
    async previewRequest({ batch, row, connection: name }) {
      const connection = book.find(name);
      return connection.ok
        ? engine.call('preview', { batch, row, connection: connection.value })
        : connection;
    },
    async chooseConnection({ batch, connection: name }) {
      const connection = book.find(name);
      if (!connection.ok) return connection;
      book.choose(name);
      return batch === null ? ok(null) : engine.call('checkFor', { batch, connection: connection.value });
    },
    saveErrors: ({ batch }) =>
      save(batch, dialogs().saveErrors, dialogs().errorsName, (out) =>
        engine.call('writeErrors', { batch, out, language: language() }),
      ),
    saveCorrected: ({ batch }) =>
      save(batch, dialogs().saveCorrected, dialogs().correctedName, (out) =>
        engine.call('writeCorrected', { batch, out }),
      ),
  };
}
