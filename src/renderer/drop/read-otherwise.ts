/** The failures that a person may end by saying how the file is to be read. */
const ended = /^(?:file-binary$|header-|encoding-|option-|sheet-|map-|no-reference)/;

/** Whether a file that was not read may be read another way: a batch file, a folder or a picture has no encoding or separator to be told. */
export function maybeReadOtherwise(file: string, code: string): boolean {
  return !/\.permitbatch$/i.test(file) && ended.test(code);
}
