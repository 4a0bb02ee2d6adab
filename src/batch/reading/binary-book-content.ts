import { CFB, parse_xlscfb, parse_zip, read, set_cptable, type WorkSheet } from '@e965/xlsx';
import { codePages } from './code-pages.ts';
import { MergedCells } from './merged-cells.ts';
import type { ReadingNote } from './reading-options.ts';
import { mostText, RowBuilder, type SheetFacts, type SheetRow } from './sheet-row.ts';
import type { BookSheet } from './workbook-book.ts';
import { WorkbookError } from './workbook-parts.ts';

declare module '@e965/xlsx' {
  // Exported and documented, but not in its types.
  function parse_xlscfb(container: object, options: object): object;
  function parse_zip(zip: object, options: object): object;
}

/** A workbook of binary records: the parts of an `.xlsb`, or the bytes of an `.xls`, in a container or before there were any. */
export type BinaryContent =
  | { readonly kind: 'xlsb'; readonly parts: Readonly<Record<string, Uint8Array<ArrayBuffer>>> }
  | { readonly kind: 'ole' | 'xls'; readonly bytes: Uint8Array<ArrayBuffer> };

/** What the library makes of a cell; its types leave out what a damaged file brings. */
interface LibraryCell {
  readonly t: 'b' | 'n' | 'e' | 's' | 'd' | 'z';
  readonly v?: unknown;
  readonly w?: string;
  /** Its number format. */
  readonly z?: unknown;
  /** Its formula, and the area of the one that it shares. */
  readonly f?: string;
  readonly F?: string;
}

interface LibraryBook {
  readonly SheetNames: readonly string[];
  readonly Sheets: Readonly<Record<string, WorkSheet | undefined>>;
  readonly Workbook?: {
    readonly WBProps?: { readonly date1904?: boolean };
    readonly Sheets?: readonly { readonly name?: string; readonly Hidden?: number }[];
  };
}

interface Container {
  readonly FullPaths: readonly string[];
}

const options = {
  type: 'buffer',
  dense: true,
  cellNF: true,
  cellText: false,
  cellHTML: false,
  cellFormula: true,
  // Says which columns are hidden.
  cellStyles: true,
  sheetStubs: false,
} as const;

const errors: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
  43: '#GETTING_DATA',
};

const blockRows = 1000;

/** A workbook of binary records as SheetJS reads it: all of it at once, so that it is done in a thread with limits. */
export class BinaryBook {
  readonly sheets: readonly BookSheet[];
  readonly notes: readonly ReadingNote[];
  readonly #book: LibraryBook;
  /** Before there were styles, a number without a format had none; since then its look is lost. */
  readonly #plain: string | null;

  constructor(content: BinaryContent) {
    set_cptable(codePages);
    this.#plain = content.kind === 'xls' ? 'General' : null;
    this.#book = bookOf(content);
    const { SheetNames, Sheets, Workbook } = this.#book;
    const hidden = new Set((Workbook?.Sheets ?? []).flatMap(({ name, Hidden }) => (Hidden ? [name] : [])));
    const tables = SheetNames.filter(
      (name) => !['chart', 'macro', 'dialog'].includes(Sheets[name]?.['!type'] ?? ''),
    );
    this.sheets = tables.filter((name) => Sheets[name]).map((name) => ({ name, visible: !hidden.has(name) }));
    const missing = tables.filter((name) => !Sheets[name]);
    if (missing.length > 0 && this.sheets.length === 0)
      throw new WorkbookError('file-not-xlsx', 'no sheet in it');
    const names = missing.map((name) => `“${name}”`).join(', ');
    this.notes = missing.length > 0 ? [{ code: 'sheets-missing', facts: { sheets: names } }] : [];
  }

