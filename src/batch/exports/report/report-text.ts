/** Text for HTML, as content and as an attribute's value in double quotes. Controls that HTML forbids become visible. */
export function html(text: string): string {
  return (
    text
      .replace(/\p{Surrogate}/gu, '\ufffd')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it makes visible.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '\ufffd')
      // Marks that reverse the order of what follows would dress one text up as another.
      .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;')
  );
}

/** A cell of a report for spreadsheets: what would become a formula there gets an apostrophe before it. */
export function spreadsheetCell(text: string): string {
  const shown = text.replaceAll('\u0000', '\ufffd');
  return /^[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(shown) || /^[\t\r\n]/.test(shown)
    ? `'${shown}`
    : shown;
}
