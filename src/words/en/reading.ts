import { number, rows } from './counted.ts';
import { issues } from './issues.ts';

type Facts = Readonly<Record<string, string | number>>;

/** What a question about a column is about. */
interface Question {
  readonly header: string;
  readonly field: keyof typeof issues.fields;
  /** The header of the column that has the field now. */
  readonly other: string;
}

const delimiterNames: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
  ' ': 'spaces',
};
const delimiterName = (character: string | number | undefined) =>
  delimiterNames[`${character}`] ?? `“${character}”`;

/** What may be the reason that no column holds reference IDs. */
const perhaps = ({ sheets, data, encoding, count, total }: Facts) =>
  `${
    count === undefined
      ? ''
      : ` Of its first ${number(total)} values ${number(count)} look like reference IDs.`
  }${
    encoding === undefined
      ? ''
      : ` The file was read as ${encoding}; if the letters look wrong, name its encoding: macintosh, cp850 or another.`
  }${sheets === undefined ? '' : ` The workbook’s sheets are ${sheets}.`}${
    data === undefined
      ? ''
      : ` Row ${number(data)} was taken for the headers and reads like a permit: perhaps this file has no header row.`
  }`;

/** Each of what commas part, in quotation marks. */
const quoted = (list: string | number | undefined) =>
  `${list}`
    .split(', ')
    .map((one) => `“${one}”`)
    .join(', ');

/** What a column's values look like, by field; reference IDs without one. */
const valuesOf: Readonly<Record<string, string>> = {
  endDate: 'end dates',
  plate: 'plates',
  amount: 'amounts',
  currency: 'currencies',
};

