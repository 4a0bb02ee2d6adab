/**
 * Times as a locale writes them, for instants in ISO 8601 or in milliseconds. Without the points of “a.m.” and “p.m.”:
 * a sentence that ends with a time would end in two. A French “21 h 05” stays on one line.
 */
export function instantsIn(
  locale: string,
  options: Intl.DateTimeFormatOptions,
): (instant: string | number | undefined) => string {
  let format: Intl.DateTimeFormat | null = null;
  return (instant) => {
    const at = new Date(instant ?? Number.NaN);
    if (Number.isNaN(at.getTime())) return String(instant ?? '');
    format ??= new Intl.DateTimeFormat(locale, options);
    return format
      .format(at)
      .replace(/\b([ap])\.m\./, '$1m')
      .replaceAll(/(?<=\d) (?=(?:h|min|s)\b)|(?<=\b(?:h|min)) (?=\d)/g, '\u00a0');
  };
}