  /** A sheet's rows in blocks. */
  *rows(name: string, facts: SheetFacts, isGlance: boolean): Generator<SheetRow[]> {
    const sheet = this.#book.Sheets[name];
    const rows = (sheet?.['!data'] ?? []) as readonly (readonly (LibraryCell | undefined)[] | undefined)[];
    const areas = isGlance ? [] : (sheet?.['!merges'] ?? []);
    const merged = new MergedCells(
      areas.map(({ s, e }) => ({ top: s.r + 1, left: s.c + 1, bottom: e.r + 1, right: e.c + 1 })),
    );
    for (const [at, column] of (sheet?.['!cols'] ?? []).entries())
      if (column?.hidden) facts.hiddenColumns.add(at + 1);
    const builder = new RowBuilder(facts, this.#book.Workbook?.WBProps?.date1904 ?? false, merged);
    let block: SheetRow[] = [];
    // Only the rows that there are: a sheet may say that it has a million, and have two.
    for (const key of Object.keys(rows)) {
      const at = Number(key);
      builder.start(sheet?.['!rows']?.[at]?.hidden ?? false);
      rows[at]?.forEach((cell, column) => {
        if (cell) this.#write(builder, column + 1, cell);
      });
      block.push(builder.end(at + 1));
      if (block.length >= blockRows) {
        yield block;
        block = [];
      }
    }
    yield block;
  }

  #write(row: RowBuilder, column: number, { t, v, z, f, F }: LibraryCell): void {
    const isFormula = f !== undefined || F !== undefined;
    const code = typeof z === 'string' ? z : this.#plain;
    if (t === 'n' && typeof v === 'number' && Number.isFinite(v)) {
      if (code === null) row.lost(column);
      else row.number(column, v, code);
    } else if (t === 'b') row.truth(column, v === true);
    else if (t === 'e') row.text(column, errors[Number(v)] ?? '#ERROR!');
    else if (typeof v === 'string') {
      if (v.length > mostText) throw new WorkbookError('workbook-too-large', 'a cell');
      row.text(column, v);
    } else if (t === 's') row.lost(column);
    if (isFormula && !(t === 's' && v === '')) row.formula(column, v === undefined ? '' : String(v));
  }
}

function bookOf(content: BinaryContent): LibraryBook {
  if (content.kind === 'xlsb') return parse_zip(zipOf(content.parts), options) as LibraryBook;
  const bytes = Buffer.from(content.bytes.buffer, content.bytes.byteOffset, content.bytes.byteLength);
  if (content.kind === 'xls') return unprotected(() => read(bytes, options) as LibraryBook);
  const container = CFB.read(bytes, { type: 'buffer' }) as Container;
  const has = (...names: readonly string[]) =>
    container.FullPaths.some((path) => names.includes(path.replace(/^[^/]*\//, '')));
  if (has('Workbook', 'Book')) return unprotected(() => parse_xlscfb(container, options) as LibraryBook);
  if (has('EncryptedPackage')) throw new WorkbookError('file-protected', 'encrypted');
  if (has('WordDocument')) throw new WorkbookError('file-document', 'a text');
  if (has('PowerPoint Document')) throw new WorkbookError('file-slides', 'slides');
  throw new WorkbookError('file-binary', 'no workbook in it');
}

function unprotected(open: () => LibraryBook): LibraryBook {
  try {
    return open();
  } catch (cause) {
    // What the library says of a workbook with a FilePass record, whatever its encryption.
    if (cause instanceof Error && /password|encrypt/i.test(cause.message)) {
      throw new WorkbookError('file-protected', cause.message);
    }
    throw cause;
  }
}

/** Parts that were unpacked before, in the form in which the library has those that it unpacks itself. */
function zipOf(parts: Readonly<Record<string, Uint8Array<ArrayBuffer>>>) {
  const names = Object.keys(parts);
  return {
    FullPaths: ['Root Entry/', ...names.map((name) => `Root Entry/${name}`)],
    FileIndex: [
      { name: 'Root Entry' },
      ...names.map((name) => {
        const part = parts[name] ?? new Uint8Array();
        const content = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
        return { name, type: 2, size: content.length, content };
      }),
    ],
  };
}
