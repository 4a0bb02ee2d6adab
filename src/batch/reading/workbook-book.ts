import { posix } from 'node:path';
import type { WorkbookFormat } from '../../permit/file-format.ts';
import type { ReadingNote } from './reading-options.ts';
import type { SheetFacts, SheetRow } from './sheet-row.ts';
import { TextList } from './text-list.ts';
import { builtInFormats } from './workbook-cell.ts';
import { type Part, type Parts, parsePart, WorkbookError } from './workbook-parts.ts';
import { mergedAreas, type SheetLook, sheetRows } from './workbook-sheet.ts';

export interface BookSheet {
  readonly name: string;
  readonly visible: boolean;
}

/** A workbook of any kind, opened: its sheets that are tables, and the rows of each. */
export interface Book {
  readonly format: WorkbookFormat;
  readonly sheets: readonly BookSheet[];
  /** What was odd about the workbook as a whole. */
  readonly notes: readonly ReadingNote[];
  /** The rows of a sheet in order, in blocks; what is odd about them goes into `facts`. A glance need not know what is merged. */
  rows(sheet: BookSheet, facts: SheetFacts, isGlance: boolean): AsyncGenerator<SheetRow[]>;
  close(): void;
}

interface SheetPart extends BookSheet {
  readonly part: string;
}

interface BookContent extends SheetLook {
  readonly sheets: readonly SheetPart[];
}

const smallPart = 64 * 1024 * 1024;
const stringsPart = 256 * 1024 * 1024;
/** A sheet of 1,048,576 rows of thirty cells is smaller. */
const sheetPart = 2 * 1024 ** 3;

interface Relation {
  readonly type: string;
  readonly target: string;
}

/** Reads everything of an `.xlsx` workbook but its sheets. Throws WorkbookError for a zip that is none. */
export async function openXlsx(parts: Parts, signal?: AbortSignal): Promise<Book> {
  const content = await readBook(parts, signal);
  const partOf = (name: string): Part => {
    const part = parts.part(name, sheetPart);
    if (!part) throw new WorkbookError('file-not-xlsx', `${name} is missing`);
    return part;
  };
  // A sheet that the file only speaks of is none; that the others are all there is to be known.
  const missing = content.sheets.filter(({ part }) => parts.part(part, sheetPart) === null);
  const sheets = content.sheets.filter((sheet) => !missing.includes(sheet));
  if (missing.length > 0 && sheets.length === 0) throw new WorkbookError('file-not-xlsx', 'no sheet in it');
  const names = missing.map(({ name }) => `“${name}”`).join(', ');
  return {
    format: 'xlsx',
    sheets,
    notes: missing.length > 0 ? [{ code: 'sheets-missing', facts: { sheets: names } }] : [],
    async *rows(sheet, facts, isGlance) {
      const part = partOf(content.sheets.find(({ name }) => name === sheet.name)?.part ?? '');
      yield* sheetRows(part, content, facts, isGlance ? [] : await mergedAreas(part));
    },
    close: () => parts.close(),
  };
}

async function readBook(parts: Parts, signal?: AbortSignal): Promise<BookContent> {
  const main = [...(await relationsOf(parts, '')).values()].find(({ type }) => type === 'officeDocument');
  const part = main && parts.part(main.target, smallPart);
  if (!main || !part) throw new WorkbookError('file-not-xlsx', 'no workbook in it');
  const relations = await relationsOf(parts, main.target);
  const sheets: SheetPart[] = [];
  let isBook = false;
  let from1904 = false;
  await parsePart(part, {
    open(name, attributes) {
      if (name === 'workbook') isBook = true;
      else if (name === 'workbookPr') from1904 = isTrue(attributes['date1904']);
      else if (name === 'sheet') {
        const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
        const relation = relations.get(id);
        if (relation?.type !== 'worksheet') return;
        const visible = (attributes['state'] ?? 'visible') === 'visible';
        sheets.push({ name: attributes['name'] ?? '', part: relation.target, visible });
      }
    },
  });
  if (!isBook) throw new WorkbookError('file-not-xlsx', 'no workbook in it');
  const related = (type: string, limit: number): Part | null => {
    const found = [...relations.values()].find((relation) => relation.type === type);
    return found ? parts.part(found.target, limit) : null;
  };
  const formats = await formatsOf(related('styles', smallPart));
  if (signal?.aborted) return { sheets, from1904, formats, strings: new TextList() };
  return { sheets, from1904, formats, strings: await stringsOf(related('sharedStrings', stringsPart)) };
}

async function relationsOf(parts: Parts, of: string): Promise<Map<string, Relation>> {
  const folder = posix.dirname(of);
  const part = parts.part(posix.join(folder, '_rels', `${posix.basename(of)}.rels`), smallPart);
  const relations = new Map<string, Relation>();
  if (!part) return relations;
  await parsePart(part, {
    open(name, attributes) {
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return;
      const target = attributes['Target'] ?? '';
      relations.set(attributes['Id'] ?? '', {
        type: posix.basename(attributes['Type'] ?? ''),
        target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
      });
    },
  });
  return relations;
}

async function formatsOf(part: Part | null): Promise<string[]> {
  const codes = new Map<number, string>();
  const formats: string[] = [];
  let inCells = false;
  if (!part) return formats;
  await parsePart(part, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const id = Number(attributes['numFmtId'] ?? 0);
        formats.push(codes.get(id) ?? builtInFormats[id] ?? 'General');
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}

async function stringsOf(part: Part | null): Promise<TextList> {
  const strings = new TextList();
  let text = '';
  let reading = false;
  let phonetic = false;
  if (!part) return strings;
  await parsePart(part, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic = true;
      else if (name === 't') reading = !phonetic;
    },
    text(piece) {
      if (reading) text += piece;
    },
    close(name) {
      if (name === 'si') strings.add(text);
      else if (name === 'rPh') phonetic = false;
      else if (name === 't') reading = false;
    },
  });
  return strings;
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
