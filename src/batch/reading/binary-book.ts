import type { Worker } from 'node:worker_threads';
import { startWorker } from '../../disk/worker.ts';
import type { BinaryContent } from './binary-book-content.ts';
import type { BinaryBookAnswer, BinaryBookOrder } from './binary-book-worker.ts';
import type { Book } from './workbook-book.ts';
import { type Parts, WorkbookError } from './workbook-parts.ts';

/** The largest workbook of binary records that is read: all of it is in memory at once. */
export const mostBinary = 64 * 1024 * 1024;
/** What the parts of an `.xlsb` may be unpacked. */
const mostUnpacked = 192 * 1024 * 1024;
/** The thread's memory besides the file itself, in MB: a million cells take some 150. */
const mostMegabytes = 640;
/** How long the thread may take for an answer, in ms. */
const mostTime = 60_000;

/** Opens an `.xls` or `.xlsb` workbook in a thread of its own. Throws WorkbookError for what is none, or too much. */
export async function openBinaryBook(content: BinaryContent, signal?: AbortSignal): Promise<Book> {
  const thread = new BookThread(content, signal);
  try {
    const opened = await thread.answer();
    if (opened.did !== 'open') throw new WorkbookError('file-not-xlsx', 'no answer');
    return {
      format: content.kind === 'xlsb' ? 'xlsb' : 'xls',
      sheets: opened.sheets,
      notes: opened.notes,
      async *rows({ name }, facts, isGlance) {
        thread.ask({ do: 'begin', sheet: name, isGlance });
        for (;;) {
          const next = await thread.answer();
          if (next.did !== 'rows') throw new WorkbookError('file-not-xlsx', 'no rows');
          const { hiddenColumns, ...counted } = next.facts;
          Object.assign(facts, counted);
          for (const column of hiddenColumns) facts.hiddenColumns.add(column);
          if (next.isLast) return;
          yield [...next.rows];
          thread.ask({ do: 'rows' });
        }
      },
      close: () => thread.end(),
    };
  } catch (cause) {
    thread.end();
    throw cause;
  }
}

/** The parts of an `.xlsb` that its sheets need, unpacked; no more than they say. */
export async function xlsbContent(parts: Parts): Promise<BinaryContent> {
  const found: Record<string, Uint8Array<ArrayBuffer>> = {};
  let size = 0;
  for (const name of parts.names) {
    if (!/^(?:\[content_types\]\.xml|.*\.rels|xl\/(?:worksheets\/)?\w+\.bin|xl\/theme\/\w+\.xml)$/.test(name))
      continue;
    if (name.endsWith('vbaproject.bin')) continue;
    const part = parts.part(name, mostUnpacked);
    size += part?.size ?? 0;
    if (size > mostUnpacked) throw new WorkbookError('workbook-too-large', name);
    if (part) found[name] = await part.bytes();
  }
  return { kind: 'xlsb', parts: found };
}

/** One question at a time goes to the thread, and one answer comes back: or why there is none. */
class BookThread {
  readonly #worker: Worker;
  readonly #signal: AbortSignal | undefined;
  #answer: BinaryBookAnswer | null = null;
  #failure: WorkbookError | null = null;
  #wake = (): void => {};

  constructor(content: BinaryContent, signal: AbortSignal | undefined) {
    this.#signal = signal;
    this.#worker = startWorker('binary-book-worker', content, mostMegabytes);
    this.#worker.on('message', (answer: BinaryBookAnswer) => {
      this.#answer = answer;
      this.#wake();
    });
    // Out of its memory, or of its stack: what it reads is more than a workbook of permits can need.
    this.#worker.on('error', (cause) => this.#fail(new WorkbookError('workbook-too-large', String(cause))));
    this.#worker.on('exit', () =>
      this.#fail(new WorkbookError('workbook-too-large', 'the thread has ended')),
    );
    signal?.addEventListener('abort', this.#cancel, { once: true });
  }

  ask(order: BinaryBookOrder): void {
    this.#answer = null;
    this.#worker.postMessage(order);
  }

  async answer(): Promise<BinaryBookAnswer> {
    const timer = setTimeout(() => {
      this.#fail(new WorkbookError('workbook-too-slow', 'no answer in time'));
      this.end();
    }, mostTime);
    try {
      while (this.#answer === null) {
        if (this.#failure !== null) throw this.#failure;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      clearTimeout(timer);
    }
    if (this.#answer.did === 'fail') throw new WorkbookError(this.#answer.code, this.#answer.reason);
    return this.#answer;
  }

  end(): void {
    this.#signal?.removeEventListener('abort', this.#cancel);
    void this.#worker.terminate();
  }

  readonly #cancel = (): void => {
    this.#fail(new WorkbookError('cancelled', 'cancelled'));
    this.end();
  };

  #fail(cause: WorkbookError): void {
    this.#failure ??= cause;
    this.#wake();
  }
}
