/**
 * Texts that systems and people write where there is no value, in English and French; compared whole, without case.
 * Narrow on purpose: a plate can be almost any word, and whoever means one of these has to say so.
 */
const words: ReadonlySet<string> = new Set([
  ...['null', '(null)', '<null>', '[null]', '\\n', 'nil', 'nan', 'na', 'n/a', 'n.a.', 'undefined'],
  ...['none', '(none)', 'unknown', '(unknown)', '(blank)', '(empty)', 'not available', 'not applicable'],
  ...['tbd', 'tba', 'tbc', 'to be determined', 'to be confirmed', 'to follow'],
  ...['néant', 'neant', 'aucun', 'aucune', 'inconnu', 'inconnue', '(vide)', 's.o.', 's/o', 'sans objet'],
  ...[
    'n.d.',
    'n/d',
    'non disponible',
    'non applicable',
    'à déterminer',
    'a determiner',
    'à venir',
    'à confirmer',
  ],
]);

const dashes = /^(?:[-–—]{1,3}|\?{1,3})$/;

/** Whether a trimmed cell holds a sign for "no value" and nothing else; a dash alone may name a zone or number a permit. */
export function isPlaceholder(value: string, dashMeansNothing = true): boolean {
  if (value.length > 16) return false;
  return words.has(value.toLowerCase()) || (dashMeansNothing && dashes.test(value));
}