export const reading = {
  commands: {
    read: 'say how files are understood, without checking or keeping them',
    validate: 'check a file; needs no network and no token',
    template: 'write an empty file with the right headers and one example row',
  },
  options: {
    encoding:
      'how the file writes its characters, such as utf-8, windows-1252, macintosh, cp850 or cp437 (default: detected)',
    delimiter: 'what stands between cells: a character, or tab (default: detected)',
    quote: 'what stands around cells with delimiters in them (default: detected)',
    escape: 'what stands before a quote inside quotes (default: detected)',
    sheet: 'the sheet of a workbook (default: the first)',
    headerRow:
      'the row that holds the headers; 0: the file has none, and its columns are called Column 1 and so on',
    clean: 'write what was read as a clean CSV',
    cleanFolder: 'write what was read into this folder, a clean CSV for each file',
    map: 'what a column stands for, such as "Car=plate"; "Car=" leaves it out; may be given again',
    set: 'one value for every row, for a field that no column holds, such as "endDate=2027-12-31T23:59:59"; may be given again',
    operation: 'what to do with the permits: update (default), create or delete',
    duplicates: 'which of the rows with one reference ID are sent: first, last or all',
    repair: 'apply every repair that has only one meaning',
    confirm:
      'say that the values with this issue are meant so, such as placeholder, or placeholder=NONE for that value alone; may be given again',
    only: 'send only the rows with that text in that column, such as "Lot=Lot 7"; the others are left out; may be given again',
    connection: 'connection whose time settings, plate form and known permits count',
    errors: 'write the rows with issues, and what they are',
    fixed: 'write the file as it is now, repairs applied',
    templateOperation: 'what the file is for: update, create or delete',
    templateOut: 'file to write; in a workbook (.xlsx) every cell is text',
  },
  usage: {
    'option-header-row': ({ value }: Facts) =>
      `--header-row is a row's number, or 0 for a file without headers; “${value}” is neither.`,
    'confirm-unknown': ({ code, codes }: Facts) =>
      `“${code}” is nothing that can be confirmed. These are: ${codes}.`,
    'map-form': ({ value }: Facts) =>
      `--map takes "Header=field"; “${value}” has no equals sign after a header.`,
    'map-field-unknown': ({ field, fields }: Facts) => `“${field}” is no field. The fields are ${fields}.`,
    'set-form': ({ value }: Facts) =>
      `--set takes "field=value"; “${value}” has no equals sign between a field and a value.`,
    'set-field-unknown': ({ field, fields }: Facts) =>
      `--set: “${field}” is no field that can be set. These are: ${fields}.`,
    'set-field-twice': ({ field }: Facts) => `--set: ${field} is given twice. Every row takes one value.`,
    'set-batch': '--set needs the file, not a batch: a batch keeps the values that it was made with.',
    'only-form': ({ value }: Facts) =>
      `--only takes "Header=value"; “${value}” has no equals sign after a header.`,
    'one-out': '--out takes one file. For several, name a folder with --out-dir.',
  },
  failures: {
    'file-missing': ({ path }: Facts) => `There is no file ${path}. Was it moved or renamed?`,
    'file-is-directory': ({ path }: Facts) => `${path} is a folder. Choose a file in it.`,
    'file-not-regular': ({ path }: Facts) => `${path} is not an ordinary file and cannot be read.`,
    'file-denied': ({ path }: Facts) =>
      `You may not read ${path}. Ask its owner, or copy it to a folder of yours.`,
    'file-name-not-allowed': ({ path, character }: Facts) =>
      `There is no file ${path}: Windows has no “${character}” in names. Patterns are not filled in here; name each file.`,
    'file-locked': ({ path }: Facts) =>
      `Another program keeps ${path} to itself. Close it there and try again.`,
    'file-unreadable': ({ path, reason }: Facts) => `${path} cannot be read (${reason}).`,
    'file-changed': ({ path }: Facts) =>
      `${path} changed while it was read. Wait until it is saved, then open it again.`,
    'file-empty': ({ path }: Facts) => `${path} is empty. Export it again.`,
    'file-binary': ({ path }: Facts) =>
      `${path} is no table of text. Open it in the program that made it and save it as CSV or XLSX.`,
    'file-pdf': ({ path }: Facts) =>
      `${path} is a PDF, a picture of a page: its cells cannot be read for certain. Ask for the table as XLSX or CSV from the program that made it.`,
    'file-picture': ({ path }: Facts) =>
      `${path} is a picture. Ask for the table itself, as XLSX or CSV, from the program that made it.`,
    'file-database': ({ path }: Facts) =>
      `${path} is a database. Open it in its own program and export the table of permits as CSV or XLSX.`,
    'file-protected': ({ path }: Facts) =>
      `${path} is a workbook protected by a password, which nobody reads without it. Open it in Excel and save it without the password.`,
    'file-document': ({ path }: Facts) =>
      `${path} is a text document, such as Word’s. Copy its table into a spreadsheet and save that as XLSX or CSV.`,
    'file-slides': ({ path }: Facts) =>
      `${path} is a presentation. Copy its table into a spreadsheet and save that as XLSX or CSV.`,
    'file-numbers': ({ path }: Facts) =>
      `${path} is a document of Apple’s Numbers or Pages. Open it there and export it as Excel or CSV.`,
    'file-shortcut': ({ path }: Facts) =>
      `${path} is only a link to a page, such as a Google sheet, and holds no rows. Open the link and download the sheet as XLSX or CSV.`,
    'file-archive': ({ path }: Facts) =>
      `${path} is an archive and no workbook. Unpack it and open the file that is in it.`,
    'file-mail': ({ path }: Facts) =>
      `${path} is a message or a web archive. Open it in its program and save the table as XLSX or CSV.`,
    'file-markup': ({ path }: Facts) =>
      `${path} is an XML file, but no XML spreadsheet. Save the table as XLSX or CSV in the program that made it.`,
    'file-no-table': ({ path }: Facts) =>
      `${path} is a web page without a table in it. Save the table as XLSX or CSV in the program that made it.`,
    'file-not-xlsx': ({ path }: Facts) =>
      `${path} is no workbook that can be read, or a damaged one. Save it as XLSX again, or as CSV.`,
    'cell-too-long': ({ path, row }: Facts) =>
      `${path} was not read: a quotation mark opens a cell in row ${number(row)} and is closed more than 1,048,576 characters later. What stands between may be that cell's text, and not rows. Mend the quotation mark, or shorten the cell.`,
    'workbook-too-large': ({ path }: Facts) =>
      `${path} takes more room unpacked than a workbook of permits can need, and was not read. Save the sheet as CSV, or an old workbook as XLSX.`,
    'workbook-too-slow': ({ path }: Facts) =>
      `${path} took longer to read than a workbook of permits can need, and was given up. Save it as XLSX, or the sheet as CSV.`,
    'workbook-no-sheet': ({ path }: Facts) =>
      `${path} has no sheet with cells. Save it as XLSX again, or as CSV.`,
    'sheet-missing': ({ sheet, sheets }: Facts) => `There is no sheet “${sheet}”. The sheets are ${sheets}.`,
    'option-encoding': ({ value }: Facts) =>
      `“${value}” is no encoding that is known here. Try utf-8, windows-1252, macintosh, cp850 or cp437.`,
    'encoding-unclear': ({ encodings }: Facts) =>
      `The file does not say how its characters are written, and several ways fit as well: ${encodings}. Say which one shows the right letters.`,
    'option-delimiter': ({ value }: Facts) =>
      `“${value}” cannot stand between cells. A delimiter is one character, such as a comma or a semicolon.`,
    'option-quote': ({ value }: Facts) => `“${value}” cannot be a quote or an escape. Each is one character.`,
    'header-row-missing': ({ row }: Facts) =>
      `Row ${number(row)} is blank or not in the file, so it is no header.`,
    'header-not-first': ({ row }: Facts) =>
      `The headers seem to be in row ${number(row)}, below other text. Confirm it, so that nothing is guessed.`,
    'header-unknown': ({ headers }: Facts) => `None of the headers is known: ${headers}.`,
    'set-field-held': ({ field, header, column }: Facts) =>
      `--set: column ${column}, “${header}”, already holds ${field}. Nothing was changed, and nothing sent.`,
    'only-header-unknown': ({ header }: Facts) =>
      `--only: there is no column “${header}” in this file. Nothing was left out, and nothing sent.`,
    'only-header-repeated': ({ header, column }: Facts) =>
      `--only: several columns are called “${header}”. Say which, such as "Column ${column}=…".`,
    'map-header-unknown': ({ header }: Facts) => `There is no column “${header}” in this file.`,
    'map-field-unknown': ({ field, fields }: Facts) => `“${field}” is no field. The fields are ${fields}.`,
    'map-field-twice': ({ field }: Facts) => `Two columns cannot both be ${field}. Leave one of them out.`,
    'no-reference-column': ({ headers, proposal, ...facts }: Facts) =>
      proposal === undefined
        ? `No column holds the reference IDs, and without them no permit can be found. The columns are ${headers}. Say which one it is.${perhaps(facts)}`
        : `No column holds the reference IDs for certain, and without them no permit can be found. “${proposal}” may be it: say so, or name another.${perhaps(facts)}`,
    'store-failed': ({ path, reason }: Facts) =>
      `The batch could not be written to ${path} (${reason}). Is the disk full?`,
    cancelled: () => 'Reading was cancelled. Nothing was kept.',
  },
  /** How to do on the command line what a failure asks for. */
  hints: {
    'encoding-unclear': ({ encoding }: Facts) => `Say so with: --encoding ${encoding}`,
    'header-not-first': ({ row }: Facts) => `Confirm with: --header-row ${row}`,
    'no-reference-column': ({ proposal, data }: Facts) =>
      data === undefined
        ? `Say so with: --map "${proposal ?? 'Header'}=referenceId"`
        : 'If it has none, say so with: --header-row 0 --map "Column 1=referenceId"',
  },
  /** What is asked about a column before anything is sent. */
  questions: {
    similar: ({ header, field }: Question) =>
      `“${header}” looks like ${issues.fields[field]}, but is not certain to be it.`,
    second: ({ header, field, other }: Question) =>
      `“${header}” is a second column for ${issues.fields[field]}, which is taken from “${other}”.`,
    clock: ({ header, field, other }: Question) =>
      `“${header}” holds times of day beside ${issues.fields[field]}, which is taken from “${other}”.`,
  },
  /** How the command line decides each. */
  decisions: {
    similar: (name: string, field: string) =>
      `--map "${name}=${field}" takes it, --map "${name}=" leaves it out.`,
    second: (name: string, field: string) =>
      `--map "${name}=${field}" takes this one instead, --map "${name}=" leaves it out.`,
    clock: (name: string, field: string) =>
      `--map "${name}=${field}" joins the two, --map "${name}=" leaves it out.`,
  },
  notes: {
    'encoding-detected': ({ encoding }: Facts) =>
      `The file does not say how its characters are written; ${encoding} was detected. Look at the accents.`,
    'column-values': ({ header, field, count, total }: Facts) =>
      `“${header}”: ${number(count)} of its first ${number(total)} values look like ${valuesOf[`${field}`] ?? 'reference IDs'}.`,
    undoes: ({ file }: Facts) => `It undoes “${file}”: it puts back what was last known here before.`,
    'mapping-remembered': ({ headers }: Facts) =>
      `As you chose before for files with these headers: ${headers}. Choose again to change it.`,
    'plates-recalled': ({ plates, connection }: Facts) =>
      `${quoted(plates)} ${`${plates}`.includes(', ') ? 'were said to be plates' : 'was said to be a plate'} on ${connection} before, and kept so here. Undo it where that is wrong.`,
    'end-date-utc': ({ header }: Facts) =>
      `“${header}” says that its times are in UTC, so they are sent as they stand and not converted again.`,
    'encoding-damaged': ({ encoding }: Facts) =>
      `Some characters are damaged: the file reads as ${encoding}, but not all of it.`,
    'separator-line': ({ delimiter }: Facts) =>
      `The first line says that cells are kept apart by ${delimiterName(delimiter)}; it is not a row.`,
    'delimiter-unusual': ({ delimiter }: Facts) => `Cells are kept apart by ${delimiterName(delimiter)}.`,
    'quote-unusual': ({ quote }: Facts) => `Quoted cells stand between ${quote} and ${quote}.`,
    'escape-unusual': ({ escape: mark }: Facts) => `Inside quotes, ${mark} stands before a quote.`,
    'header-not-first': ({ row }: Facts) =>
      `The headers are taken from row ${number(row)}; text stands above them.`,
    'header-guessed': ({ row, data }: Facts) =>
      `No header is known; row ${number(row)} was taken for the headers.${
        data === undefined ? '' : ' It reads like a permit: if this file has no header row, say so.'
      }`,
    'header-blank': ({ count }: Facts) =>
      Number(count) === 1 ? 'One column has no header.' : `${number(count)} columns have no header.`,
    'header-repeated': ({ header }: Facts) => `The header “${header}” stands more than once.`,
    'rows-ragged': ({ count, width }: Facts) =>
      `${rows(count)} ${Number(count) === 1 ? 'has' : 'have'} more or fewer cells than the ${Number(width) === 1 ? 'one header' : `${number(width)} headers`}.`,
    'rows-unbalanced': ({ count }: Facts) =>
      `${rows(count)} ${Number(count) === 1 ? 'has' : 'have'} a quote without its partner; it was read as text.`,
    'records-blank': ({ count }: Facts) =>
      `${Number(count) === 1 ? 'One blank row was' : `${number(count)} blank rows were`} passed over.`,
    'sheet-chosen': ({ sheet, others }: Facts) => `The sheet “${sheet}” was read. Others: ${others}.`,
    'sheet-hidden': ({ sheet }: Facts) =>
      `The sheet “${sheet}” is hidden in the workbook, and there is no other with text.`,
    'sheets-missing': ({ sheets }: Facts) =>
      `The workbook names sheets that are damaged or not in the file: ${sheets}.`,
    'columns-hidden': ({ headers }: Facts) =>
      `Hidden in the workbook, and read like the other columns: ${headers}.`,
    'hidden-unknown': () =>
      'A web page does not say for certain which of its rows and columns are hidden. Compare them with what your browser shows.',
    'formulas-uncalculated': ({ count }: Facts) =>
      `${number(count)} ${Number(count) === 1 ? 'formula has' : 'formulas have'} no result that was calculated. Open the workbook in Excel and save it, and the results are in it.`,
    'cells-lost': ({ count }: Facts) =>
      `${number(count)} ${Number(count) === 1 ? 'cell points' : 'cells point'} to a text or a number format that the file lacks: it is damaged. Save it again in the program that made it.`,
    'dates-zoned': ({ count }: Facts) =>
      `${number(count)} ${Number(count) === 1 ? 'date is' : 'dates are'} stored with a time zone, which a cell does not have. Their days and hours were read as they are stored: compare them with what the sheet shows.`,
    'rows-hidden': ({ count }: Facts) =>
      `${rows(count)} ${Number(count) === 1 ? 'is hidden in the workbook. It waits' : 'are hidden in the workbook. They wait'} until somebody says that ${Number(count) === 1 ? 'it is' : 'they are'} meant too.`,
    'numbers-stored': ({ count }: Facts) =>
      `${number(count)} ${Number(count) === 1 ? 'number is' : 'numbers are'} shown rounded in the workbook; the stored ones were read.`,
  },
  exports: {
    'folder-missing': ({ folder }: Facts) => `There is no folder ${folder} to write to. Choose another.`,
    'folder-read-only': ({ folder }: Facts) => `Nothing may be written in ${folder}. Choose another folder.`,
    'disk-full': ({ path }: Facts) => `The disk is full: ${path} was not written. Make room and try again.`,
    'name-not-allowed': ({ path, character }: Facts) =>
      `${path} was not written: Windows takes no “${character}” in a name. Choose another.`,
    'not-written': ({ path, reason }: Facts) => `${path} was not written (${reason}).`,
    'too-large-for-workbook': ({ path }: Facts) =>
      `${path} was not written: it is larger than a workbook can be (1,048,576 rows, 16,384 columns, 32,767 characters a cell). Write a CSV instead.`,
  },
  detected: (file: {
    readonly name: string;
    readonly format: string;
    readonly encoding: string;
    readonly delimiter: string;
    readonly sheet: string | null;
    readonly headerRow: number;
    readonly rows: number;
  }) =>
    file.format !== 'csv'
      ? `${file.name}: workbook, sheet “${file.sheet}”, ${headersIn(file.headerRow)}, ${rows(file.rows)}`
      : `${file.name}: ${file.encoding}, cells kept apart by ${delimiterName(file.delimiter)}, ${headersIn(file.headerRow)}, ${rows(file.rows)}`,
  progress: (done: number, perSecond: number) => `${rows(done)} read · ${number(Math.round(perSecond))}/s`,
  issueCount: (severity: 'error' | 'warning', title: string, count: number) =>
    `${severity === 'error' ? '✕' : '▲'} ${title}: ${number(count)}`,
  issueLine: (row: number, message: string) => `  Row ${number(row)}: ${message}`,
  moreIssues: (count: number) => `  … and ${number(count)} more. Write them all with --errors OUT.csv.`,
  /** valid, warned and invalid are of the rows that are not left out. */
  counts: (counts: {
    readonly rows: number;
    readonly valid: number;
    readonly warned: number;
    readonly invalid: number;
    readonly leftOut: number;
  }) =>
    `${rows(counts.rows)}: ${number(counts.valid)} ready, ${number(counts.warned)} with warnings, ${number(counts.invalid)} with errors${counts.leftOut === 0 ? '' : `, ${number(counts.leftOut)} left out`}`,
  /** Why a batch file of the data folder cannot be opened, and what to do. */
  unopened: {
    'batch-missing': 'It is no longer there.',
    'batch-foreign':
      'It is no batch of Permit Loader, or an emptied one. Put a copy from a backup in its place, or move it out of the folder of batches.',
    'batch-newer': 'A newer version of Permit Loader made it. Update this one to open it.',
    'batch-altered':
      'Something other than Permit Loader changed it, so it is left alone. Put a copy from a backup in its place.',
    'batch-in-use':
      'Another program has it open for itself alone, such as a backup or an antivirus. It is not damaged: wait a moment, or close it there.',
    'batch-unreadable':
      'It is damaged or may not be read. Put a copy from a backup in its place. Before its spreadsheet is pushed once more, see in its results file what was accepted.',
  },
  written: (path: string) => `Written: ${path}`,
};

function headersIn(row: number): string {
  return row === 0 ? 'no header row' : `headers in row ${number(row)}`;
}
