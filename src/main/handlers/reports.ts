import { parse } from 'node:path';
import type { HandlersOf } from '../../bridge/contract.ts';
import type { reportCalls } from '../../bridge/reports.ts';
import { writeNewFile } from '../../disk/new-file.ts';
import { fail, ok } from '../../permit/result.ts';
import type { AppContext } from '../app-context.ts';
import { askWhereToSave } from '../dialogs.ts';
import { printToPdf } from '../print.ts';

/** Reports on one batch and on many: main asks where to, and prints. */
export function reportHandlers({
  engine,
  window,
  words,
  language,
}: AppContext): HandlersOf<typeof reportCalls, 'main'> {
  const askWhere = (defaultPath: string, format: string): Promise<string | null> =>
    askWhereToSave(window(), {
      title: words().dialogs.saveReport,
      defaultPath,
      filters: [{ name: format.toUpperCase(), extensions: [format] }],
    });

  return {
    async saveReport({ batch, format, redacted }) {
      const summary = await engine.call('summary', { batch });
      if (!summary.ok) return summary;
      const out = await askWhere(words().dialogs.reportName(parse(summary.value.file).name, format), format);
      if (out === null) return ok(null);
      const report = { batch, redacted, language: language() };
      if (format !== 'pdf') return engine.call('writeReport', { ...report, format, out });
      const page = await engine.call('reportPage', report);
      if (!page.ok) return page;
      return engine.call('writePdf', { batch, out, pdf: await printToPdf(page.value) });
    },
    async savePeriodReport({ format, ...period }) {
      if (period.from > period.to) return fail('period-reversed');
      const out = await askWhere(`${period.from}_${period.to}.${format}`, format);
      if (out === null) return ok(null);
      const page = await engine.call('periodPage', { ...period, language: language() });
      if (!page.ok) return page;
      const content = format === 'csv' ? page.value.csv : await printToPdf(page.value);
      return writeNewFile(out, (file) => file.write(content));
    },
  };
}
