import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { rowPages } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { keyHeld } from './duplicate-key.ts';
import { PlateIndex } from './plate-index.ts';
import { plateHeld } from './plates.ts';
import { checkerOf } from './recheck.ts';
import { ReferenceIndex } from './reference-index.ts';

/** Which rows hold which reference IDs, and which plates. */
interface Indexes {
  readonly references: ReferenceIndex;
  readonly plates: PlateIndex;
}

interface KeptIndexes extends Indexes {
  readonly version: number;
}

const kept = new WeakMap<BatchDocument, KeptIndexes>();

/** Keeps the indexes that reading made, so that the first edit need not build them. */
export function keepIndexes(document: BatchDocument, indexes: Indexes): void {
  kept.set(document, { ...indexes, version: dataVersion(document) });
}

/** Lets go of the index after a change that was taken back half done. */
export function forgetIndexes(document: BatchDocument): void {
  kept.delete(document);
}

/** The indexes over one step of changes, which keeps them up. */
export interface StepIndexes {
  /** Built anew only where none are kept that still hold. */
  readonly indexes: () => Indexes;
  /** To be called once the step is in the file. */
  keep(): void;
}

/**
 * The indexes for a step that the connection `writer` makes in a batch that is kept open as `document`; to be called once
 * nobody else can write.
 */
export function stepIndexes(document: BatchDocument, writer: BatchDocument): StepIndexes {
  const known = kept.get(document);
  let indexes: Indexes | null = known?.version === dataVersion(document) ? known : null;
  return {
    indexes: () => {
      indexes ??= buildIndexes(writer);
      return indexes;
    },
    keep() {
      if (indexes) keepIndexes(document, indexes);
      else forgetIndexes(document);
    },
  };
}

/** Which rows hold which reference IDs and plates, built anew when another process or connection has changed the batch. */
export function indexesOf(document: BatchDocument): Indexes {
  const known = kept.get(document);
  if (known && known.version === dataVersion(document)) return known;
  const indexes = buildIndexes(document);
  keepIndexes(document, indexes);
  return indexes;
}

/**
 * Builds the indexes of a batch that was opened, a little at a time, so that the first edit of a reference ID or a plate
 * need not wait for them. Whatever changes meanwhile makes it begin anew, but not for ever.
 */
export async function prepareIndexes(document: BatchDocument): Promise<void> {
  for (let tries = 0; tries < 3; tries++) {
    if (!document.db.isOpen || kept.get(document)?.version === dataVersion(document)) return;
    const before = changesOf(document);
    const building = indexing(document);
    for (let next = building.next(); changesOf(document) === before; next = building.next()) {
      if (next.done) {
        keepIndexes(document, next.value);
        return;
      }
      await yieldToEventLoop();
      if (!document.db.isOpen) return;
    }
  }
}

function buildIndexes(document: BatchDocument): Indexes {
  const building = indexing(document);
  for (;;) {
    const next = building.next();
    if (next.done) return next.value;
  }
}

/** Room for so many rows is made at most, only to spare growing. */
const mostExpected = 1 << 21;

/** Pauses after each page of rows. */
function* indexing(document: BatchDocument): Generator<void, Indexes, void> {
  const { last } = document.db.prepare('select max(number) as last from row').get() as {
    last: number | null;
  };
  const expected = Math.min((last ?? 0) + 1, mostExpected);
  const references = new ReferenceIndex(expected);
  const plates = new PlateIndex(expected);
  const { check, key, plate } = checkerOf(document);
  for (const rows of key < 0 && plate < 0 ? [] : rowPages(document)) {
    for (const row of rows) {
      const issues = check(row.cells, row.reading);
      const held = keyHeld(row, issues, key + 1);
      if (held !== '') references.add(held, row.number);
      const heldPlate = plateHeld(row.cells, issues, plate + 1);
      if (heldPlate !== '') plates.add(heldPlate, row.number);
    }
    references.place();
    yield;
  }
  plates.sort();
  return { references, plates };
}

/** Changes with everything that is written to the file, by whichever connection. */
export function changesOf(document: BatchDocument): string {
  const { own } = document.db.prepare('select total_changes() as own').get() as { own: number };
  return `${own} ${dataVersion(document)}`;
}

/** Changes when another connection has written to the file. */
function dataVersion(document: BatchDocument): number {
  const row = document.db.prepare('pragma data_version').get() as { data_version: number } | undefined;
  return row?.data_version ?? 0;
}
