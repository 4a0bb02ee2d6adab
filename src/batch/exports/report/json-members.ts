import { closeSync, openSync, readSync } from 'node:fs';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

const blockSize = 1 << 20;
/** Bytes that one member or element may have; the product writes far smaller ones. */
const longest = 64 * 1024 * 1024;

/** Text that is not what it should be; where it happens says the message. */
export class NotJson extends Error {}

/**
 * The members of the JSON object in a file: each as its key and its value's text; a member that is an array comes
 * element by element, so that a report of a million rows need not be held. However the file is laid out.
 */
export function* jsonMembers(path: string): Generator<{ readonly key: string; readonly text: string }> {
  const file = openSync(path, 'r');
  try {
    yield* membersOf(blocks(file));
  } finally {
    closeSync(file);
  }
}

function* blocks(file: number): Generator<Buffer> {
  for (;;) {
    const block = Buffer.allocUnsafe(blockSize);
    const read = readSync(file, block, 0, blockSize, null);
    if (read === 0) return;
    yield block.subarray(0, read);
  }
}

function* membersOf(source: Generator<Buffer>): Generator<{ key: string; text: string }> {
  let depth = 0;
  let inString = false;
  let escaped = false;
  let key: string | null = null;
  /** Whether the member at hand is an array that comes element by element. */
  let listed = false;
  /** What was cut off from earlier blocks of the piece at hand. */
  let kept: Buffer[] = [];
  let keptSize = 0;
  for (const block of source) {
    let start = 0;
    const cut = (end: number): string => {
      const rest = block.subarray(start, end);
      const text =
        kept.length === 0 ? rest.toString('utf8') : Buffer.concat([...kept, rest]).toString('utf8');
      kept = [];
      keptSize = 0;
      return text.trim();
    };
    for (let at = 0; at < block.length; at++) {
      const byte = block[at];
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inString = false;
        continue;
      }
      if (byte === quote) {
        inString = true;
        continue;
      }
      if (byte === openBrace || byte === openBracket) {
        depth++;
        if (depth === 1) {
          if (byte !== openBrace || cut(at) !== '') throw new NotJson('no object');
          start = at + 1;
        } else if (depth === 2 && byte === openBracket && key !== null) {
          listed = true;
          if (cut(at) !== '') throw new NotJson('misplaced array');
          start = at + 1;
        }
        continue;
      }
      const ends = byte === closeBrace || byte === closeBracket;
      if (byte === colon && depth === 1 && key === null) {
        key = parsedKey(cut(at));
        start = at + 1;
      } else if (byte === comma || ends) {
        if (depth === 2 && listed) {
          const text = cut(at);
          start = at + 1;
          if (text !== '') yield { key: key ?? '', text };
          if (byte === closeBracket) listed = false;
          else if (byte === closeBrace || text === '') throw new NotJson('misplaced brace');
          if (ends) depth--;
          continue;
        }
        if (depth === 1) {
          const text = cut(at);
          start = at + 1;
          if (key !== null && text !== '') yield { key, text };
          key = null;
        }
        if (ends) depth--;
      }
    }
    if (start < block.length) {
      const rest = block.subarray(start);
      kept.push(rest);
      keptSize += rest.length;
      if (keptSize > longest) throw new NotJson('too long');
    }
  }
  if (depth !== 0 || inString) throw new NotJson('cut off');
}

function parsedKey(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    throw new NotJson('no key');
  }
}
