/** The kinds of file that permits are read from; the words of cli.md for `format`. */
export const fileFormats = ['csv', 'xlsx', 'xls', 'xlsb', 'ods', 'xml', 'html'] as const;

/** `csv` is any text that is kept apart by a character; `xml` is Excel's XML Spreadsheet 2003, `html` a table of a web page. */
export type FileFormat = (typeof fileFormats)[number];

export type WorkbookFormat = Exclude<FileFormat, 'csv'>;
