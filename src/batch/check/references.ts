import { eachRow } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { keyHeld } from './duplicate-key.ts';
import { checkerOf } from './recheck.ts';
import { ReferenceIndex } from './reference-index.ts';

interface KeptIndex {
  readonly index: ReferenceIndex;
  readonly version: number;
}

const kept = new WeakMap<BatchDocument, KeptIndex>();

/** Keeps the index that reading made, so that the first edit need not build it. */
export function keepReferences(document: BatchDocument, index: ReferenceIndex): void {
  kept.set(document, { index, version: dataVersion(document) });
}

/** Lets go of the index after a change that was taken back half done. */
export function forgetReferences(document: BatchDocument): void {
  kept.delete(document);
}

/** The index over one step of changes, which keeps it up. */
export interface StepReferences {
  /** Built anew only where none is kept that still holds. */
  readonly index: () => ReferenceIndex;
  /** To be called once the step is in the file. */
  keep(): void;
}

/**
 * The index for a step that the connection `writer` makes in a batch that is kept open as `document`; to be called once
 * nobody else can write.
 */
export function stepReferences(document: BatchDocument, writer: BatchDocument): StepReferences {
  const known = kept.get(document);
  let index = known?.version === dataVersion(document) ? known.index : null;
  return {
    index: () => {
      index ??= indexOf(writer);
      return index;
    },
    keep() {
      if (index) keepReferences(document, index);
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

function indexOf(document: BatchDocument): ReferenceIndex {
  const index = new ReferenceIndex();
  const { check, key } = checkerOf(document);
  for (const row of key < 0 ? [] : eachRow(document)) {
    const held = keyHeld(row.cells, check(row.cells, row.reading), key + 1);
    if (held !== '') index.add(held, row.number);
  }
  return index;
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
