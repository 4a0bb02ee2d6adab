// Excel, browsers and PDFs leave these around a value: joiners, direction marks, zero-width spaces, a BOM.
const invisible =
  /^[\s\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+|[\s\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+$/g;

// U+FFFD and noncharacters, controls but tab, line feed and carriage return, and halves of a surrogate pair:
// none of them is ever typed, all of them come from a wrong encoding or a damaged file.
const unreadable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffd-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

// #REF!, #DIV/0!, #NOM?, #N/A, #N/D, #¡VALOR!, #GETTING_DATA, ##### (a column too narrow), Err:502 (LibreOffice).
const spreadsheetError =
  /^(?:#[¡¿]?\p{Lu}[\p{Lu}\d/_ ]{1,24}[!?]|#N\/[AD]|#GETTING_DATA|#{3,}|Err:[1-9]\d{2})$/u;

/**
 * A cell without the white space around it: spaces, no-break spaces, line breaks, BOMs and invisible marks.
 * Used wherever a value is compared or sent; what stands inside the value stays.
 */
export function trimmed(cell: string): string {
  const length = cell.length;
  if (length === 0) return cell;
  if (isPlain(cell.charCodeAt(0)) && isPlain(cell.charCodeAt(length - 1))) return cell;
  return cell.replace(invisible, '');
}

/** Whether nothing but white space stands in the cell. */
export function isBlank(cell: string): boolean {
  return cell.length === 0 || trimmed(cell).length === 0;
}

function isPlain(code: number): boolean {
  return code > 0x20 && code < 0x7f;
}

/** The first character that no person typed (U+FFFD, a control character, half a pair), or null. */
export function unreadableCharacter(value: string): string | null {
  if (isPrintableAscii(value)) return null;
  return unreadable.exec(value)?.[0] ?? null;
}

/** Whether there is nothing in it but ASCII letters, digits, punctuation and spaces: most cells, told fast. */
export function isPrintableAscii(value: string): boolean {
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return true;
}

/** Whether a spreadsheet wrote an error in place of a value: `#REF!`, `#N/A`, `#NOM?`, `####` … */
export function isSpreadsheetError(value: string): boolean {
  const first = value.charCodeAt(0);
  return (first === 35 || first === 69) && spreadsheetError.test(value);
}
