import type { BatchSummary } from '../../bridge/batch.ts';
import type { Opened, ReadingEnded, ReadingProgress } from '../../bridge/files.ts';
import type { Failure } from '../../permit/result.ts';

/** A file on its way into a batch. */
export interface Reading {
  readonly reading: string;
  readonly file: string;
  readonly progress: ReadingProgress | null;
  readonly failure: Failure | null;
  /** The batch that it became; listed until it is shown. */
  readonly done: BatchSummary | null;
  /** It had failed before other files were opened: it goes when one of those is read. */
  readonly overtaken: boolean;
}

export type ReadingChange =
  | ReadingProgress
  | ReadingEnded
  | { readonly kind: 'opened'; readonly opened: Opened }
  | { readonly kind: 'dismissed'; readonly reading: string }
  | { readonly kind: 'cleared' };

/** Whether it waits for one answer: such a file is not lost. */
export function isAsked({ failure }: Pick<Reading, 'failure'>): boolean {
  return failure?.code === 'header-not-first';
}

function hasFailed(reading: Reading): boolean {
  return reading.failure !== null && !isAsked(reading);
}

/** Whether nothing goes on about it and nothing is asked: it failed, or was read. */
export function isOver(reading: Reading): boolean {
  return hasFailed(reading) || reading.done !== null;
}

/**
 * A reading leaves the list when it was cancelled, or dismissed: its batch is shown then, or its failure known. One that
 * failed leaves as well when a file is read that was opened after it.
 */
export function readingsAfter(readings: readonly Reading[], change: ReadingChange): readonly Reading[] {
  switch (change.kind) {
    case 'opened': {
      const asked = change.opened.readings;
      const fresh = asked.filter((one) => !readings.some((r) => r.reading === one.reading));
      // What was asked for just now may be read already: a small file is, before the answer that it is being read.
      const open = readings.filter(
        (one) => one.done === null || asked.some((r) => r.reading === one.reading),
      );
      const before = open.map((one) =>
        hasFailed(one) && !asked.some((r) => r.reading === one.reading) ? { ...one, overtaken: true } : one,
      );
      const all = [
        ...before,
        ...fresh.map((one) => ({ ...one, progress: null, failure: null, done: null, overtaken: false })),
      ];
      const succeeded = all.some(
        ({ reading, done }) => done !== null && asked.some((r) => r.reading === reading),
      );
      return succeeded ? all.filter(({ overtaken }) => !overtaken) : all;
    }
    case 'reading': {
      const { reading, file } = change;
      // The first preview stays the same object, so that its table is drawn once.
      const preview = readings.find((one) => one.reading === reading)?.progress?.preview ?? change.preview;
      return replaced(readings, {
        reading,
        file,
        progress: { ...change, preview },
        failure: null,
        done: null,
        overtaken: false,
      });
    }
    case 'reading-ended': {
      const { reading, file, result } = change;
      if (result === 'cancelled') return readings.filter((one) => one.reading !== reading);
      const progress = readings.find((one) => one.reading === reading)?.progress ?? null;
      const left = result.ok ? readings.filter(({ overtaken }) => !overtaken) : readings;
      return replaced(left, {
        reading,
        file,
        progress,
        failure: result.ok ? null : result.failure,
        done: result.ok ? result.value : null,
        overtaken: false,
      });
    }
    case 'dismissed':
      return readings.filter((one) => one.reading !== change.reading);
    case 'cleared':
      return readings.filter((one) => !isOver(one));
  }
}

function replaced(readings: readonly Reading[], by: Reading): readonly Reading[] {
  return readings.some((one) => one.reading === by.reading)
    ? readings.map((one) => (one.reading === by.reading ? by : one))
    : [...readings, by];
}
