import { posix } from 'node:path';
import { TextList } from './text-list.ts';
import { builtInFormats } from './workbook-cell.ts';
import { type Part, type Parts, parsePart, WorkbookError } from './workbook-parts.ts';
import type { SheetLook } from './workbook-sheet.ts';

export interface BookSheet {
  readonly name: string;
  readonly part: string;
  readonly visible: boolean;
}

/** What a workbook says of itself: its sheets that are tables, and how their cells are to be understood. */
export interface Book extends SheetLook {
  readonly sheets: readonly BookSheet[];
}

const smallPart = 64 * 1024 * 1024;
const stringsPart = 256 * 1024 * 1024;

interface Relation {
  readonly type: string;
  readonly target: string;
}

/** Reads everything of a workbook but its sheets. Throws WorkbookError for a zip that is none. */
export async function readBook(parts: Parts, signal?: AbortSignal): Promise<Book> {
  const main = [...(await relationsOf(parts, '')).values()].find(({ type }) => type === 'officeDocument');
  const part = main && parts.part(main.target, smallPart);
  if (!main || !part) throw new WorkbookError('file-not-xlsx', 'no workbook in it');
  const relations = await relationsOf(parts, main.target);
  const sheets: BookSheet[] = [];
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
