const space = '\u00a0';
const narrow = '\u202f';

/**
 * French spacing in a sentence's own words, not in the values put into it: a no-break space before a colon and
 * inside guillemets, a narrow one before `;`, `?` and `!`.
 */
export function fr(text: TemplateStringsArray, ...values: readonly (string | number | undefined)[]): string {
  return text.map((part, index) => typeset(part) + (values[index] ?? '')).join('');
}

function typeset(part: string): string {
  return part
    .replace(/ :/g, `${space}:`)
    .replace(/« /g, `«${space}`)
    .replace(/ »/g, `${space}»`)
    .replace(/ ([;?!])/g, `${narrow}$1`);
}
