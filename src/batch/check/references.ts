import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { rowPages } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { keyHeld } from './duplicate-key.ts';
import type { PlateIndex } from './plate-index.ts';
import { plateIndexOf } from './plates.ts';
import { checkerOf } from './recheck.ts';
import { ReferenceIndex } from './reference-index.ts';

interface KeptIndex {
  readonly index: ReferenceIndex;
  /** Null where nobody has asked for it yet. */
  readonly plates: PlateIndex | null;
  readonly version: number;
}

const kept = new WeakMap<BatchDocument, KeptIndex>();

/** Keeps the index that reading made, so that the first edit need not build it. */
export function keepReferences(
  document: BatchDocument,
  index: ReferenceIndex,
  plates: PlateIndex | null = null,
): void {
  kept.set(document, { index, plates, version: dataVersion(document) });
}

/** Lets go of the index after a change that was taken back half done. */
export function forgetReferences(document: BatchDocument): void {
  kept.delete(document);
}

/** The index over one step of changes, which keeps it up. */
export interface StepReferences {
  /** Built anew only where none is kept that still holds. */
  readonly index: () => ReferenceIndex;
  readonly plates: () => PlateIndex;
  /** To be called once the step is in the file. */
  keep(): void;
}

/**
 * The index for a step that the connection `writer` makes in a batch that is kept open as `document`; to be called once
 * nobody else can write.
 */
export function stepReferences(document: BatchDocument, writer: BatchDocument): StepReferences {
  const known = kept.get(document);
  const holds = known?.version === dataVersion(document);
  let index = holds ? known.index : null;
  let plates = holds ? known.plates : null;
  return {
    index: () => {
      index ??= indexOf(writer);
      return index;
    },
    plates: () => {
      plates ??= plateIndexOf(writer, checkerOf(writer));
      return plates;
    },
    keep() {
      if (index) keepReferences(document, index, plates);
      else forgetReferences(document);
    },
  };
}

/** Which rows hold which reference ID, built anew when another process or connection has changed the batch. */
export function referencesOf(document: BatchDocument): ReferenceIndex {
  const known = kept.get(document);
  if (known && known.version === dataVersion(document)) return known.index;
  const index = indexOf(document);
  keepReferences(document, index);
  return index;
}

/**
 * Builds the index of a batch that was opened, a little at a time, so that the first edit of a reference ID need not wait
 * for it. Whatever changes meanwhile makes it begin anew, but not for ever.
 */
export async function prepareReferences(document: BatchDocument): Promise<void> {
  for (let tries = 0; tries < 3; tries++) {
    if (!document.db.isOpen || kept.get(document)?.version === dataVersion(document)) return;
    const before = changesOf(document);
    const building = indexing(document);
    for (let next = building.next(); changesOf(document) === before; next = building.next()) {
      if (next.done) {
        keepReferences(document, next.value);
        return;
      }
      await yieldToEventLoop();
      if (!document.db.isOpen) return;
    }
  }
}

function indexOf(document: BatchDocument): ReferenceIndex {
  const building = indexing(document);
  for (;;) {
    const next = building.next();
    if (next.done) return next.value;
  }
}

/** Room for so many rows is made at most, only to spare growing. */
const mostExpected = 1 << 21;

/** Pauses after each page of rows. */
function* indexing(document: BatchDocument): Generator<void, ReferenceIndex, void> {
  const { last } = document.db.prepare('select max(number) as last from row').get() as {
    last: number | null;
  };
  const index = new ReferenceIndex(Math.min((last ?? 0) + 1, mostExpected));
  const { check, key } = checkerOf(document);
  for (const rows of key < 0 ? [] : rowPages(document)) {
    for (const row of rows) {
      const held = keyHeld(row, check(row.cells, row.reading), key + 1);
      if (held !== '') index.add(held, row.number);
    }
    index.place();
    yield;
  }
  return index;
}

/** Changes with everything that is written to the file, by whichever connection. */
function changesOf(document: BatchDocument): string {
  const { own } = document.db.prepare('select total_changes() as own').get() as { own: number };
  return `${own} ${dataVersion(document)}`;
}

/** Changes when another connection has written to the file. */
function dataVersion(document: BatchDocument): number {
  const row = document.db.prepare('pragma data_version').get() as { data_version: number } | undefined;
  return row?.data_version ?? 0;
}

/** Pairs of a row and the first one with its reference ID, in the rows' order. */
export function duplicatePairs(index: ReferenceIndex): number[] {
  const pairs: number[] = [];
  for (const group of index.groups()) {
    const rows = group.sort((a, b) => a - b);
    const [first = 0] = rows;
    for (const row of rows.slice(1)) pairs.push(row, first);
  }
  return pairs;
}
