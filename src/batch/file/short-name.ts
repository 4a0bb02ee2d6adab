/**
 * As much of a file's name as leaves room for what is added to it: file systems count in bytes and take 255 of them
 * at most, where a name of 85 letters of some scripts is full already.
 */
export function shortName(name: string, bytes = 200): string {
  if (Buffer.byteLength(name) <= bytes) return name;
  let kept = '';
  let size = 0;
  for (const character of name) {
    size += Buffer.byteLength(character);
    if (size > bytes) break;
    kept += character;
  }
  return kept;
}
