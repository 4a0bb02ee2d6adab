/** What a person may lay down about a file instead of having it detected. */
export interface ReadingOptions {
  /** Any label of the WHATWG Encoding standard, `cp850` or `cp437`. */
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly quote?: string | undefined;
  /** The quote character itself means that quotes are doubled. */
  readonly escape?: string | undefined;
  readonly sheet?: string | undefined;
  /** The header's record, counted from 1, blank records included; 0: the file has no header. */
  readonly headerRow?: number | undefined;
}

export interface TableOptions extends ReadingOptions {
  /** Headers that a person mapped: naming one makes a record the header. */
  readonly mappedHeaders?: readonly string[];
  /** Bytes read at once; what is read does not depend on it. */
  readonly blockSize?: number;
}

/** Why a file cannot be read at all; `words.reading.failures` has a sentence for each. */
export type ReadFailure =
  | 'file-missing'
  | 'file-is-directory'
  | 'file-not-regular'
  | 'file-denied'
  | 'file-locked'
  | 'file-name-not-allowed'
  | 'file-unreadable'
  | 'file-changed'
  | 'file-empty'
  | 'file-binary'
  | 'file-pdf'
  | 'file-picture'
  | 'file-database'
  | 'file-protected'
  | 'file-document'
  | 'file-slides'
  | 'file-numbers'
  | 'file-shortcut'
  | 'file-archive'
  | 'file-mail'
  | 'file-markup'
  | 'file-no-table'
  | 'file-not-xlsx'
  | 'cell-too-long'
  | 'workbook-too-large'
  | 'workbook-too-slow'
  | 'workbook-no-sheet'
  | 'sheet-missing'
  | 'option-encoding'
  | 'encoding-unclear'
  | 'option-delimiter'
  | 'option-quote'
  | 'header-row-missing'
  | 'header-not-first'
  | 'header-unknown'
  | 'only-header-unknown'
  | 'set-field-held'
  | 'only-header-repeated'
  | 'map-header-unknown'
  | 'map-field-unknown'
  | 'map-field-twice'
  | 'no-reference-column'
  | 'store-failed'
  | 'cancelled';

/** What was odd about a file and how it was read; `words.reading.notes` has a sentence for each. */
export interface ReadingNote {
  readonly code: ReadingNoteCode;
  readonly facts: Readonly<Record<string, string | number>>;
}

export type ReadingNoteCode =
  | 'encoding-detected'
  | 'encoding-damaged'
  | 'separator-line'
  | 'delimiter-unusual'
  | 'quote-unusual'
  | 'escape-unusual'
  | 'header-not-first'
  | 'header-guessed'
  | 'header-blank'
  | 'header-repeated'
  | 'rows-ragged'
  | 'rows-unbalanced'
  | 'records-blank'
  | 'sheet-chosen'
  | 'sheet-hidden'
  | 'sheets-missing'
  | 'columns-hidden'
  | 'hidden-unknown'
  | 'formulas-uncalculated'
  | 'cells-lost'
  | 'dates-zoned'
  | 'rows-hidden'
  | 'numbers-stored';
