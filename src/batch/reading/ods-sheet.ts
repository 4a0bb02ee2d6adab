import { MergedCells } from './merged-cells.ts';
import type { OdsStyles } from './ods-styles.ts';
import { type CellWriter, RepeatedRows } from './repeated-rows.ts';
import { mostColumns, mostRows, mostText, RowBuilder, type SheetFacts, type SheetRow } from './sheet-row.ts';
import { numberShown } from './workbook-cell.ts';
import { parsed, WorkbookError } from './workbook-parts.ts';

type Attributes = Readonly<Record<string, string>>;

/** Parts of a paragraph that are not of its text. */
const asides = new Set(['annotation', 'note', 'ruby-text', 'frame']);

/** The rows of the sheet with that position, in blocks. What rows and columns are hidden stands in the content itself. */
export function odsRows(
  text: AsyncGenerator<string>,
  styles: OdsStyles,
  wanted: number,
  facts: SheetFacts,
): AsyncGenerator<SheetRow[]> {
  const merged = new MergedCells();
  const rows = new RepeatedRows(new RowBuilder(facts, false, merged));
  let sheet = -1;
  let tables = 0;
  let depth = 0;
  let hiddenGroups = 0;
  const groups: boolean[] = [];
  let columnsSeen = 0;
  let column = 0;
  let row: { attributes: Attributes; cells: CellWriter[] } | null = null;
  let cell: { attributes: Attributes; depth: number; paragraphs: number; text: string } | null = null;
  let isText = false;
  /** The depth of the element whose content is not the cell's; 0 for none. */
  let aside = 0;
  let isDone = false;

  const openCellPart = (name: string, attributes: Attributes): void => {
    if (cell === null || aside > 0) return;
    const isParagraph = name === 'p' || name === 'h';
    if (asides.has(name) || (depth === cell.depth + 1 && !isParagraph)) aside = depth;
    else if (depth === cell.depth + 1) {
      if (cell.paragraphs++ > 0) cell.text += '\n';
      isText = true;
    } else if (name === 's') cell.text += ' '.repeat(timesOf(attributes['text:c'], 1000));
    else if (name === 'tab') cell.text += '\t';
    else if (name === 'line-break') cell.text += '\n';
  };
  const open = (name: string, attributes: Attributes): void => {
    depth++;
    if (cell !== null) openCellPart(name, attributes);
    else if (name === 'table') {
      if (tables++ === 0) sheet++;
    } else if (sheet !== wanted || tables !== 1) return;
    else if (name === 'table-row-group') {
      const isHidden = attributes['table:display'] === 'false';
      groups.push(isHidden);
      if (isHidden) hiddenGroups++;
    } else if (name === 'table-column') {
      const times = timesOf(attributes['table:number-columns-repeated'], mostColumns);
      for (let at = 0; isHiddenBy(attributes) && at < times; at++)
        facts.hiddenColumns.add(columnsSeen + at + 1);
      columnsSeen += times;
    } else if (name === 'table-row') {
      row = { attributes, cells: [] };
      column = 1;
    } else if (row !== null && (name === 'table-cell' || name === 'covered-table-cell')) {
      cell = { attributes, depth, paragraphs: 0, text: '' };
    }
  };
  const takeCell = (
    found: NonNullable<typeof cell>,
    cells: CellWriter[],
    rowStyle: string | undefined,
  ): void => {
    const { attributes } = found;
    const times = timesOf(attributes['table:number-columns-repeated'], mostColumns);
    const first = column;
    column += times;
    merged.add({
      top: rows.next,
      left: first,
      bottom: rows.next + timesOf(attributes['table:number-rows-spanned'], mostRows) - 1,
      right: first + timesOf(attributes['table:number-columns-spanned'], mostColumns) - 1,
    });
    const code = styles.codeOf(attributes['table:style-name'] ?? rowStyle);
    if (found.text === '' && attributes['office:value-type'] === undefined && !attributes['table:formula'])
      return;
    rows.repeat(times - 1);
    for (let at = first; at < column; at++)
      cells.push((builder) => writeCell(builder, at, attributes, found.text, code));
  };
  const close = (name: string): void => {
    if (depth === aside) aside = 0;
    else if (cell !== null && depth === cell.depth && row !== null) {
      takeCell(cell, row.cells, row.attributes['table:default-cell-style-name']);
      cell = null;
    } else if (cell !== null && depth === cell.depth + 1) isText = false;
    else if (cell === null && name === 'table') {
      tables--;
      if (tables === 0 && sheet === wanted) isDone = true;
    } else if (cell === null && name === 'table-row-group') {
      if (groups.pop()) hiddenGroups--;
    } else if (name === 'table-row' && row !== null && cell === null) {
      const { attributes, cells } = row;
      const times = timesOf(attributes['table:number-rows-repeated'], mostRows);
      rows.add(cells, hiddenGroups > 0 || isHiddenBy(attributes), times);
      row = null;
    }
    depth--;
  };
  const take = (piece: string): void => {
    if (cell === null || !isText || aside > 0) return;
    // White space in a paragraph is one space; more of them are elements of their own.
    cell.text += piece.replace(/[ \t\r\n]+/g, ' ');
    if (cell.text.length > mostText) throw new WorkbookError('workbook-too-large', 'a cell');
  };
  return parsed(
    text,
    { open, close, text: take },
    () => rows.take(isDone),
    () => isDone,
  );
}

function writeCell(
  row: RowBuilder,
  column: number,
  attributes: Attributes,
  shown: string,
  code: string,
): void {
  const type = attributes['office:value-type'];
  const isFormula = attributes['table:formula'] !== undefined;
  const value = Number(attributes['office:value'] ?? Number.NaN);
  switch (type) {
    case 'float':
    case 'percentage':
    case 'currency':
      if (!Number.isFinite(value)) row.text(column, shown);
      else if (shown === '') row.number(column, value, code);
      else row.shown(column, numberShown(value, shown.trim()));
      break;
    case 'date':
      row.isoDate(column, attributes['office:date-value'] ?? shown, code);
      break;
    case 'boolean':
      row.truth(column, attributes['office:boolean-value'] === 'true');
      break;
    default:
      row.text(
        column,
        attributes['calcext:value-type'] === 'error' ? shown : attributes['office:string-value'] || shown,
      );
  }
  // A text is a result, even without characters; what has no kind has never been counted.
  const isCounted = type !== undefined && type !== 'float';
  if (isFormula && !isCounted)
    row.formula(column, type === undefined ? shown : (attributes['office:value'] ?? ''));
}

function isHiddenBy(attributes: Attributes): boolean {
  return attributes['table:visibility'] === 'collapse' || attributes['table:visibility'] === 'filter';
}

function timesOf(text: string | undefined, most: number): number {
  const times = Number(text ?? 1);
  return times >= 1 ? Math.min(Math.floor(times), most) : 1;
}
