import type { CellKind, RowMarks } from '../../permit/row-reading.ts';
import type { TextList } from './text-list.ts';
import { isoDateText, type NumberText, numberText } from './workbook-cell.ts';
import { type Part, WorkbookError, xmlParser } from './workbook-parts.ts';

export interface SheetRow {
  readonly number: number;
  readonly cells: string[];
  /** What the sheet says of the row besides its cells' text; null where it says nothing. */
  readonly marks: RowMarks | null;
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
  let isFormula = false;
  let hasValue = false;
  let isHidden = false;
  let kinds: Record<string, CellKind> | null = null;
  /** Whether the number of the row that is being read is known; where the row does not say it, its cells may. */
  let isNumbered = false;
  const takeNumber = (next: number): void => {
    if (!(next > number && next <= mostRows)) throw new WorkbookError('file-not-xlsx', 'rows out of order');
    number = next;
    isNumbered = true;
  };
  const mark = (kind: CellKind): void => {
    kinds ??= {};
    kinds[column] = kind;
  };
  const texts: ((value: number) => NumberText)[] = [];
  const textOf = (): string => {
    switch (type) {
      case 's': {
        const shared = look.strings.at(Number(text));
        if (shared === undefined) mark('lost');
        return unescaped(shared ?? '');
      }
      case 'b':
        mark('truth');
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
        if (found?.kind) mark(found.kind);
        return found?.text ?? text;
      }
      case 'd':
        mark('date');
        return isoDateText(text);
      default:
        return text;
    }
  };
  const parser = xmlParser({
    open(name, attributes) {
      if (name === 'c') {
        column = attributes['r'] ? columnOf(attributes['r']) : column + 1;
        if (!isNumbered) takeNumber(rowOf(attributes['r'] ?? '') || number + 1);
        if (column < 1 || column > mostColumns)
          throw new WorkbookError('file-not-xlsx', 'a cell too far right');
        type = attributes['t'] ?? 'n';
        style = Number(attributes['s'] ?? 0);
        text = '';
        isFormula = false;
        hasValue = false;
      } else if (name === 'f') isFormula = true;
      else if (name === 'v' || name === 't') {
        reading = !phonetic;
        hasValue = true;
      } else if (name === 'rPh') phonetic = true;
      else if (name === 'row') {
        isNumbered = false;
        if (attributes['r']) takeNumber(Number(attributes['r']));
        column = 0;
        cells = [];
        kinds = null;
        isHidden = attributes['hidden'] === '1' || attributes['hidden'] === 'true';
        if (isHidden) counts.hidden++;
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
      else if (name === 'c') {
        if (text !== '') {
          while (cells.length < column - 1) cells.push('');
          cells[column - 1] = textOf();
        }
        // Writers that calculate nothing leave the result out, or put a 0 there that nobody has counted.
        if (isFormula && (text === '0' || (text === '' && !(type === 'str' && hasValue)))) mark('formula');
      } else if (name === 'row') {
        if (!isNumbered) takeNumber(number + 1);
        rows.push({ number, cells, marks: marksOf(isHidden, kinds) });
      }
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

/** The row of a reference such as `B12`; 0 without one. */
function rowOf(reference: string): number {
  return Number(/\d+$/.exec(reference)?.[0] ?? 0);
}

function marksOf(isHidden: boolean, kinds: Record<string, CellKind> | null): RowMarks | null {
  if (!isHidden && kinds === null) return null;
  return { ...(isHidden && { hidden: true }), ...(kinds && { kinds }) };
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
