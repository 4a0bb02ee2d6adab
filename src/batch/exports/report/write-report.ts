import type { WriteFailure } from '../../../disk/new-file.ts';
import { fail, ok, type Result } from '../../../permit/result.ts';
import type { Words } from '../../../words/words.ts';
import type { BatchDocument } from '../../file/document.ts';
import { openSnapshot } from '../../file/snapshot.ts';
import { ensureTrail } from '../../trail/record.ts';
import { writeExport } from '../record-export.ts';
import { csvReport } from './csv-report.ts';
import { htmlReport } from './html-report.ts';
import { jsonReport } from './json-report.ts';
import type { KnownBeforeList } from './known-before.ts';
import { type Summarised, summariseTrail } from './report-rows.ts';

export type ReportFormat = 'html' | 'csv' | 'json';

export interface ReportChoice {
  readonly format: ReportFormat;
  readonly words: Words;
  /** Leaves out plates and the controller's messages. */
  readonly redacted: boolean;
  /** HTML: lists all rows too, up to its limit. */
  readonly allRows: boolean;
  readonly now: Date;
  /** What was known before; without it nothing is said of that. */
  readonly known?: KnownBeforeList;
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
): Promise<Result<WrittenReport, WriteFailure | 'trail-unsalted'>> {
  const { format, redacted, now } = choice;
  const { document: snapshot, summarised } = openSummarised(document, redacted, now);
  try {
    // Without its digests the chain would prove nothing, and with them plates could be tried out.
    if (format === 'json' && redacted && !summarised.gathered.isSalted) return fail('trail-unsalted');
    const written = await writeExport(document, `report-${format}`, out, (file) => {
      for (const text of reportText(snapshot, summarised, choice)) file.write(text);
    });
    if (!written.ok) return written;
    const { head, signature } = summarised.summary;
    return ok({ path: written.value, head: head.hash, fingerprint: signature?.fingerprint ?? null });
  } finally {
    snapshot.close();
  }
}

function reportText(
  document: BatchDocument,
  summarised: Summarised,
  choice: ReportChoice,
): Generator<string> {
  const { format, words, redacted, allRows, now, known = null } = choice;
  switch (format) {
    case 'json':
      return jsonReport(document, summarised, redacted, now, known);
    case 'csv':
      return csvReport(document, summarised.gathered, words, redacted, known);
    case 'html':
      return htmlReport(document, summarised, { words, redacted, allRows, now, known, paged: true });
  }
}

/**
 * One state of a batch, to be closed by the caller, and its summary. A batch of an earlier version gets its trail first:
 * without one there is nothing to report.
 */
export function openSummarised(
  document: BatchDocument,
  redacted: boolean,
  now: Date,
): { readonly document: BatchDocument; readonly summarised: Summarised } {
  ensureTrail(document, now);
  const snapshot = openSnapshot(document);
  try {
    const summarised = summariseTrail(snapshot, redacted);
    if (!summarised) throw new Error('The trail does not begin with the reading of a file.');
    return { document: snapshot, summarised };
  } catch (cause) {
    snapshot.close();
    throw cause;
  }
}
