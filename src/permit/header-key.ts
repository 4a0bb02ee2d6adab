/** A header as it is compared: no case, accents, spaces, punctuation or invisible characters; `N°` reads `no`. */
export function headerKey(header: string): string {
  return headerWords(header).join('');
}

/** The words of a header, folded; `permitEndDate` has three. */
export function headerWords(header: string): string[] {
  return (
    header
      .replace(/[°º]/g, 'o')
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

// "Plate Province", "Amount Tax", "Reference Start Date": a name of ours in them, and yet another thing.
const otherMeanings = new Set(
  (
    'state province prov country type kind make model colour color start begin from issue issued created updated ' +
    'modified purchase purchased paid tax taxes discount balance refund old new previous former second other note ' +
    'notes status name count pays etat genre debut taxe rabais solde ancien ancienne nouveau nouvelle autre statut nom'
  ).split(' '),
);

/** Whether a header's words say that it is not the thing which one of our names in it stands for. */
export function namesAnotherThing(words: readonly string[]): boolean {
  return words.some((word) => otherMeanings.has(word));
}

const hint = /\s*(?:\([^()]*\)|\[[^[\]]*\]|\{[^{}]*\})\s*[:*]?\s*$/;

/**
 * A header without a unit, a format or a hint in brackets at its end: `End Date (YYYY-MM-DD)`, `Amount [CAD]`. What makes
 * it another thing stays: `End Date (old)`.
 */
export function withoutHint(header: string): string {
  const found = hint.exec(header);
  return found && !namesAnotherThing(headerWords(found[0])) ? header.slice(0, found.index) : header;
}
