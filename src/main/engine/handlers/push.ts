import type { Separator } from '../../../batch/exports/csv-line.ts';
import { writeResults } from '../../../batch/exports/results.ts';
import { scopeFromNow } from '../../../batch/push/pending.ts';
import { pushPreview } from '../../../batch/push/preview.ts';
import { rejections } from '../../../batch/push/rejections.ts';
import { lastRun } from '../../../batch/push/run.ts';
import { lastZoneTotals } from '../../../batch/push/zone-changes.ts';
import type { HandlersOf } from '../../../bridge/contract.ts';
import type { pushCalls } from '../../../bridge/push.ts';
import { lastKnownOf } from '../../../jobs/known-changes.ts';
import { ok } from '../../../permit/result.ts';
import { type Language, wordsIn } from '../../../words/words.ts';
import type { Batches } from '../batches.ts';
import type { Pushes, PushStart } from '../pushes.ts';

interface Context {
  readonly folder: string;
  readonly batches: Batches;
  readonly pushes: Pushes;
}

interface ResultsRequest {
  readonly batch: string;
  /** Where to. */
  readonly out: string;
  /** Of a CSV. */
  readonly separator: Separator;
  readonly language: Language;
}

/** Pushing a batch. */
export function pushHandlers({ folder, batches, pushes }: Context) {
  const windowCalls: HandlersOf<typeof pushCalls, 'engine'> = {
    pausePush: ({ batch }) => pushes.pause(batch),
    continuePush: ({ batch }) => pushes.goOn(batch),
    pushPreview: ({ batch, column, kind }) =>
      batches.onOwn(batch, async (document) => {
        const last = kind === 'resume' ? lastRun(document) : null;
        return ok(await pushPreview(document, last?.scope ?? scopeFromNow('push'), column));
      }),
    rejections: ({ batch }) => batches.look(batch, (document) => ok(rejections(document))),
    zoneChanges: ({ batch }) => batches.look(batch, (document) => ok(lastZoneTotals(document))),
    cancelPush: ({ batch }) => pushes.cancel(batch),
  };
  return {
    ...windowCalls,
    /** Writes the results once more, a workbook where the name says so; answers the path. */
    writeResults: ({ batch, out, separator, language }: ResultsRequest) =>
      batches.onOwn(batch, (document) =>
        writeResults(document, wordsIn(language), {
          out,
          separator,
          lastKnown: lastKnownOf(folder, document),
        }),
      ),
    /** Begins a run; progress and end come as events. */
    async push(start: PushStart) {
      const { batch } = start;
      const free = batches.refuseBusy(batch);
      if (!free.ok) return free;
      const document = batches.openOwn(batch);
      return document.ok ? pushes.start(document.value, start) : document;
    },
  };
}
