import { isBlank, trimmed } from './cell.ts';

/** What spreadsheets write in front of a sum, or at the foot of a page, in English and French; the whole cell, without case. */
const words: ReadonlySet<string> = new Set([
  ...[
    'total',
    'totals',
    'grand total',
    'sub total',
    'subtotal',
    'sub-total',
    'sum',
    'count',
    'average',
    'page',
  ],
  ...[
    'totaux',
    'total général',
    'total general',
    'grand total',
    'sous-total',
    'sous total',
    'somme',
    'nombre',
  ],
  ...['moyenne', 'end of report', 'end of file', 'fin du rapport', 'fin du fichier'],
]);

/** `(2 rows affected)`, `4,001 records`, `3 lignes`, `Page 1 of 2`. */
const foot =
  /^(?:\(?\d[\d,. ]* (?:rows?|records?|lines?|lignes?|enregistrements?)(?: (?:affected|selected|returned|exported|affectées?|sélectionnées?|exportés?))?\)?\.?|page \d+(?: ?(?:of|de|sur|\/) ?\d+)?)$/i;

const ruler = /^[-=_*+]{2,}$/;

/** Longer than any of the words, and no foot line or ruler: so are most keys, and nothing else need be asked of them. */
const isOrdinary = (text: string): boolean => text.length > 18 && !text.includes(' ') && !ruler.test(text);

/**
 * Whether a row is something else than a permit: the header again, a ruler, a total without a plate, or a foot line.
 * `key` and `plate` are positions, -1 where there is no such column.
 */
export function isNotAPermit(
  cells: readonly string[],
  headers: readonly string[],
  { key, plate }: { readonly key: number; readonly plate: number },
): boolean {
  const first = trimmed(cells[key < 0 ? 0 : key] ?? '');
  if (first === '') return foot.test(onlyText(cells) ?? '');
  const header = trimmed(headers[key] ?? '');
  if (isOrdinary(first) && first.length !== header.length) return false;
  if (ruler.test(first)) return cells.every((cell) => isBlank(cell) || ruler.test(trimmed(cell)));
  const text = first.toLowerCase().replace(/ ?:$/, '');
  if (words.has(text)) return plate < 0 || isBlank(cells[plate] ?? '');
  if (foot.test(first)) return onlyText(cells) !== null;
  return key >= 0 && text === header.toLowerCase() && repeats(cells, headers);
}

function repeats(cells: readonly string[], headers: readonly string[]): boolean {
  return headers.every(
    (header, at) => trimmed(cells[at] ?? '').toLowerCase() === trimmed(header).toLowerCase(),
  );
}

/** The text of the one cell that is not blank; null where there are none or several. */
function onlyText(cells: readonly string[]): string | null {
  const texts = cells.filter((cell) => !isBlank(cell));
  return texts.length === 1 ? trimmed(texts[0] ?? '') : null;
}
