import { basename, dirname } from 'node:path';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { runInSlices } from '../../batch/edits/sliced-step.ts';
import { isBatchPath } from '../../batch/file/batch-extension.ts';
import { batchFolder } from '../../batch/file/data-folder.ts';
import type { BatchDocument } from '../../batch/file/document.ts';
import type { AddedField } from '../../batch/import/added-columns.ts';
import type { RememberedColumns } from '../../batch/import/mapping-memory.ts';
import { importBatch } from '../../batch/library/import-batch.ts';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { BridgeEvent } from '../../bridge/contract.ts';
import type { ReadingChoice, ReadingEnded, SameForAll } from '../../bridge/files.ts';
import type { Connection } from '../../connections/connection.ts';
import { openFile } from '../../jobs/open-file.ts';
import type { OperationName } from '../../permit/operation.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { firstRowsBelow, understoodFile } from './first-rows.ts';
import { throttle } from './throttle.ts';

/** A file that is being read. */
export interface Reading {
  readonly reading: string;
  readonly source: string;
  readonly choice: ReadingChoice;
  readonly operation: OperationName;
  readonly connection: Connection;
  /** The batch whose place the new one takes, unless it was pushed. */
  readonly replaces: string | null;
  /** The batch named there stays, and the new one gets its columns, choices and edits, read as it was. */
  readonly carriesOver: boolean;
  /** What is said now of one field that has, or had, one value for all rows; with it the old batch goes, unless it was pushed. */
  readonly sameForAll: SameForAll | null;
  /** Fields that get a column of their own, as they have in the batch that is carried over. */
  readonly added: readonly AddedField[];
  /** What the columns stand for in the batch that is carried over. */
  readonly recall: RememberedColumns | null;
}

/** Told how far a step is that comes after reading, and whether it is to stop. */
export type Slices = Parameters<typeof runInSlices>[1];

/** The files that are being read. */
export interface Readings {
  start(reading: Reading): void;
  cancel(reading: string): Result<null>;
}

interface Context {
  /** The data folder. */
  readonly folder: string;
  readonly appVersion: string;
  readonly tell: (event: BridgeEvent) => void;
  /** Takes the finished batch over and sums it up. */
  readonly finish: (
    document: BatchDocument,
    reading: Reading,
    slices: Slices,
  ) => Promise<ReadingEnded['result']>;
  /** Sums up a batch that was here all along. */
  readonly show: (document: BatchDocument) => BatchSummary;
  readonly onBug: (bug: unknown) => void;
}

/** The failures of a file that is a table, but for which header or sheet of it is meant. */
const waitsForAWord = /^(?:header|sheet)-/;

export function openReadings({ folder, appVersion, tell, finish, show, onBug }: Context): Readings {
  const running = new Map<string, AbortController>();

  async function read(wanted: Reading, signal: AbortSignal): Promise<ReadingEnded['result']> {
    const { reading, source, choice, operation, connection } = wanted;
    const file = basename(source);
    const progress = throttle(tell);
    const startedAt = performance.now();
    const slices: Slices = {
      signal,
      onProgress({ done, total }) {
        const rowsPerSecond = (done * 1_000) / (performance.now() - startedAt);
        const of = { rows: done, bytes: done, totalBytes: total, rowsPerSecond, preview: null };
        progress.offer({ kind: 'reading', reading, file, ...of });
      },
    };
    try {
      if (isBatchPath(source)) return await readBatch(wanted, slices);
      const opened = await openFile(folder, {
        source,
        reading: choice,
        operation,
        maps: [],
        added: wanted.added,
        ...(wanted.recall === null ? {} : { recall: () => wanted.recall }),
        connection,
        duplicates: null,
        referenceOptional: true,
        appVersion,
        onProgress: (done) => progress.offer({ kind: 'reading', reading, file, ...done }),
        signal,
      });
      if (opened.ok) return await finish(opened.value, wanted, slices);
      const { code, facts } = opened.failure;
      const understood = waitsForAWord.test(code) ? await understoodFile(source, choice) : null;
      if (understood !== null) {
        const preview =
          code === 'header-not-first' ? await firstRowsBelow(source, choice, Number(facts['row'])) : null;
        const none = { rows: 0, bytes: 0, totalBytes: 0, rowsPerSecond: 0 };
        tell({ kind: 'reading', reading, file, ...none, preview, understood });
      }
      return opened.failure.code === 'cancelled' ? 'cancelled' : opened;
    } finally {
      progress.stop();
    }
  }

  /** A batch file that was opened: one from elsewhere becomes a batch of this folder. */
  async function readBatch(wanted: Reading, slices: Slices): Promise<ReadingEnded['result']> {
    const own = batchFolder(folder);
    const imported = await importBatch(wanted.source, own, new Date(), slices);
    if (!imported.ok) return imported.failure.code === 'cancelled' ? 'cancelled' : imported;
    return dirname(wanted.source) === own ? ok(show(imported.value)) : finish(imported.value, wanted, slices);
  }

  return {
    start(wanted) {
      const cancelling = new AbortController();
      const { reading, source } = wanted;
      running.set(reading, cancelling);
      // Not before whoever asked has the answer: a batch that was here already is read at once.
      void yieldToEventLoop()
        .then(() => read(wanted, cancelling.signal))
        .catch((bug) => {
          onBug(bug);
          return fail('reading-broke');
        })
        .then((result) => {
          running.delete(reading);
          tell({ kind: 'reading-ended', reading, file: basename(source), result });
        });
    },
    cancel(reading) {
      const cancelling = running.get(reading);
      if (cancelling === undefined) return fail('reading-unknown');
      cancelling.abort();
      return ok(null);
    },
  };
}
