import type { BridgeEvent } from '../bridge/contract.ts';
import type { PushEnded, PushProgress } from '../bridge/push.ts';

/** What the engine is at, known from its events and from what it was asked to begin. */
export interface Activity {
  /** Readings under way: their IDs with the file's name. */
  readonly readings: ReadonlyMap<string, string>;
  /** Batches being pushed, with the last progress of each; null before the first. */
  readonly pushes: ReadonlyMap<string, PushProgress | null>;
  readingBegan(reading: string, file: string): void;
  pushBegan(batch: string): void;
  pushRefused(batch: string): void;
  /** Takes notice of an event on its way to the window. */
  notice(event: BridgeEvent): void;
  /** Resolves when no push is under way. */
  pushesEnded(): Promise<void>;
}

/** Keeps the activity; `onPush` hears of every change of the pushes, with the event that ended one. */
export function watchActivity(onPush: (activity: Activity, ended: PushEnded | null) => void): Activity {
  const readings = new Map<string, string>();
  const pushes = new Map<string, PushProgress | null>();
  let quiet: (() => void)[] = [];

  function pushesChanged(ended: PushEnded | null): void {
    onPush(activity, ended);
    if (pushes.size > 0) return;
    const waiting = quiet;
    quiet = [];
    for (const resolve of waiting) resolve();
  }

  const activity: Activity = {
    readings,
    pushes,
    readingBegan: (reading, file) => {
      readings.set(reading, file);
    },
    pushBegan(batch) {
      pushes.set(batch, null);
      pushesChanged(null);
    },
    pushRefused(batch) {
      pushes.delete(batch);
      pushesChanged(null);
    },
    notice(event) {
      if (event.kind === 'reading-ended') readings.delete(event.reading);
      if (event.kind === 'push') {
        pushes.set(event.batch, event);
        pushesChanged(null);
      }
      if (event.kind === 'push-ended') {
        pushes.delete(event.batch);
        pushesChanged(event);
      }
    },
    pushesEnded: () =>
      new Promise((resolve) => {
        if (pushes.size === 0) resolve();
        else quiet.push(resolve);
      }),
  };
  return activity;
}
