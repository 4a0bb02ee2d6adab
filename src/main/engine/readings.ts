import { basename, dirname } from 'node:path';
import { setImmediate as breath } from 'node:timers/promises';
import type { BatchDocument } from '../../batch/file/document.ts';
import { personHere } from '../../batch/file/person.ts';
import { createBatch } from '../../batch/import/create.ts';
import type { MappingMemory } from '../../batch/import/mapping-memory.ts';
import { batchEnding, importBatch } from '../../batch/library/import-batch.ts';
import type { BatchSummary, BridgeEvent, ReadingEnded } from '../../bridge/contract.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import type { EngineCalls } from '../engine-protocol.ts';
import { firstRowsBelow } from './first-rows.ts';
import { throttle } from './throttle.ts';

type Wish = EngineCalls['read']['input'] & { readonly source: string };

/** The files that are being read. */
export interface Readings {
  start(wish: Wish): void;
  cancel(reading: string): Result<null>;
}

interface Surroundings {
  /** Where batch files go. */
  readonly folder: string;
  readonly appVersion: string;
  readonly memory: MappingMemory;
  readonly tell: (event: BridgeEvent) => void;
  /** Takes the finished batch over and sums it up. */
  readonly finish: (document: BatchDocument, wish: Wish) => Result<BatchSummary>;
  /** Sums up a batch that was here all along. */
  readonly show: (document: BatchDocument) => BatchSummary;
  readonly onBug: (bug: unknown) => void;
}

export function openReadings({
  folder,
  appVersion,
  memory,
  tell,
  finish,
  show,
  onBug,
}: Surroundings): Readings {
  const running = new Map<string, AbortController>();

  async function read(wish: Wish, signal: AbortSignal): Promise<ReadingEnded['result']> {
    const { reading, source, choice, connection } = wish;
    if (source.toLowerCase().endsWith(batchEnding)) return adopt(wish);
    const file = basename(source);
    const startedAt = performance.now();
    const progress = throttle(tell);
    try {
      const created = await createBatch({
        source,
        folder,
        reading: choice,
        operation: wish.operation,
        maps: [],
        recall: memory.recall,
        settings: {
          zone: connection.zone,
          endDate: connection.endDate,
          dayEnd: connection.dayEnd,
          dateOrder: null,
        },
        duplicates: null,
        referenceOptional: true,
        by: personHere(),
        appVersion,
        now: () => new Date(),
        onProgress: (done) => {
          const seconds = (performance.now() - startedAt) / 1000;
          progress.offer({ kind: 'reading', reading, file, rowsPerSecond: done.rows / seconds, ...done });
        },
        signal,
      });
      if (created.ok) return finish(created.value, wish);
      if (created.failure.code === 'header-not-first') {
        const preview = await firstRowsBelow(source, choice, Number(created.failure.facts['row']));
        const none = { rows: 0, bytes: 0, totalBytes: 0, rowsPerSecond: 0 };
        if (preview !== null) tell({ kind: 'reading', reading, file, ...none, preview });
      }
      return created.failure.code === 'cancelled' ? 'cancelled' : created;
    } finally {
      progress.stop();
    }
  }

  /** A batch file that was opened: one from elsewhere becomes a batch of this folder. */
  function adopt(wish: Wish): ReadingEnded['result'] {
    const adopted = importBatch(wish.source, folder, new Date());
    if (!adopted.ok) return adopted;
    const own = dirname(wish.source) === folder;
    return own ? ok(show(adopted.value)) : finish(adopted.value, wish);
  }

  return {
    start(wish) {
      const cancelling = new AbortController();
      const { reading, source } = wish;
      running.set(reading, cancelling);
      // Not before whoever asked has the answer: a batch that was here already is read at once.
      void breath()
        .then(() => read(wish, cancelling.signal))
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
