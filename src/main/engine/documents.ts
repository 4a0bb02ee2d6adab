import { basename, join } from 'node:path';
import type { BatchDocument } from '../../batch/file/document.ts';
import { type OpenFailure, openDocument } from '../../batch/file/open-document.ts';
import { ok, type Result } from '../../permit/result.ts';

/** How many batches stay open besides those in use: paging between a few must not open files again and again. */
const spare = 8;

/** The batches of one folder, open by their handles (file names, which the bridge's schema has checked). */
export interface Documents {
  /** The open batch; it may be closed again once `spare` others were asked for, so nobody keeps it across a wait. */
  open(handle: string): Result<BatchDocument, OpenFailure>;
  /** Takes a batch that was just made into the books; answers its handle. */
  register(document: BatchDocument): string;
  /** The handles of the batches that are open. */
  handles(): string[];
  /** Opens a batch of its own for long work; whoever asked closes it. */
  openOwn(handle: string): Result<BatchDocument>;
  /** Closes a batch that is about to be removed. */
  close(handle: string): void;
  pathOf(handle: string): string;
}

export function openDocuments(folder: string): Documents {
  /** Least recently used first, which is the order that a Map keeps. */
  const documents = new Map<string, BatchDocument>();

  function keep(handle: string, document: BatchDocument): void {
    documents.delete(handle);
    documents.set(handle, document);
    for (const [oldest, closing] of documents) {
      if (documents.size <= spare) break;
      documents.delete(oldest);
      closing.close();
    }
  }

  const pathOf = (handle: string): string => join(folder, handle);

  return {
    pathOf,
    open(handle) {
      const known = documents.get(handle);
      const found = known ? ok(known) : openDocument(pathOf(handle));
      if (found.ok) keep(handle, found.value);
      return found;
    },
    register(document) {
      const handle = handleOf(document.path);
      documents.get(handle)?.close();
      keep(handle, document);
      return handle;
    },
    handles: () => [...documents.keys()],
    openOwn: (handle) => openDocument(pathOf(handle)),
    close(handle) {
      documents.get(handle)?.close();
      documents.delete(handle);
    },
  };
}

/** The handle that the window knows a batch by. */
function handleOf(path: string): string {
  return basename(path);
}
