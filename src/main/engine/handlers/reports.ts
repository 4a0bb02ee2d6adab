import { writeExport } from '../../../batch/exports/record-export.ts';
import { htmlReport, pageLine } from '../../../batch/exports/report/html-report.ts';
import {
  openSummarised,
  type ReportFormat,
  writeReport,
} from '../../../batch/exports/report/write-report.ts';
import type { BatchDocument } from '../../../batch/file/document.ts';
import { type PeriodQuery, periodReport } from '../../../batch/library/period.ts';
import { periodCsv, periodHtml } from '../../../batch/library/period-page.ts';
import { signingOf } from '../../../batch/verify/verification.ts';
import { verifyBatch } from '../../../batch/verify/verify-batch.ts';
import type { HandlersOf } from '../../../bridge/contract.ts';
import type { reportCalls, TrailState } from '../../../bridge/reports.ts';
import { knownBefore } from '../../../jobs/known-before.ts';
import { ok } from '../../../permit/result.ts';
import { type Language, wordsIn } from '../../../words/words.ts';
import type { Batches } from '../batches.ts';

interface Context {
  readonly folder: string;
  readonly batches: Batches;
}

interface ReportRequest {
  readonly batch: string;
  readonly redacted: boolean;
  readonly language: Language;
}

interface ReportFileRequest extends ReportRequest {
  readonly out: string;
  readonly format: ReportFormat;
}

interface PdfRequest {
  readonly batch: string;
  readonly out: string;
  readonly pdf: Uint8Array;
}

/** A batch's audit trail, and reports on one batch or on many. */
export function reportHandlers({ folder, batches: { onOwn } }: Context) {
  const windowCalls: HandlersOf<typeof reportCalls, 'engine'> = {
    verifyTrail: ({ batch }) => onOwn(batch, async (document) => ok(await trailState(document))),
  };
  return {
    ...windowCalls,
    writeReport: ({ batch, out, format, redacted, language }: ReportFileRequest) =>
      onOwn(batch, async (document) => {
        const known = knownBefore(folder, document);
        const choice = {
          format,
          words: wordsIn(language),
          redacted,
          allRows: false,
          now: new Date(),
          known,
        };
        const written = await writeReport(document, out, choice);
        return written.ok ? ok(written.value.path) : written;
      }),
    /** The report as a page for main to print, and what goes to the foot of every sheet. */
    reportPage: ({ batch, redacted, language }: ReportRequest) =>
      onOwn(batch, async (document) => ok(reportPage(folder, document, redacted, language))),
    writePdf: ({ batch, out, pdf }: PdfRequest) =>
      onOwn(batch, (document) => writeExport(document, 'report-pdf', out, (file) => file.write(pdf))),
    /** The report over all batches of a period, as a page to be printed and as CSV. */
    periodPage({ language, ...query }: PeriodQuery & { readonly language: Language }) {
      const words = wordsIn(language);
      const report = periodReport(folder, query);
      const { period, footPage } = words.report;
      return ok({
        html: periodHtml(report, words, new Date(), false),
        csv: periodCsv(report, words),
        foot: `${period.eyebrow} · ${period.title(query.from, query.to)}`,
        page: footPage,
      });
    },
  };
}

async function trailState(document: BatchDocument): Promise<TrailState> {
  const found = await verifyBatch(document);
  const { entries, head, signatures, inTheAir, first } = found;
  const unsigned = signingOf(found, null);
  const last = signatures.at(-1);
  return {
    entries,
    head: head?.hash ?? null,
    signed: last ? { entry: last.seq - 1, fingerprint: last.fingerprint } : null,
    unsigned: { runs: unsigned.runs, entries: unsigned.entries },
    inTheAir,
    discrepancy: first && { code: first.code, entry: first.seq, about: first.about },
  };
}

function reportPage(folder: string, document: BatchDocument, redacted: boolean, language: Language) {
  const words = wordsIn(language);
  const now = new Date();
  const known = knownBefore(folder, document);
  const { document: snapshot, summarised } = openSummarised(document, redacted, now);
  try {
    const choice = { words, redacted, allRows: false, now, known, paged: false };
    return {
      html: [...htmlReport(snapshot, summarised, choice)].join(''),
      foot: pageLine(summarised.summary, words),
      page: words.report.footPage,
    };
  } finally {
    snapshot.close();
  }
}
