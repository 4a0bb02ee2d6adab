/**
 * A number in [0, 1) that depends on nothing but the seed and what is asked about: faults decided by it are the same
 * in every run, whatever order concurrent requests arrive in.
 */
export function seededRatio(seed: number, ...about: readonly (string | number)[]): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const part of about) {
    const text = `${part}\n`;
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
