import { type StoredDate, storedDate } from './html-date.ts';
import { withCharacters } from './html-entities.ts';
import { htmlTags } from './html-tags.ts';
import { MergedCells } from './merged-cells.ts';
import { mostColumns, mostRows, mostText, RowBuilder, type SheetRow } from './sheet-row.ts';
import type { Book } from './workbook-book.ts';
import { WorkbookError } from './workbook-parts.ts';

/** A web page that is called a workbook is read as a whole. */
const longestPage = 128 * 1024 * 1024;
const mostTables = 1000;
const blockRows = 1000;

interface HtmlCell {
  readonly text: string;
  readonly date: StoredDate | null;
  readonly across: number;
  readonly down: number;
}

interface HtmlRow {
  readonly cells: readonly HtmlCell[];
  readonly isHidden: boolean;
}

interface HtmlTable {
  readonly rows: HtmlRow[];
  readonly hiddenColumns: number[];
  columns: number;
}

/**
 * Opens the tables of a web page, which old systems write and call `.xls`: each is a sheet. Cells are read as they are
 * shown, and nothing in them is taken for a number or a date but what the writer says is one. Throws WorkbookError for a page without a table.
 */
export async function openHtml(pieces: AsyncGenerator<string>): Promise<Book> {
  let page = '';
  for await (const piece of pieces) {
    page += piece;
    if (page.length > longestPage) throw new WorkbookError('workbook-too-large', 'a web page');
  }
  const tables = tablesOf(page).filter(({ rows }) => rows.length > 0);
  if (tables.length === 0) throw new WorkbookError('file-no-table', 'no table in the page');
  const sheets = tables.map((_, at) => ({ name: `Table ${at + 1}`, visible: true }));
  return {
    format: 'html',
    sheets,
    // Style sheets may hide more than the tags say.
    notes: [{ code: 'hidden-unknown', facts: {} }],
    async *rows(sheet, facts) {
      const table = tables[sheets.indexOf(sheet)];
      for (const column of table?.hiddenColumns ?? []) facts.hiddenColumns.add(column);
      const merged = new MergedCells();
      yield* rowsOf(table?.rows ?? [], new RowBuilder(facts, false, merged), merged);
    },
    close: () => {},
  };
}

/** Gives each cell its column: one that reaches down takes its place in the rows below it too. */
function* rowsOf(table: readonly HtmlRow[], builder: RowBuilder, merged: MergedCells): Generator<SheetRow[]> {
  let block: SheetRow[] = [];
  /** The row that a column is taken up to. */
  const taken: number[] = [];
  for (const [at, { cells, isHidden }] of table.entries()) {
    const number = at + 1;
    builder.start(isHidden);
    let column = 1;
    for (const { text, date, across, down } of cells) {
      while ((taken[column] ?? 0) >= number) column++;
      if (date === null) builder.text(column, text);
      else builder.isoDate(column, date.stored, date.code);
      const bottom = Math.min(number + down - 1, mostRows);
      merged.add({ top: number, left: column, bottom, right: column + across - 1 });
      for (let each = 0; each < across && down > 1; each++) taken[column + each] = bottom;
      column += across;
    }
    block.push(builder.end(number));
    if (block.length >= blockRows) {
      yield block;
      block = [];
    }
  }
  yield block;
}

/** Elements whose content is no text of the page. */
const silent = new Set(['script', 'style', 'title', 'xml', 'template', 'noscript']);
const breaking = new Set(['p', 'div', 'li', 'tr', 'h1', 'h2', 'h3']);

/** The tables of a page in the order in which they begin; one in a cell of another is a table of its own. */
function tablesOf(page: string): HtmlTable[] {
  const tables: HtmlTable[] = [];
  const open: TableBeingRead[] = [];
  let silence: string | null = null;
  for (const { text, name, isEnd, attributes } of htmlTags(page)) {
    const table = open.at(-1);
    if (silence === null) table?.text(text);
    if (silence !== null) {
      if (isEnd && name === silence) silence = null;
    } else if (silent.has(name) && !isEnd && !attributes.endsWith('/')) silence = name;
    else if (name === 'table' && isEnd) open.pop()?.end();
    else if (name === 'table') {
      const begun = new TableBeingRead();
      if (tables.length >= mostTables) throw new WorkbookError('workbook-too-large', 'tables');
      tables.push(begun.table);
      open.push(begun);
    } else if (name !== '') table?.tag(name, isEnd, attributes);
  }
  for (const table of open) table.end();
  return tables;
}

class TableBeingRead {
  readonly table: HtmlTable = { rows: [], hiddenColumns: [], columns: 0 };
  #row: { cells: HtmlCell[]; isHidden: boolean } | null = null;
  #cell: { attributes: string; text: string } | null = null;

  text(raw: string): void {
    if (this.#cell === null || raw === '') return;
    this.#cell.text += raw.replace(/[ \t\r\n\f]+/g, ' ');
    if (this.#cell.text.length > mostText) throw new WorkbookError('workbook-too-large', 'a cell');
  }

  tag(name: string, isEnd: boolean, attributes: string): void {
    if (name === 'tr') {
      this.end();
      if (!isEnd) this.#row = { cells: [], isHidden: isHidden(attributes) };
    } else if (name === 'td' || name === 'th') {
      this.#endCell();
      // Browsers open the row that a page forgot.
      if (!isEnd) this.#row ??= { cells: [], isHidden: false };
      if (!isEnd) this.#cell = { attributes, text: '' };
    } else if (name === 'col' && !isEnd) {
      const span = spanOf(attributes, 'span', mostColumns);
      for (let at = 1; at <= span && isHidden(attributes); at++)
        this.table.hiddenColumns.push(this.table.columns + at);
      this.table.columns += span;
    } else if (
      this.#cell !== null &&
      (name === 'br' || (breaking.has(name) && !isEnd && this.#cell.text.trim() !== ''))
    ) {
      this.#cell.text += '\n';
    }
  }

  /** Ends the row that is being read. */
  end(): void {
    this.#endCell();
    if (this.#row !== null) this.table.rows.push(this.#row);
    if (this.table.rows.length > mostRows) throw new WorkbookError('workbook-too-large', 'rows');
    this.#row = null;
  }

  #endCell(): void {
    if (this.#cell === null || this.#row === null) return;
    const { attributes, text } = this.#cell;
    const shown = withCharacters(text.replace(/ *\n */g, '\n').trim());
    this.#row.cells.push({
      text: shown,
      date: storedDate(attributes, shown),
      across: spanOf(attributes, 'colspan', 1000),
      down: spanOf(attributes, 'rowspan', 65_534),
    });
    if (this.#row.cells.length > mostColumns) throw new WorkbookError('workbook-too-large', 'columns');
    this.#cell = null;
  }
}

function isHidden(attributes: string): boolean {
  if (/\bdisplay\s*:\s*none|\bvisibility\s*:\s*(?:hidden|collapse)/i.test(attributes)) return true;
  return /\shidden(?:[\s=/]|$)/i.test(attributes.replace(/"[^"]*"|'[^']*'/g, ''));
}

function spanOf(attributes: string, name: string, most: number): number {
  const found = new RegExp(`\\b${name}\\s*=\\s*["']?\\s*(\\d{1,9})`, 'i').exec(attributes);
  const span = Number(found?.[1] ?? 1);
  return span >= 1 ? Math.min(span, most) : 1;
}
