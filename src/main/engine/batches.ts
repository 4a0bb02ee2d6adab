import { setTimeout as delay } from 'node:timers/promises';
import { runInSlices, type SlicedStep } from '../../batch/edits/sliced-step.ts';
import type { BatchDocument } from '../../batch/file/document.ts';
import { claimBatch } from '../../batch/file/lock.ts';
import { damageOf, type OpenFailure } from '../../batch/file/open-document.ts';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { BridgeEvent } from '../../bridge/contract.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { type Documents, openDocuments } from './documents.ts';
import { summaryOf } from './summary.ts';
import { throttle } from './throttle.ts';

/** The batches of the data folder, by their handles, and the ways to work on one. */
export interface Batches extends Documents {
  /** A batch file may be damaged where nobody has looked yet: that is told of it, and is no bug. */
  look<Value, Code extends string>(
    batch: string,
    at: (document: BatchDocument) => Result<Value, Code>,
  ): Result<Value, Code | OpenFailure>;
  /** Whether the batch may be changed now: not while its rows are being sent, or changed. */
  refuseBusy(batch: string): Result<null>;
  /** A step that changes the batch and is soon done. */
  change(batch: string, step: (document: BatchDocument) => Result<unknown>): Promise<Result<BatchSummary>>;
  /** A step over many rows, made by a connection of its own: every other call is answered meanwhile, as before it. */
  changeMany(batch: string, step: ManyRowsStep): Promise<Result<BatchSummary>>;
  /** Ends such a step, which then changes nothing. */
  stopChange(batch: string): Result<null>;
  /** Long work on a document of its own, which no other call can close meanwhile. */
  onOwn<Value>(
    batch: string,
    work: (document: BatchDocument) => Promise<Result<Value>>,
  ): Promise<Result<Value>>;
}

type ManyRowsStep = (document: BatchDocument, writer: BatchDocument) => SlicedStep<string>;

interface Outside {
  /** Whether a batch's rows are being sent at this moment. */
  readonly isPushed: (batch: string) => boolean;
  readonly tell: (event: BridgeEvent) => void;
}

interface OngoingChange {
  readonly stopping: AbortController;
  /** Settled once it is done or stopped. */
  readonly ended: Promise<void>;
}

/** In milliseconds: of a change that takes no longer nothing is told before its end. */
const soon = 300;

export function openBatches(folder: string, { isPushed, tell }: Outside): Batches {
  const documents = openDocuments(folder);
  /** By batch: the change of many rows that goes on. */
  const changing = new Map<string, OngoingChange>();

  const look: Batches['look'] = (batch, at) => {
    const document = documents.open(batch);
    if (!document.ok) return document;
    try {
      return at(document.value);
    } catch (cause) {
      return damaged(batch, cause);
    }
  };

  function damaged(batch: string, cause: unknown): Result<never, 'batch-unreadable'> {
    const damage = damageOf(documents.pathOf(batch), cause);
    if (damage === null) throw cause;
    documents.close(batch);
    return { ok: false, failure: damage };
  }

  const refuseBusy: Batches['refuseBusy'] = (batch) =>
    isPushed(batch) ? fail('batch-busy') : changing.has(batch) ? fail('batch-changing') : ok(null);

  /** Whoever types on while a short change ends must not lose what was typed: only of a long one is told. */
  async function whenFree(batch: string): Promise<Result<null>> {
    const waited = delay(soon);
    let isOver = false;
    void waited.then(() => {
      isOver = true;
    });
    for (let ongoing = changing.get(batch); ongoing && !isOver; ongoing = changing.get(batch)) {
      await Promise.race([ongoing.ended, waited]);
    }
    return refuseBusy(batch);
  }

  async function changeMany(batch: string, step: ManyRowsStep): Promise<Result<BatchSummary>> {
    const free = changing.has(batch) ? await whenFree(batch) : refuseBusy(batch);
    if (!free.ok) return free;
    const document = documents.open(batch);
    if (!document.ok) return document;
    const writer = documents.openOwn(batch);
    if (!writer.ok) return writer;
    const claim = claimBatch(writer.value.path);
    if (!claim.ok && claim.failure.code === 'batch-busy') {
      writer.value.close();
      return claim;
    }
    const stopping = new AbortController();
    let end = (): void => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    changing.set(batch, { stopping, ended });
    const progress = throttle(tell);
    const startedAt = performance.now();
    try {
      const done = await runInSlices(step(document.value, writer.value), {
        signal: stopping.signal,
        onProgress(reached) {
          if (performance.now() - startedAt > soon) progress.offer({ kind: 'change', batch, ...reached });
        },
      });
      if (done.ok) return look(batch, (changed) => ok(summaryOf(changed)));
      return done.failure.code === 'cancelled' ? fail('change-stopped') : done;
    } catch (cause) {
      return damaged(batch, cause);
    } finally {
      progress.stop();
      tell({ kind: 'change-ended', batch });
      changing.delete(batch);
      if (claim.ok) claim.value.release();
      writer.value.close();
      end();
    }
  }

  return {
    ...documents,
    look,
    refuseBusy,
    changeMany,
    stopChange(batch) {
      const ongoing = changing.get(batch);
      if (ongoing === undefined) return fail('nothing-to-stop');
      ongoing.stopping.abort();
      return ok(null);
    },
    async change(batch, step) {
      const free = changing.has(batch) ? await whenFree(batch) : refuseBusy(batch);
      if (!free.ok) return free;
      return look(batch, (document) => {
        // A terminal may be pushing it, or another window.
        const claim = claimBatch(document.path);
        if (!claim.ok && claim.failure.code === 'batch-busy') return claim;
        try {
          const done = step(document);
          return done.ok ? ok(summaryOf(document)) : done;
        } finally {
          if (claim.ok) claim.value.release();
        }
      });
    },
    async onOwn(batch, work) {
      const document = documents.openOwn(batch);
      if (!document.ok) return document;
      try {
        return await work(document.value);
      } finally {
        document.value.close();
      }
    },
  };
}
