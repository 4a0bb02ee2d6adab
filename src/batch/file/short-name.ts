/**
 * As much of a file's name as leaves room for what is added to it: file systems count in bytes and take 255 of them
 * at most, where a name of 85 letters of some scripts is full already. `units`, in UTF-16, where a whole path is limited.
 */
export function shortName(name: string, bytes = 200, units = Number.POSITIVE_INFINITY): string {
  if (Buffer.byteLength(name) <= bytes && name.length <= units) return name;
  let kept = '';
  let size = 0;
  for (const character of name) {
    size += Buffer.byteLength(character);
    if (size > bytes || kept.length + character.length > units) break;
    kept += character;
  }
  return kept;
}
