import { basename } from 'node:path';
import { summarise } from '../../batch/check/summary.ts';
import { addedColumns } from '../../batch/edits/row-shape.ts';
import { toldStep } from '../../batch/edits/told-step.ts';
import type { BatchDocument } from '../../batch/file/document.ts';
import { readMeta } from '../../batch/file/meta.ts';
import { isInterrupted } from '../../batch/library/history.ts';
import { isPasted } from '../../batch/library/pasted-sources.ts';
import { countPending, retryableRows, scopeFromNow } from '../../batch/push/pending.ts';
import { listRuns, type Run } from '../../batch/push/run.ts';
import type { BatchSummary } from '../../bridge/batch.ts';
import { isSendable } from '../../permit/mapping.ts';
import { operationRules } from '../../permit/operation-rules.ts';

/** All that the window shows of a batch besides its rows. */
export function summaryOf(document: BatchDocument): BatchSummary {
  const { path, source, settings, leftOut, ...counted } = summarise(document);
  const found = {
    ...counted,
    valid: counted.valid - leftOut.valid,
    warned: counted.warned - leftOut.warned,
    invalid: counted.invalid - leftOut.invalid,
  };
  const { name, sha256, format, encoding, delimiter, sheet, sheets, headerRow } = source;
  const runs = listRuns(document);
  const last = runs.at(-1);
  const interrupted = isInterrupted(document);
  const added = addedColumns(document);
  return {
    ...found,
    added,
    samples: found.samples.map((values, at) => {
      const given = added.find(({ column }) => column === at + 1);
      return given === undefined ? values : [given.value];
    }),
    leftOut: { rows: leftOut.valid + leftOut.warned + leftOut.invalid, reasons: leftOut.reasons },
    batch: basename(path),
    file: name,
    pasted: isPasted(source.path, path),
    sha256,
    format,
    encoding,
    delimiter,
    sheet,
    sheets: sheet !== null && sheets.length === 0 ? [sheet] : sheets,
    headerRow,
    operation: settings.operation,
    dateOrder: settings.dateOrder,
    nextUndo: toldStep(document, 'undo'),
    nextRedo: toldStep(document, 'redo'),
    dateProof: readMeta(document, 'dateProof'),
    pushable: pushableRows(document, { ...found, operation: settings.operation }, runs.length),
    retryable: runs.length > 0 ? retryableRows(document) : { rejected: 0, unknown: 0, unsent: 0 },
    runs: runs.length,
    interrupted,
    resumable: interrupted && last !== undefined ? countPending(document, last.scope) : 0,
    ending: endingOf(last),
    ...resultsOf(runs),
    connection: readMeta(document, 'connection'),
    pushedTo: last?.connection ?? null,
  };
}

/** A run that wrote over its own file, or the same one again, counts once. */
function resultsOf(runs: readonly Run[]): Pick<BatchSummary, 'results' | 'olderResults'> {
  const written = runs.flatMap(({ results }) => results ?? []).toReversed();
  const [results = null, ...olderResults] = new Set(written);
  return { results, olderResults };
}

function endingOf(run: Run | undefined): BatchSummary['ending'] {
  if (run === undefined || run.end === null) return null;
  return { end: run.end, reason: run.stoppedBy };
}

/** Before the first run the counts know it, and asking the rows would hold up every edit of a large batch. */
function pushableRows(
  document: BatchDocument,
  { columns, operation, valid, warned }: Pick<BatchSummary, 'columns' | 'operation' | 'valid' | 'warned'>,
  runs: number,
): number {
  if (!isSendable(columns, operationRules[operation])) return 0;
  if (runs > 0) return countPending(document, scopeFromNow('push'));
  return valid + warned;
}
