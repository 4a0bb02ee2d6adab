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

/** A member of the JSON object in a file, or an element of a member that is an array. */
export interface JsonMember {
  readonly key: string;
  /** Of its value. */
  readonly text: string;
  /** How many members the objects in its value have, counted as often as each is given. */
  readonly members: number;
}

/**
 * The members of the JSON object in a file, however it is laid out. A member that is an array comes element by element,
 * so that a report of a million rows need not be held. `keys` gets the key of each member with the times it is given,
 * also of arrays without elements.
 */
export function* jsonMembers(path: string, keys = new Map<string, number>()): Generator<JsonMember> {
  const scanner = new MemberScanner(keys);
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const block = Buffer.allocUnsafe(blockSize);
      const read = readSync(file, block, 0, blockSize, null);
      if (read === 0) break;
      yield* scanner.take(block.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
  scanner.end();
}

/** Cuts the members out of a text that comes in blocks; JSON.parse judges what each holds. */
class MemberScanner {
  readonly #keys: Map<string, number>;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #key: string | null = null;
  /** The member at hand is an array that comes element by element, or was one. */
  #array: 'no' | 'open' | 'closed' = 'no';
  #members = 0;
  #ended = false;
  #block: Buffer = Buffer.alloc(0);
  /** Where in the block the piece at hand begins. */
  #start = 0;
  /** What earlier blocks hold of it. */
  #kept: Buffer[] = [];
  #keptSize = 0;

  constructor(keys: Map<string, number>) {
    this.#keys = keys;
  }

  *take(block: Buffer): Generator<JsonMember> {
    this.#block = block;
    this.#start = 0;
    for (let at = 0; at < block.length; at++) {
      const byte = block[at];
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === backslash) this.#escaped = true;
        else if (byte === quote) this.#inString = false;
      } else if (byte === quote) {
        this.#inString = true;
      } else if (byte === openBrace || byte === openBracket) {
        this.#open(byte, at);
      } else if (byte === colon) {
        this.#colon(at);
      } else if (byte === comma || byte === closeBrace || byte === closeBracket) {
        const member = this.#close(byte, at);
        if (member) yield member;
      }
    }
    if (this.#start === block.length) return;
    const rest = block.subarray(this.#start);
    this.#kept.push(rest);
    this.#keptSize += rest.length;
    if (this.#keptSize > longest) throw new NotJson('too long');
  }

  end(): void {
    this.#block = Buffer.alloc(0);
    this.#start = 0;
    if (!this.#ended || this.#cut(0) !== '') throw new NotJson('cut off, or something follows');
  }

  #open(byte: number, at: number): void {
    this.#depth++;
    if (this.#depth === 1) {
      if (byte !== openBrace || this.#ended || this.#cut(at) !== '') throw new NotJson('no object');
    } else if (this.#depth === 2 && byte === openBracket && this.#key !== null) {
      if (this.#array === 'closed' || this.#cut(at) !== '') throw new NotJson('misplaced array');
      this.#array = 'open';
    }
  }

  #colon(at: number): void {
    if (this.#depth > 1) {
      this.#members++;
      return;
    }
    if (this.#depth === 0 || this.#key !== null) throw new NotJson('misplaced colon');
    this.#key = parsedKey(this.#cut(at));
    this.#keys.set(this.#key, (this.#keys.get(this.#key) ?? 0) + 1);
  }

  /** A comma or a closing brace or bracket: what it completes, if anything. */
  #close(byte: number, at: number): JsonMember | null {
    const closes = byte !== comma;
    if (this.#depth === 2 && this.#array === 'open') {
      if (byte === closeBrace) throw new NotJson('misplaced brace');
      const member = this.#piece(at);
      if (!member && !closes) throw new NotJson('no element');
      if (closes) {
        this.#array = 'closed';
        this.#depth--;
      }
      return member;
    }
    if (this.#depth > 1) {
      if (closes) this.#depth--;
      return null;
    }
    if (this.#depth === 0 || byte === closeBracket) throw new NotJson('misplaced bracket');
    const member = this.#piece(at);
    if ((member !== null) !== (this.#key !== null && this.#array === 'no')) throw new NotJson('no member');
    this.#key = null;
    this.#array = 'no';
    if (closes) {
      this.#depth--;
      this.#ended = true;
    }
    return member;
  }

  /** The member, or the element, that ends before `at`; null where nothing but white space does. */
  #piece(at: number): JsonMember | null {
    const text = this.#cut(at);
    const members = this.#members;
    this.#members = 0;
    return text === '' ? null : { key: this.#key ?? '', text, members };
  }

  /** The text of the piece at hand, which ends before `at`; the next begins behind it. */
  #cut(at: number): string {
    const rest = this.#block.subarray(this.#start, at);
    this.#start = at + 1;
    if (this.#kept.length === 0) return rest.toString('utf8').trim();
    const whole = Buffer.concat([...this.#kept, rest])
      .toString('utf8')
      .trim();
    this.#kept = [];
    this.#keptSize = 0;
    return whole;
  }
}

function parsedKey(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    throw new NotJson('no key');
  }
}
