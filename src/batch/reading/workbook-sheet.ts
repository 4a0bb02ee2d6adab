import type { TextList } from './text-list.ts';
import { type NumberText, numberText } from './workbook-cell.ts';
import { type Part, WorkbookError, xmlParser } from './workbook-parts.ts';

export interface SheetRow {
  readonly number: number;
  readonly cells: string[];
}

export interface SheetLook {
  /** As they are written, escapes and all. */
  readonly strings: TextList;
  /** The number format of each cell style. */
  readonly formats: readonly string[];
  readonly from1904: boolean;
}

export interface SheetCounts {
  stored: number;
  hidden: number;
}

const mostRows = 1_048_576;
const mostColumns = 16_384;
/** Excel stops at 32,767 characters in a cell. */
const mostText = 1_000_000;

/** A sheet's rows in order, in blocks as they are unpacked; formulas stay unread, their stored values are taken. */
export async function* sheetRows(
  part: Part,
  look: SheetLook,
  counts: SheetCounts,
): AsyncGenerator<SheetRow[]> {
  let rows: SheetRow[] = [];
  let cells: string[] = [];
  let number = 0;
  let column = 0;
  let type = 'n';
  let style = 0;
  let reading = false;
  let phonetic = false;
  let text = '';
  const texts: ((value: number) => NumberText)[] = [];
  const textOf = (): string => {
    switch (type) {
      case 's':
        return unescaped(look.strings.at(Number(text)) ?? '');
      case 'b':
        return text.trim() === '1' || text.trim() === 'true' ? 'TRUE' : 'FALSE';
      case 'inlineStr':
      case 'str':
        return unescaped(text);
      case 'n': {
        const value = text.trim() === '' ? Number.NaN : Number(text);
        if (!Number.isFinite(value)) return text;
        texts[style] ??= numberText(look.formats[style] ?? 'General', look.from1904);
        const found = texts[style]?.(value);
        if (found?.stored) counts.stored++;
        return found?.text ?? text;
      }
      default:
        return text;
    }
  };
  const parser = xmlParser({
    open(name, attributes) {
      if (name === 'c') {
        column = attributes['r'] ? columnOf(attributes['r']) : column + 1;
        if (column < 1 || column > mostColumns)
          throw new WorkbookError('file-not-xlsx', 'a cell too far right');
        type = attributes['t'] ?? 'n';
        style = Number(attributes['s'] ?? 0);
        text = '';
      } else if (name === 'v' || name === 't') reading = !phonetic;
      else if (name === 'rPh') phonetic = true;
      else if (name === 'row') {
        const next = Number(attributes['r'] ?? number + 1);
        if (!(next > number && next <= mostRows))
          throw new WorkbookError('file-not-xlsx', 'rows out of order');
        number = next;
        column = 0;
        cells = [];
        if (attributes['hidden'] === '1' || attributes['hidden'] === 'true') counts.hidden++;
      }
    },
    text(piece) {
      if (!reading) return;
      text += piece;
      if (text.length > mostText) throw new WorkbookError('workbook-too-large', 'a cell');
    },
    close(name) {
      if (name === 'v' || name === 't') reading = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'c' && text !== '') {
        while (cells.length < column - 1) cells.push('');
        cells[column - 1] = textOf();
      } else if (name === 'row') rows.push({ number, cells });
    },
  });
  for await (const piece of part.text()) {
    parser.write(piece);
    if (rows.length >= 1000) {
      yield rows;
      rows = [];
    }
  }
  parser.close();
  yield rows;
}

function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column;
}

/** Workbooks write control characters as `_x000D_`, and such a text itself as `_x005F_x000D_`. */
function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
