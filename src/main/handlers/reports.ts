import { parse } from 'node:path';
import { dialog } from 'electron';
import { writeNewFile } from '../../batch/file/new-file.ts';
import { fail, ok } from '../../permit/result.ts';
import type { HandlersOf } from '../dispatcher.ts';
import { printToPdf } from '../print.ts';
import type { Surroundings } from '../surroundings.ts';

type Topic =
  | 'verifyTrail'
  | 'saveReport'
  | 'savePeriodReport'
  | 'archiveBatch'
  | 'deleteBatch'
  | 'removedBatches';

/** The audit trail of a batch, the report on it and on many, and batches that are kept no longer. */
export function reportHandlers({ engine, window, words, language }: Surroundings): HandlersOf<Topic> {
  /** Where the person wants it; null when they thought better of it. */
  async function place(defaultPath: string, format: string): Promise<string | null> {
    const options: Electron.SaveDialogOptions = {
      title: words().dialogs.saveReport,
      defaultPath,
      filters: [{ name: format.toUpperCase(), extensions: [format] }],
    };
    const parent = window();
    const { filePath } = await (parent
      ? dialog.showSaveDialog(parent, options)
      : dialog.showSaveDialog(options));
    return filePath || null;
  }

  async function chooseFolder(): Promise<string | null> {
    const options: Electron.OpenDialogOptions = {
      title: words().dialogs.archive,
      properties: ['openDirectory', 'createDirectory'],
    };
    const parent = window();
    const { filePaths } = await (parent
      ? dialog.showOpenDialog(parent, options)
      : dialog.showOpenDialog(options));
    return filePaths[0] ?? null;
  }

  return {
    verifyTrail: (input) => engine.call('verifyTrail', input),
    async saveReport({ batch, format, redacted }) {
      const summary = await engine.call('summary', { batch });
      if (!summary.ok) return summary;
      const name = words().dialogs.reportName(parse(summary.value.file).name, format);
      const out = await place(name, format);
      if (out === null) return ok(null);
      const wish = { batch, redacted, language: language() };
      if (format !== 'pdf') return engine.call('writeReport', { ...wish, format, out });
      const page = await engine.call('reportPage', wish);
      if (!page.ok) return page;
      return engine.call('writePdf', { batch, out, pdf: await printToPdf(page.value) });
    },
    async savePeriodReport({ format, ...wish }) {
      if (wish.from > wish.to) return fail('period-reversed');
      const out = await place(`${wish.from}_${wish.to}.${format}`, format);
      if (out === null) return ok(null);
      const page = await engine.call('periodPage', { ...wish, language: language() });
      if (!page.ok) return page;
      const content = format === 'csv' ? page.value.csv : await printToPdf(page.value);
      return writeNewFile(out, (file) => file.write(content));
    },
    async archiveBatch({ batch }) {
      const folder = await chooseFolder();
      return folder === null ? ok(null) : engine.call('archive', { batch, folder });
    },
    deleteBatch: (input) => engine.call('deleteBatch', input),
    removedBatches: () => engine.call('removedBatches', undefined),
  };
}
