import type { BatchDocument } from '../batch/file/document.ts';
import { readMeta } from '../batch/file/meta.ts';
import type { Connection } from '../connections/connection.ts';
import { findConnection } from '../connections/store.ts';

/** The connection that a batch is checked for; null without one. */
export function checkedConnection(dataFolder: string, document: BatchDocument): Connection | null {
  const name = readMeta(document, 'connection');
  const found = name === null ? null : findConnection(dataFolder, name);
  return found?.ok ? found.value : null;
}
