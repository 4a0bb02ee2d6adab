import { basename } from 'node:path';
import { readMeta } from '../../batch/file/meta.ts';
import { openDocument } from '../../batch/file/open-document.ts';
import { personHere } from '../../batch/file/person.ts';
import { tally } from '../../batch/file/tally.ts';
import { batchFiles, isInterrupted } from '../../batch/library/history.ts';
import { removeUnusedPasted } from '../../batch/library/pasted-sources.ts';
import { removeBatch, type Tombstone, tombstones } from '../../batch/library/removal.ts';
import { keepKnown } from '../../book/lists.ts';
import type { Result } from '../../permit/result.ts';
import type { Batches } from './batches.ts';

/** Batches that leave the data folder, and what stays of them. */
export interface Removals {
  /** `archive`: a folder; null deletes. `keepsKnown`: what is known from it of permits stays in the permit book. */
  remove(batch: string, archive: string | null, keepsKnown: boolean): Result<Tombstone>;
  /** Deletes batches made before that moment (ISO) of which nothing is left to look at; answers how many. */
  expire(before: string, keepsKnown: boolean): number;
  list(): Tombstone[];
}

export function openRemovals(folder: string, batches: Batches): Removals {
  function remove(batch: string, archive: string | null, keepsKnown: boolean): Result<Tombstone> {
    const free = batches.refuseBusy(batch);
    if (!free.ok) return free;
    const kept = keepsKnown ? keepKnown(folder, batch, new Date()) : null;
    if (kept?.ok === false) return kept;
    batches.close(batch);
    const removed = removeBatch(batches.pathOf(batch), { archive, by: personHere(), now: new Date() });
    if (removed.ok) removeUnusedPasted(folder, removed.value.file);
    return removed;
  }

  /** What is unknown or was interrupted stays, however old it is: somebody has to look at it. */
  function isOver(path: string, before: string): boolean {
    const opened = openDocument(path);
    if (!opened.ok) return false;
    try {
      const created = readMeta(opened.value, 'created')?.at ?? before;
      return created < before && tally(opened.value).unknown === 0 && !isInterrupted(opened.value);
    } finally {
      opened.value.close();
    }
  }

  return {
    remove,
    expire(before, keepsKnown) {
      const old = batchFiles(folder).filter((path) => isOver(path, before));
      return old.filter((path) => remove(basename(path), null, keepsKnown).ok).length;
    },
    list: () => tombstones(folder),
  };
}
