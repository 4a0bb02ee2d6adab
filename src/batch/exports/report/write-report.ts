import { ok, type Result } from '../../../permit/result.ts';
import type { Words } from '../../../words/words.ts';
import type { BatchDocument } from '../../file/document.ts';
import type { WriteFailure } from '../../file/new-file.ts';
import { ensureTrail } from '../../trail/record.ts';
import { writeExport } from '../record-export.ts';
import { csvReport } from './csv-report.ts';
import { htmlReport } from './html-report.ts';
import { jsonReport } from './json-report.ts';
import { type Summarised, summarise } from './report-rows.ts';

export type ReportFormat = 'html' | 'csv' | 'json';

export interface ReportChoice {
  readonly format: ReportFormat;
  readonly words: Words;
  /** Leaves out plates and the controller's messages. */
  readonly redacted: boolean;
  /** HTML: lists all rows too, up to its limit. */
  readonly allRows: boolean;
  readonly now: Date;
}

export interface WrittenReport {
  readonly path: string;
  /** The trail's head as the report states it; that it was written is the next entry. */
  readonly head: string;
  readonly fingerprint: string | null;
}

/** Writes the audit report of a batch as a new file, and puts that on its trail. */
export async function writeReport(
  document: BatchDocument,
  out: string,
  choice: ReportChoice,
): Promise<Result<WrittenReport, WriteFailure>> {
  const summarised = summaryWithTrail(document, choice.now);
  const written = await writeExport(document, `report-${choice.format}`, out, (file) => {
    for (const text of reportText(document, summarised, choice)) file.write(text);
  });
  if (!written.ok) return written;
  const { head, signature } = summarised.summary;
  return ok({ path: written.value, head: head.hash, fingerprint: signature?.fingerprint ?? null });
}

function reportText(
  document: BatchDocument,
  summarised: Summarised,
  choice: ReportChoice,
): Generator<string> {
  const { format, words, redacted, allRows, now } = choice;
  switch (format) {
    case 'json':
      return jsonReport(document, summarised, redacted, now);
    case 'csv':
      return csvReport(document, words, redacted);
    case 'html':
      return htmlReport(document, summarised, { words, redacted, allRows, now, paged: true });
  }
}

/** A batch of an earlier version gets its trail now: without one there is nothing to report. */
export function summaryWithTrail(document: BatchDocument, now: Date): Summarised {
  ensureTrail(document, now);
  const found = summarise(document);
  if (!found) throw new Error('The trail does not begin with the reading of a file.');
  return found;
}
