/** `="00123"`: how exports keep spreadsheets from changing a value; a quote in it is doubled. */
const formula = /^=\s*"((?:[^"]|"")*)"$/;

/** The text that `="…"` or a leading apostrophe stands for; null where a trimmed value is neither. */
export function textOfFormula(value: string): string | null {
  const found = formula.exec(value);
  if (found) return (found[1] ?? '').replaceAll('""', '"').trim();
  return value.length > 1 && value.startsWith("'") ? value.slice(1).trim() : null;
}

/** Nobody sees these: zero-width characters, soft hyphens, marks of direction. */
const unseen = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;
/** Hyphens that look like the one of the keyboard: no-break, figure, small, full-width. */
const hyphens = /[\u2010-\u2012\u2043\ufe63\uff0d]/g;
/** Letters, digits and signs as wide as Chinese ones; each is its ASCII twin moved by a fixed distance. */
const fullWidth = /[\uff01-\uff5e]/g;
const fullWidthDistance = 0xfee0;

/** A value without what cannot be seen, and with plain hyphens and letters. */
export function plainForm(value: string): string {
  return value
    .replace(unseen, '')
    .replace(hyphens, '-')
    .replace(fullWidth, (character) => String.fromCharCode(character.charCodeAt(0) - fullWidthDistance));
}

const parts = /[,;/&\r\n]+/;

/** Whether a trimmed plate reads like several: parts split by commas and the like, each with letters and digits. */
export function isSeveralPlates(value: string): boolean {
  if (!parts.test(value)) return false;
  const plates = value.split(parts).filter((part) => part.trim() !== '');
  return plates.length > 1 && plates.every((plate) => /\p{L}/u.test(plate) && /\d/.test(plate));
}
