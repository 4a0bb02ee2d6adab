import { odsRows } from './ods-sheet.ts';
import { OdsStyles } from './ods-styles.ts';
import type { Book, BookSheet } from './workbook-book.ts';
import { type Parts, parsed, WorkbookError } from './workbook-parts.ts';

/** A sheet of a million rows of ten cells is smaller. */
const contentLimit = 1024 ** 3;
const stylesLimit = 64 * 1024 * 1024;
const mostSheets = 1000;

/** Opens an OpenDocument spreadsheet. Throws WorkbookError for a damaged or a protected one. */
export async function openOds(parts: Parts): Promise<Book> {
  const manifest = parts.part('META-INF/manifest.xml', stylesLimit);
  if (manifest) await refuseProtected(manifest.text());
  const content = parts.part('content.xml', contentLimit);
  if (!content) throw new WorkbookError('file-not-xlsx', 'content.xml is missing');
  const styles = new OdsStyles();
  const named = parts.part('styles.xml', stylesLimit);
  if (named)
    for await (const _ of parsed(
      named.text(),
      styles.handlers,
      () => null,
      () => false,
    ));
  return odsBook(
    () => content.text(),
    styles,
    () => parts.close(),
  );
}

/** Opens the one file that an OpenDocument spreadsheet can be too. */
export function openFlatOds(text: () => AsyncGenerator<string>): Promise<Book> {
  return odsBook(text, new OdsStyles(), () => {});
}

async function odsBook(
  text: () => AsyncGenerator<string>,
  styles: OdsStyles,
  close: () => void,
): Promise<Book> {
  const sheets: BookSheet[] = [];
  let depth = 0;
  const { open, close: closed, text: take } = styles.handlers;
  const handlers = {
    open: (name: string, attributes: Readonly<Record<string, string>>) => {
      // A table in a cell is no sheet.
      if (name !== 'table') return open(name, attributes);
      if (depth++ > 0) return;
      const visible = !styles.isHiddenTable(attributes['table:style-name']);
      sheets.push({ name: attributes['table:name'] ?? '', visible });
      if (sheets.length > mostSheets) throw new WorkbookError('workbook-too-large', 'sheets');
    },
    close: (name: string) => {
      if (name === 'table') depth--;
      else closed(name);
    },
    text: take,
  };
  for await (const _ of parsed(
    text(),
    handlers,
    () => null,
    () => false,
  ));
  return {
    format: 'ods',
    sheets,
    notes: [],
    rows: (sheet, facts) => odsRows(text(), styles, sheets.indexOf(sheet), facts),
    close,
  };
}

async function refuseProtected(text: AsyncGenerator<string>): Promise<void> {
  const open = (name: string) => {
    if (name === 'encryption-data') throw new WorkbookError('file-protected', 'encrypted');
  };
  for await (const _ of parsed(
    text,
    { open },
    () => null,
    () => false,
  ));
}
