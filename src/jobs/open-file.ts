import { addedColumns } from '../batch/edits/row-shape.ts';
import { batchFolder } from '../batch/file/data-folder.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { readMeta } from '../batch/file/meta.ts';
import { personHere } from '../batch/file/person.ts';
import { createBatch } from '../batch/import/create.ts';
import type { CreateOptions, CreateProgress } from '../batch/import/create-options.ts';
import { mappingMemory } from '../batch/import/mapping-memory.ts';
import { acceptedRows } from '../batch/library/accepted-rows.ts';
import type { ReadFailure } from '../batch/reading/reading-options.ts';
import { type Connection, practiceConnection } from '../connections/connection.ts';
import type { OperationName } from '../permit/operation.ts';
import type { Result } from '../permit/result.ts';
import { recallKnownPlates } from './known-plates.ts';
import { zoneNamesFor } from './known-zones.ts';

export interface FileRequest
  extends Pick<
    CreateOptions,
    | 'source'
    | 'reading'
    | 'maps'
    | 'recall'
    | 'duplicates'
    | 'appVersion'
    | 'refuse'
    | 'added'
    | 'addsReference'
  > {
  readonly operation: OperationName;
  /** The connection that it is checked for; without one the usual settings count. */
  readonly connection: Connection | null;
  /** Makes a batch even when no column is known to hold the reference IDs, for a person to say which one does. */
  readonly referenceOptional: boolean;
  readonly onProgress: (progress: CreateProgress & { readonly rowsPerSecond: number }) => void;
  readonly signal: AbortSignal;
}

/**
 * Makes a batch in a data folder of a file: read, checked and stored. What a person once said of the columns of such a
 * file is recalled, unless `recall` is given, and what they say now (`maps`) is remembered. So are the plates that they
 * once said of the connection to be ones.
 */
export async function openFile(
  dataFolder: string,
  { connection, onProgress, ...request }: FileRequest,
): Promise<Result<BatchDocument, ReadFailure>> {
  const { zone, endDate, dayEnd, plateForm } = connection ?? practiceConnection;
  const zoneNames = zoneNamesFor(dataFolder, connection, request.operation);
  const memory = mappingMemory(dataFolder);
  const accepted = acceptedRows(dataFolder, practiceConnection.name);
  const startedAt = performance.now();
  const made = await createBatch({
    recall: memory.recall,
    ...request,
    folder: batchFolder(dataFolder),
    findAccepted: accepted.find,
    settings: { zone, endDate, dayEnd, plateForm, zoneNames, dateOrder: null },
    by: personHere(),
    now: () => new Date(),
    onProgress: (progress) => {
      const seconds = (performance.now() - startedAt) / 1000;
      onProgress({ ...progress, rowsPerSecond: progress.rows / seconds });
    },
  });
  accepted.close();
  if (made.ok && request.maps.length > 0) {
    const columns = readMeta(made.value, 'columns') ?? [];
    memory.remember(columns.slice(0, columns.length - addedColumns(made.value).length), request.operation);
  }
  if (made.ok && connection !== null) recallKnownPlates(dataFolder, made.value, connection);
  return made;
}
