import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Entry, open, type ZipFile } from 'yauzl';
import type { ReadFailure } from './reading-options.ts';

/** Why a workbook cannot be read; thrown inside this folder only and made a failure in workbook.ts. */
export class WorkbookError extends Error {
  readonly code: ReadFailure;
  constructor(code: ReadFailure, reason: string) {
    super(reason);
    this.code = code;
  }
}

export interface Part {
  readonly size: number;
  text(): AsyncGenerator<string>;
  /** All of it at once; for small parts. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
}

export interface Parts {
  /** All names in lower case, in the zip's order. */
  readonly names: readonly string[];
  part(name: string, limit: number): Part | null;
  close(): void;
}

const mostEntries = 10_000;
const suspectSize = 64 * 1024 * 1024;
/** A sheet shrinks ten to fifty times; deflate can at most do a thousand. */
const suspectRatio = 400;

/** Opens a zip for reading its parts one by one; nothing is unpacked but what is asked for, and no more than it says. */
export async function openParts(path: string): Promise<Parts> {
  const zip = await openZip(path);
  const entries = new Map<string, Entry>();
  await new Promise<void>((done, failed) => {
    zip.on('error', (cause: Error) => failed(damaged(cause)));
    zip.on('end', () => done());
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName.toLowerCase(), entry);
      if (entries.size > mostEntries) failed(new WorkbookError('workbook-too-large', 'too many parts'));
      else zip.readEntry();
    });
    zip.readEntry();
  }).catch((cause) => {
    zip.close();
    throw cause;
  });
  return {
    names: [...entries.keys()],
    part(name, limit) {
      const entry = entries.get(name.toLowerCase());
      if (!entry) return null;
      const { uncompressedSize: size, compressedSize } = entry;
      if (size > limit || (size > suspectSize && size > compressedSize * suspectRatio)) {
        throw new WorkbookError('workbook-too-large', name);
      }
      return { size, text: () => textOf(zip, entry), bytes: () => bytesOf(zip, entry) };
    },
    close: () => zip.close(),
  };
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((done, failed) => {
    open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (cause, zip) => {
      if (cause || !zip) failed(damaged(cause));
      else done(zip);
    });
  });
}

async function* textOf(zip: ZipFile, entry: Entry): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: false });
  for await (const chunk of chunksOf(zip, entry)) yield decoder.decode(chunk, { stream: true });
}

async function bytesOf(zip: ZipFile, entry: Entry): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(entry.uncompressedSize);
  let at = 0;
  for await (const chunk of chunksOf(zip, entry)) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** An entry's bytes as they are unpacked, never more than it says. */
async function* chunksOf(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  try {
    const stream = await new Promise<NodeJS.ReadableStream>((done, failed) => {
      zip.openReadStream(entry, (cause, opened) => (cause || !opened ? failed(cause) : done(opened)));
    });
    for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  } catch (cause) {
    throw damaged(cause);
  }
}

export interface ElementHandlers {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** A parser that drops prefixes, resolves no entity of a file's own and takes no document type at all. */
export function xmlParser(handlers: ElementHandlers): { write(text: string): void; close(): void } {
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
  parser.on('doctype', () => {
    throw new WorkbookError('file-not-xlsx', 'a document type declaration');
  });
  parser.on('error', (cause) => {
    throw damaged(cause);
  });
  const { open: opened, close, text } = handlers;
  if (opened) parser.on('opentag', (tag: SaxesTagPlain) => opened(local(tag.name), tag.attributes));
  if (close) parser.on('closetag', (tag) => close(local(tag.name)));
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  return { write: (chunk) => void parser.write(chunk), close: () => void parser.close() };
}

export async function parsePart(part: Part, handlers: ElementHandlers): Promise<void> {
  const parser = xmlParser(handlers);
  for await (const piece of part.text()) parser.write(piece);
  parser.close();
}

/** Gives what `take` answers after each piece of a text that a parser gets, and after its end; ends early where `isDone`. */
export async function* parsed<T>(
  text: AsyncGenerator<string>,
  handlers: ElementHandlers,
  take: () => T | null,
  isDone: () => boolean,
): AsyncGenerator<T> {
  const parser = xmlParser(handlers);
  for await (const piece of text) {
    parser.write(piece);
    const taken = take();
    if (taken !== null) yield taken;
    if (isDone()) return;
  }
  parser.close();
  const taken = take();
  if (taken !== null) yield taken;
}

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

function damaged(cause: unknown): WorkbookError {
  if (cause instanceof WorkbookError) return cause;
  return new WorkbookError('file-not-xlsx', cause instanceof Error ? cause.message : 'damaged');
}
