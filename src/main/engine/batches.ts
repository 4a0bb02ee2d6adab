import type { BatchDocument } from '../../batch/file/document.ts';
import { damageOf, type OpenFailure } from '../../batch/file/open-document.ts';
import type { BatchSummary } from '../../bridge/batch.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { type Documents, openDocuments } from './documents.ts';
import { summaryOf } from './summary.ts';

/** The batches of the data folder, by their handles, and the ways to work on one. */
export interface Batches extends Documents {
  /** A batch file may be damaged where nobody has looked yet: that is told of it, and is no bug. */
  look<Value, Code extends string>(
    batch: string,
    at: (document: BatchDocument) => Result<Value, Code>,
  ): Result<Value, Code | OpenFailure>;
  /** A step that changes the batch; not while its rows are being sent. */
  change(batch: string, step: (document: BatchDocument) => Result<unknown>): Result<BatchSummary>;
  /** Long work on a document of its own, which no other call can close meanwhile. */
  onOwn<Value>(
    batch: string,
    work: (document: BatchDocument) => Promise<Result<Value>>,
  ): Promise<Result<Value>>;
}

/** `isPushed`: whether a batch's rows are being sent at this moment. */
export function openBatches(folder: string, isPushed: (batch: string) => boolean): Batches {
  const documents = openDocuments(folder);

  const look: Batches['look'] = (batch, at) => {
    const document = documents.open(batch);
    if (!document.ok) return document;
    try {
      return at(document.value);
    } catch (cause) {
      const damage = damageOf(document.value.path, cause);
      if (damage === null) throw cause;
      documents.close(batch);
      return { ok: false, failure: damage };
    }
  };

  return {
    ...documents,
    look,
    change(batch, step) {
      if (isPushed(batch)) return fail('batch-busy');
      return look(batch, (document) => {
        const done = step(document);
        return done.ok ? ok(summaryOf(document)) : done;
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
