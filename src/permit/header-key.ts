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
