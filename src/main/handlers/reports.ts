import { parse } from 'node:path';
import { dialog } from 'electron';
import { ok } from '../../permit/result.ts';
import type { HandlersOf } from '../dispatcher.ts';
import { printToPdf } from '../print.ts';
import type { Surroundings } from '../surroundings.ts';

type Topic = 'verifyTrail' | 'saveReport';

/** The audit trail of a batch, and the report on it. */
export function reportHandlers({ engine, window, words, language }: Surroundings): HandlersOf<Topic> {
  async function place(batch: string, format: string) {
    const summary = await engine.call('summary', { batch });
    if (!summary.ok) return summary;
    const { dialogs } = words();
    const options: Electron.SaveDialogOptions = {
      title: dialogs.saveReport,
      defaultPath: dialogs.reportName(parse(summary.value.file).name, format),
      filters: [{ name: format.toUpperCase(), extensions: [format] }],
    };
    const parent = window();
    const { filePath } = await (parent
      ? dialog.showSaveDialog(parent, options)
      : dialog.showSaveDialog(options));
    return ok(filePath ?? '');
  }

  return {
    verifyTrail: (input) => engine.call('verifyTrail', input),
    async saveReport({ batch, format, redacted }) {
      const out = await place(batch, format);
      if (!out.ok) return out;
      if (out.value === '') return ok(null);
      const wish = { batch, redacted, language: language() };
      if (format !== 'pdf') return engine.call('writeReport', { ...wish, format, out: out.value });
      const page = await engine.call('reportPage', wish);
      if (!page.ok) return page;
      return engine.call('writePdf', { batch, out: out.value, pdf: await printToPdf(page.value) });
    },
  };
}
