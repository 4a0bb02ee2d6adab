import { writeExport } from '../../batch/exports/record-export.ts';
import { htmlReport, pageLine } from '../../batch/exports/report/html-report.ts';
import { openSummarised, type ReportFormat, writeReport } from '../../batch/exports/report/write-report.ts';
import type { BatchDocument } from '../../batch/file/document.ts';
import { type PeriodWish, periodReport } from '../../batch/library/period.ts';
import { periodCsv, periodHtml } from '../../batch/library/period-page.ts';
import { verifyBatch } from '../../batch/verify/verify-batch.ts';
import type { TrailState } from '../../bridge/contract.ts';
import { ok, type Result } from '../../permit/result.ts';
import { type Language, wordsIn } from '../../words/words.ts';

export async function trailState(document: BatchDocument): Promise<TrailState> {
  const { entries, head, signatures, inTheAir, first } = await verifyBatch(document);
  const last = signatures.at(-1);
  return {
    entries,
    head: head?.hash ?? null,
    signed: last ? { entry: last.seq - 1, fingerprint: last.fingerprint } : null,
    inTheAir,
    discrepancy: first && { code: first.code, entry: first.seq, about: first.about },
  };
}

export async function savedReport(
  document: BatchDocument,
  out: string,
  format: ReportFormat,
  redacted: boolean,
  language: Language,
): Promise<Result<string>> {
  const choice = { format, words: wordsIn(language), redacted, allRows: false, now: new Date() };
  const written = await writeReport(document, out, choice);
  return written.ok ? ok(written.value.path) : written;
}

export function reportPage(document: BatchDocument, redacted: boolean, language: Language) {
  const words = wordsIn(language);
  const now = new Date();
  const { document: snapshot, summarised } = openSummarised(document, redacted, now);
  try {
    const choice = { words, redacted, allRows: false, now, paged: false };
    return {
      html: [...htmlReport(snapshot, summarised, choice)].join(''),
      foot: pageLine(summarised.summary, words),
      page: words.report.footPage,
    };
  } finally {
    snapshot.close();
  }
}

export function savePdf(document: BatchDocument, out: string, pdf: Uint8Array): Promise<Result<string>> {
  return writeExport(document, 'report-pdf', out, (file) => file.write(pdf));
}

/** The report over all batches of a period, as a page to be printed and as CSV. */
export function periodPage(folder: string, wish: PeriodWish, language: Language) {
  const words = wordsIn(language);
  const report = periodReport(folder, wish);
  const { period, footPage } = words.report;
  return {
    html: periodHtml(report, words, new Date(), false),
    csv: periodCsv(report, words),
    foot: `${period.eyebrow} · ${period.title(wish.from, wish.to)}`,
    page: footPage,
  };
}
