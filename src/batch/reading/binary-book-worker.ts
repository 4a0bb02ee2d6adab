import { parentPort, workerData } from 'node:worker_threads';
import { BinaryBook, type BinaryContent } from './binary-book-content.ts';
import type { ReadFailure, ReadingNote } from './reading-options.ts';
import { noFacts, type SheetFacts, type SheetRow } from './sheet-row.ts';
import type { BookSheet } from './workbook-book.ts';
import { WorkbookError } from './workbook-parts.ts';

/** What the thread is asked after it has opened the workbook: to begin a sheet, and for the rows that come next. */
export type BinaryBookOrder =
  | { readonly do: 'begin'; readonly sheet: string; readonly isGlance: boolean }
  | { readonly do: 'rows' };

export type BinaryBookAnswer =
  | { readonly did: 'open'; readonly sheets: readonly BookSheet[]; readonly notes: readonly ReadingNote[] }
  | {
      readonly did: 'rows';
      readonly rows: readonly SheetRow[];
      readonly facts: SheetFacts;
      readonly isLast: boolean;
    }
  | { readonly did: 'fail'; readonly code: ReadFailure; readonly reason: string };

const answer = (what: BinaryBookAnswer) => parentPort?.postMessage(what);

function attempt(act: () => BinaryBookAnswer): void {
  try {
    answer(act());
  } catch (cause) {
    // Whatever the library trips over is the file's: it was made to be read by nobody, or is damaged.
    const reason = cause instanceof Error ? cause.message : String(cause);
    answer({ did: 'fail', code: cause instanceof WorkbookError ? cause.code : 'file-not-xlsx', reason });
  }
}

let book: BinaryBook | null = null;
let facts = noFacts();
let blocks: Generator<SheetRow[]> | null = null;

parentPort?.on('message', (order: BinaryBookOrder) => {
  attempt(() => {
    if (order.do === 'begin') {
      facts = noFacts();
      blocks = book?.rows(order.sheet, facts, order.isGlance) ?? null;
    }
    const next = blocks?.next();
    return { did: 'rows', rows: next?.value ?? [], facts, isLast: next?.done ?? true };
  });
});
attempt(() => {
  book = new BinaryBook(workerData as BinaryContent);
  return { did: 'open', sheets: book.sheets, notes: book.notes };
});
