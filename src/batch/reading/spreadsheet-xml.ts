import { MergedCells } from './merged-cells.ts';
import { type CellWriter, RepeatedRows } from './repeated-rows.ts';
import { mostColumns, mostRows, mostText, RowBuilder, type SheetFacts, type SheetRow } from './sheet-row.ts';
import type { Book } from './workbook-book.ts';
import { parsed, WorkbookError } from './workbook-parts.ts';

type Attributes = Readonly<Record<string, string>>;

/** The number formats that an XML Spreadsheet has names for. */
const namedFormats: Readonly<Record<string, string>> = {
  'General Number': 'General',
  'General Date': 'yyyy-mm-dd h:mm',
  'Long Date': 'd mmmm yyyy',
  'Medium Date': 'd-mmm-yy',
  'Short Date': 'yyyy-mm-dd',
  'Long Time': 'h:mm:ss',
  'Medium Time': 'h:mm AM/PM',
  'Short Time': 'h:mm',
  Currency: '"$"#,##0.00',
  'Euro Currency': '#,##0.00',
  Fixed: '0.00',
  Standard: '#,##0.00',
  Percent: '0.00%',
  Scientific: '0.00E+00',
};

interface XmlSheet {
  readonly name: string;
  visible: boolean;
}

const mostSheets = 1000;

/** Opens an XML Spreadsheet 2003, which old systems write and call `.xls`. `text` gives the whole of it, again and again. */
export async function openSpreadsheetXml(text: () => AsyncGenerator<string>): Promise<Book> {
  const sheets: XmlSheet[] = [];
  const styles = new Map<string, { code: string | undefined; parent: string | undefined }>();
  let style: { code: string | undefined; parent: string | undefined } | null = null;
  let isVisibility = false;
  const handlers = {
    open(name: string, given: Attributes): void {
      const attributes = local(given);
      if (name === 'Worksheet') sheets.push({ name: attributes['Name'] ?? '', visible: true });
      else if (name === 'Style') {
        style = { code: undefined, parent: attributes['Parent'] };
        styles.set(attributes['ID'] ?? '', style);
      } else if (name === 'NumberFormat' && style !== null) {
        const code = attributes['Format'] ?? '';
        style.code = namedFormats[code] ?? code;
      }
      if (sheets.length > mostSheets) throw new WorkbookError('workbook-too-large', 'sheets');
      isVisibility = name === 'Visible';
    },
    text(piece: string): void {
      const last = sheets.at(-1);
      if (isVisibility && last && /Hidden/.test(piece)) last.visible = false;
    },
    close(name: string): void {
      if (name === 'Style') style = null;
      isVisibility = false;
    },
  };
  for await (const _ of parsed(
    text(),
    handlers,
    () => null,
    () => false,
  ));
  const codeOf = (id: string | undefined): string => {
    const found = id === undefined ? undefined : styles.get(id);
    return found?.code ?? styles.get(found?.parent ?? 'Default')?.code ?? 'General';
  };
  return {
    format: 'xml',
    sheets,
    notes: [],
    rows: (sheet, facts) => xmlRows(text(), sheets.indexOf(sheet), codeOf, facts),
    close: () => {},
  };
}

function xmlRows(
  text: AsyncGenerator<string>,
  wanted: number,
  codeOf: (id: string | undefined) => string,
  facts: SheetFacts,
): AsyncGenerator<SheetRow[]> {
  const merged = new MergedCells();
  const rows = new RepeatedRows(new RowBuilder(facts, false, merged));
  const columnStyles = new Map<number, string>();
  let sheet = -1;
  let isTable = false;
  let column = 0;
  let lastColumn = 0;
  let row: { attributes: Attributes; cells: CellWriter[] } | null = null;
  let cell: { attributes: Attributes; type: string | null; text: string } | null = null;
  let isData = false;
  let isDone = false;

  const open = (name: string, given: Attributes): void => {
    if (name === 'Worksheet') sheet++;
    if (sheet !== wanted) return;
    if (name === 'Table') isTable = true;
    if (!isTable) return;
    const attributes = local(given);
    if (name === 'Column') {
      const first = Number(attributes['Index'] ?? lastColumn + 1);
      lastColumn = Math.min(first + Number(attributes['Span'] ?? 0), mostColumns);
      for (let at = first; at <= lastColumn; at++) {
        if (attributes['Hidden'] === '1') facts.hiddenColumns.add(at);
        if (attributes['StyleID'] !== undefined) columnStyles.set(at, attributes['StyleID']);
      }
    } else if (name === 'Row') {
      const index = Number(attributes['Index'] ?? rows.next);
      if (!(index >= rows.next)) throw new WorkbookError('file-not-xlsx', 'rows out of order');
      rows.skip(index - rows.next);
      row = { attributes, cells: [] };
      column = 0;
    } else if (name === 'Cell' && row !== null) {
      column = Number(attributes['Index'] ?? column + 1);
      if (!(column >= 1 && column <= mostColumns)) {
        throw new WorkbookError('file-not-xlsx', 'a cell too far right');
      }
      cell = { attributes, type: null, text: '' };
    } else if (name === 'Data' && cell !== null && cell.type === null) {
      cell.type = attributes['Type'] ?? 'String';
      isData = true;
    } else if (name === 'Comment' || name === 'PhoneticText') isData = false;
  };
  const closeCell = (
    found: NonNullable<typeof cell>,
    cells: CellWriter[],
    rowStyle: string | undefined,
  ): void => {
    const { attributes, type } = found;
    const first = column;
    column += spanOf(attributes['MergeAcross'], mostColumns);
    merged.add({
      top: rows.next,
      left: first,
      bottom: rows.next + spanOf(attributes['MergeDown'], mostRows),
      right: column,
    });
    const isFormula = attributes['Formula'] !== undefined;
    if (type === null && !isFormula) return;
    const code = codeOf(attributes['StyleID'] ?? rowStyle ?? columnStyles.get(first));
    cells.push((builder) => writeCell(builder, first, found, code, isFormula));
  };
  const close = (name: string): void => {
    if (sheet !== wanted || !isTable) return;
    if (name === 'Data') isData = false;
    else if (name === 'Cell' && cell !== null && row !== null) {
      closeCell(cell, row.cells, row.attributes['StyleID']);
      cell = null;
    } else if (name === 'Row' && row !== null) {
      rows.add(row.cells, row.attributes['Hidden'] === '1', 1 + spanOf(row.attributes['Span'], mostRows));
      row = null;
    } else if (name === 'Table') {
      isTable = false;
      isDone = true;
    }
  };
  const take = (piece: string): void => {
    if (cell === null || !isData) return;
    cell.text += piece;
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
  { type, text }: { readonly type: string | null; readonly text: string },
  code: string,
  isFormula: boolean,
): void {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (type === 'Number' && Number.isFinite(value)) row.number(column, value, code);
  else if (type === 'DateTime') row.isoDate(column, text, code);
  else if (type === 'Boolean') row.truth(column, text.trim() === '1');
  else row.text(column, text);
  if (isFormula && !(type === 'String' && text === '')) row.formula(column, text.trim());
}

/** Attributes without their prefixes: writers differ in them. */
function local(attributes: Attributes): Attributes {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) found[name.slice(name.indexOf(':') + 1)] = value;
  return found;
}

function spanOf(text: string | undefined, most: number): number {
  const span = Number(text ?? 0);
  return span >= 0 ? Math.min(Math.floor(span), most) : 0;
}
