import { carryOverEach } from '../../../batch/edits/carry-over.ts';
import { addedColumns, addedValues } from '../../../batch/edits/row-shape.ts';
import { runInSlices } from '../../../batch/edits/sliced-step.ts';
import { writeTemplate } from '../../../batch/exports/template.ts';
import type { BatchDocument } from '../../../batch/file/document.ts';
import { readMeta, writeMeta } from '../../../batch/file/meta.ts';
import { personHere } from '../../../batch/file/person.ts';
import type { AddedField } from '../../../batch/import/added-columns.ts';
import type { RememberedColumns } from '../../../batch/import/mapping-memory.ts';
import { listRuns } from '../../../batch/push/run.ts';
import type { BatchSummary } from '../../../bridge/batch.ts';
import type { BridgeEvent, HandlersOf } from '../../../bridge/contract.ts';
import type { fileCalls, ReadingChoice, ReadingEnded, SameForAll } from '../../../bridge/files.ts';
import { removeLeftover } from '../../../disk/work-name.ts';
import { checkKnownNow } from '../../../jobs/connection-check.ts';
import { findReferencesNow } from '../../../jobs/find-references.ts';
import { type ColumnRole, fieldOf } from '../../../permit/column-role.ts';
import { openColumns } from '../../../permit/mapping.ts';
import type { OperationName } from '../../../permit/operation.ts';
import { fail, ok, type Result } from '../../../permit/result.ts';
import { type Language, wordsIn } from '../../../words/words.ts';
import type { Batches } from '../batches.ts';
import { openReadings, type Reading, type Slices } from '../readings.ts';
import { summaryOf } from '../summary.ts';

interface Context {
  readonly folder: string;
  readonly appVersion: string;
  readonly batches: Batches;
  readonly tell: (event: BridgeEvent) => void;
  readonly onBug: (bug: unknown) => void;
}

interface TemplateRequest {
  readonly operation: OperationName;
  /** Where to. */
  readonly out: string;
  readonly language: Language;
}

/** Begins to read a file. */
interface ReadRequest extends Omit<Reading, 'source' | 'added' | 'recall'> {
  /** A path; null for the source of the batch that is replaced. */
  readonly source: string | null;
}

/** Opening files; progress and end come as events. */
export function fileHandlers({ folder, appVersion, batches, tell, onBug }: Context) {
  const readings = openReadings({ folder, appVersion, tell, finish, show, onBug });

  async function finish(
    document: BatchDocument,
    { connection, replaces, carriesOver, sameForAll }: Reading,
    slices: Slices,
  ): Promise<ReadingEnded['result']> {
    writeMeta(document, 'connection', connection.name);
    const editor = { who: personHere(), now: () => new Date() };
    if (replaces !== null && carriesOver) {
      const carried = await batches.onOwn(replaces, (old) => {
        // What is carried over is of one moment, whatever is changed meanwhile.
        old.db.exec('begin');
        return runInSlices(carryOverEach(old, document, editor), slices);
      });
      if (!carried.ok) {
        document.close();
        removeFiles(document.path);
        return carried.failure.code === 'cancelled' ? 'cancelled' : carried;
      }
    }
    // A book that cannot be used keeps nobody from a file.
    if (sameForAll?.field === 'referenceId') await findReferencesNow(folder, document, connection, editor);
    await checkKnownNow(folder, document, connection);
    if (replaces !== null && (!carriesOver || sameForAll !== null)) forget(replaces);
    return ok(show(document));
  }

  function show(document: BatchDocument): BatchSummary {
    batches.register(document);
    return summaryOf(document);
  }

  /** Removes a batch that a new reading of its file replaces; one that was pushed stays for good. */
  function forget(batch: string): void {
    const old = batches.open(batch);
    if (!old.ok || !batches.refuseBusy(batch).ok || listRuns(old.value).length > 0) return;
    batches.close(batch);
    removeFiles(batches.pathOf(batch));
  }

  function sourceIn(batch: string | null) {
    const document = batch === null ? null : batches.open(batch);
    return document?.ok ? readMeta(document.value, 'source') : null;
  }

  /** How a batch's file was read, so that it can be read so again. */
  function choiceOf(batch: string | null): ReadingChoice {
    const source = sourceIn(batch);
    if (source === null) return {};
    const { format, encoding, delimiter, quote, escape: mark, sheet, headerRow } = source;
    if (format !== 'csv') return { headerRow, ...(sheet === null ? {} : { sheet }) };
    return { encoding, delimiter, quote, escape: mark, headerRow };
  }

  const windowCalls: HandlersOf<typeof fileCalls, 'engine'> = {
    cancelReading: ({ reading }) => readings.cancel(reading),
  };
  return {
    ...windowCalls,
    /** Writes an empty file to fill in; answers the path. */
    writeTemplate: ({ operation, out, language }: TemplateRequest) =>
      writeTemplate(operation, out, wordsIn(language)),
    read({ source: stated, ...request }: ReadRequest): Result<null> {
      const source = stated ?? sourceIn(request.replaces)?.path ?? null;
      if (source === null) return fail('batch-missing', { path: request.replaces ?? '' });
      const choice = request.carriesOver ? choiceOf(request.replaces) : request.choice;
      const old = request.carriesOver && request.replaces !== null ? batches.open(request.replaces) : null;
      const added = old?.ok ? addedAfter(old.value, request.sameForAll) : [];
      const recall = old?.ok ? columnsOf(old.value, added) : null;
      readings.start({ ...request, choice, source, added, recall });
      return ok(null);
    },
  };
}

/** The fields that have one value for all rows, with what a person says of one of them now. */
function addedAfter(document: BatchDocument, change: SameForAll | null): AddedField[] {
  const others = addedValues(document).filter(({ field }) => field !== change?.field);
  const before = others.map(({ field, value }) => ({ field, value }));
  return change === null || change.value === null
    ? before
    : [...before, { field: change.field, value: change.value }];
}

/** What the file's own columns stand for in a batch: nothing that has one value for all rows. */
function columnsOf(document: BatchDocument, added: readonly AddedField[]): RememberedColumns {
  const all = readMeta(document, 'columns') ?? [];
  const columns = all.slice(0, all.length - addedColumns(document).length);
  const isAdded = (role: ColumnRole) => added.some(({ field }) => field === fieldOf(role));
  return {
    fields: columns.map(({ field }) => (field === null || isAdded(field) ? null : field)),
    asked: openColumns(columns),
  };
}

/** Removes a batch file and what SQLite and a push keep beside it. */
function removeFiles(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '.lock']) removeLeftover(`${path}${suffix}`);
}
