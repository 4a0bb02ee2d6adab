/** A column's cell as it is now, as SQL over `row r`; the column counts from 1. */
export function cellSql(column: number): string {
  // Written out: bound, the place would come as 0.0, which is no place in an array.
  const at = Math.trunc(column);
  return `coalesce(case when r.edits is not null then r.edits ->> '$."${at}"' end, r.cells ->> ${at - 1}, '')`;
}

/** How SQL finds texts that hold another one, whatever its case. */
export interface Containing {
  /** What stands behind the value; its one parameter is a pattern of `patternOf`. */
  readonly sql: string;
  readonly patternOf: (text: string) => string;
}

/** SQLite's `like` knows the case of ASCII letters alone: of a text with others each letter is looked for in both. */
export function containing(text: string): Containing {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them.
  if (/^[\x00-\x7f]*$/.test(text)) {
    return { sql: "like ? escape '!'", patternOf: (part) => `%${part.replace(/[!%_]/g, '!$&')}%` };
  }
  return { sql: 'glob ?', patternOf: (part) => `*${[...part].map(eitherCase).join('')}*` };
}

function eitherCase(letter: string): string {
  const cases = new Set([letter, letter.toLowerCase(), letter.toUpperCase()]);
  // ß has no single capital: what is several letters stands in no class.
  const single = [...cases].filter((one) => [...one].length === 1);
  if (single.length > 1) return `[${single.join('')}]`;
  return /[*?[]/.test(letter) ? `[${letter}]` : letter;
}
