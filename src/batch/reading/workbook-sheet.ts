import { type MergedArea, MergedCells, mostAreas } from './merged-cells.ts';
import { mostColumns, mostRows, mostText, RowBuilder, type SheetFacts, type SheetRow } from './sheet-row.ts';
import type { TextList } from './text-list.ts';
import { isoDateText } from './workbook-cell.ts';
import { type Part, WorkbookError, xmlParser } from './workbook-parts.ts';

export interface SheetLook {
  /** As they are written, escapes and all. */
  readonly strings: TextList;
  /** The number format of each cell style. */
  readonly formats: readonly string[];
  readonly from1904: boolean;
}

/** A sheet's rows in order, in blocks as they are unpacked; formulas stay unread, their stored values are taken. */
export async function* sheetRows(
  part: Part,
  look: SheetLook,
  facts: SheetFacts,
  merged: readonly MergedArea[] = [],
): AsyncGenerator<SheetRow[]> {
  const row = new RowBuilder(facts, look.from1904, new MergedCells(merged));
  let rows: SheetRow[] = [];
  let number = 0;
  let column = 0;
  let type = 'n';
  let style = 0;
  let reading = false;
  let phonetic = false;
  let text = '';
  let isFormula = false;
  let hasValue = false;
  /** Whether the number of the row that is being read is known; where the row does not say it, its cells may. */
  let isNumbered = false;
  const takeRow = (next: number): void => {
    if (!(next > number && next <= mostRows)) throw new WorkbookError('file-not-xlsx', 'rows out of order');
    number = next;
    isNumbered = true;
  };
  const takeNumber = (): void => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    const code = look.formats[style];
    if (!Number.isFinite(value)) row.text(column, text);
    // Without its look a number may be a date, or an ID with zeros that nobody sees.
    else if (code === undefined && style !== 0) row.lost(column);
    else row.number(column, value, code ?? 'General');
  };
  const takeCell = (): void => {
    if (type === 's') {
      const shared = look.strings.at(Number(text));
      if (shared === undefined) row.lost(column);
      else row.text(column, unescaped(shared));
    } else if (type === 'n') takeNumber();
    else if (type === 'b') row.truth(column, text.trim() === '1' || text.trim() === 'true');
    else if (type === 'd') row.date(column, isoDateText(text));
    else row.text(column, type === 'inlineStr' || type === 'str' ? unescaped(text) : text);
  };
  const parser = xmlParser({
    open(name, attributes) {
      if (name === 'c') {
        column = attributes['r'] ? columnOf(attributes['r']) : column + 1;
        if (!isNumbered) takeRow(rowOf(attributes['r'] ?? '') || number + 1);
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
        if (attributes['r']) takeRow(Number(attributes['r']));
        column = 0;
        row.start(isTrue(attributes['hidden']));
      } else if (name === 'col' && isTrue(attributes['hidden'])) {
        const last = Math.min(Number(attributes['max']), mostColumns);
        for (let at = Math.max(1, Number(attributes['min'])); at <= last; at++) facts.hiddenColumns.add(at);
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
        if (text !== '') takeCell();
        // A text without characters is a result; nothing at all is none.
        if (isFormula && !(type === 'str' && hasValue && text === '')) row.formula(column, text);
      } else if (name === 'row') {
        if (!isNumbered) takeRow(number + 1);
        rows.push(row.end(number));
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

/** A sheet's merged areas. They stand below its rows, so that the part is unpacked once for them alone. */
export async function mergedAreas(part: Part): Promise<MergedArea[]> {
  const areas: MergedArea[] = [];
  let rest = '';
  for await (const piece of part.text()) {
    const text = rest + piece;
    // What may be the beginning of one waits for the next piece.
    const open = text.lastIndexOf('<');
    rest = open === -1 || text.length - open > longestTag ? '' : text.slice(open);
    if (!text.includes('mergeCell ')) continue;
    for (const [, from = '', to = ''] of text.slice(0, text.length - rest.length).matchAll(mergeTag)) {
      areas.push({ top: rowOf(from), left: columnOf(from), bottom: rowOf(to), right: columnOf(to) });
    }
    if (areas.length > mostAreas) throw new WorkbookError('workbook-too-large', 'merged cells');
  }
  return areas;
}

const longestTag = 1000;
const mergeTag =
  /<(?:\w{1,20}:)?mergeCell\s[^<>]{0,200}?ref\s?=\s?["']([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})["']/g;

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

/** The row of a reference such as `B12`; 0 without one. */
function rowOf(reference: string): number {
  return Number(/\d+$/.exec(reference)?.[0] ?? 0);
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
