import { mappingOf } from '../../permit/mapping.ts';
import { comparableValues } from '../../permit/same-value.ts';
import type { FindAccepted } from '../file/accepted-row.ts';
import { currentRow, rowColumns, type StoredRow } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta, rulesOf } from '../file/meta.ts';
import { openDocument } from '../file/open-document.ts';
import { batchFiles } from './history.ts';

/** From so many rows on that no batch knows, a file's rows are looked for no more. */
const mostMisses = 3;

/**
 * Finds rows of results in the batches of a data folder, where a controller accepted them. All rows of a results file
 * come from one batch, which stays open until `close`. `practice`: the name of the connection whose answers are nothing.
 */
export function acceptedRows(
  dataFolder: string,
  practice: string,
): { readonly find: FindAccepted; close(): void } {
  let batch: KnownBatch | null = null;
  let misses = 0;

  const batchWith = (referenceId: string, completedAt: string): KnownBatch | null => {
    for (const path of batchFiles(dataFolder)) {
      const opened = openDocument(path);
      if (!opened.ok) continue;
      const known = hasOutcome(opened.value, referenceId, completedAt) ? knownBatch(opened.value) : null;
      if (known !== null) return known;
      opened.value.close();
    }
    return null;
  };
  return {
    find(referenceId, completedAt) {
      if (batch === null && misses < mostMisses) {
        batch = batchWith(referenceId, completedAt);
        if (batch === null) misses++;
      }
      return batch?.find(referenceId, completedAt, practice) ?? null;
    },
    close: () => batch?.document.close(),
  };
}

interface KnownBatch {
  readonly document: BatchDocument;
  find(referenceId: string, completedAt: string, practice: string): ReturnType<FindAccepted>;
}

function hasOutcome({ db }: BatchDocument, referenceId: string, completedAt: string): boolean {
  const found = db.prepare(
    "select 1 from outcome where status = 'accepted' and reference_id = ? and completed_at = ? limit 1",
  );
  return found.get(referenceId, completedAt) !== undefined;
}

interface AcceptedLine {
  readonly row: number;
  readonly reference_id: string;
  readonly completed_at: string;
}

function knownBatch(document: BatchDocument): KnownBatch {
  const { db } = document;
  const mapping = mappingOf(readMeta(document, 'columns') ?? []);
  const operation = rulesOf(document).name;
  const accepted = db.prepare(
    "select row, reference_id, completed_at from outcome where status = 'accepted'",
  );
  const numbers = new Map<string, number>();
  for (const { row, reference_id, completed_at } of accepted.iterate() as Iterable<AcceptedLine>) {
    numbers.set(`${reference_id} ${completed_at}`, row);
  }
  const rowAt = db.prepare(
    `select ${rowColumns}, run.connection from row join outcome on outcome.row = row.number
     join run on run.id = outcome.run where number = ?`,
  );
  return {
    document,
    find(referenceId, completedAt, practice) {
      const number = numbers.get(`${referenceId} ${completedAt}`);
      if (number === undefined) return null;
      const stored = rowAt.get(number) as (StoredRow & { readonly connection: string }) | undefined;
      if (stored === undefined) return null;
      if (stored.connection === practice) return 'practised';
      const { read, cells } = currentRow(stored);
      return { operation, values: comparableValues([read, cells], mapping) };
    },
  };
}
