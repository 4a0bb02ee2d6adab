import { isAscii, isUtf8 } from 'node:buffer';
import { legacyEncodings } from './legacy-encoding.ts';

/** What the bytes of a file say about how to read them. */
export interface Encoding {
  /** The WHATWG name in lower case, `cp850` or `cp437`. */
  readonly name: string;
  /** Bytes of a byte order mark, which is no part of the text. */
  readonly markLength: number;
  /** `stated`: by a byte order mark or a person; `proved`: valid UTF-8 throughout; `guessed`: by a detector. */
  readonly certainty: 'stated' | 'proved' | 'guessed';
  /** Others that are as likely: only a person can choose. */
  readonly others?: readonly string[];
}

/** How many bytes around letters beyond ASCII the detector gets to see. */
const evidenceLimit = 64 * 1024;

const headLength = 64 * 1024;
const windowLength = 64 * 1024;

/**
 * Looks at all bytes of a file, block by block, and says how to decode them.
 * A byte order mark decides; else valid UTF-8 is UTF-8; else UTF-16 shows in its zero bytes; else, when most of
 * what lies beyond ASCII is sound UTF-8, the file is damaged UTF-8 and its bad bytes become U+FFFD, which the
 * checks report; else a detector chooses among the legacy encodings.
 */
export class EncodingSurvey {
  #head: Buffer = Buffer.alloc(0);
  #tail: Buffer = Buffer.alloc(0);
  #valid = true;
  readonly #window = Buffer.allocUnsafe(windowLength);
  #filled = 0;
  #evidence: Buffer[] = [];
  #evidenceLength = 0;

  add(block: Buffer): void {
    if (this.#head.length < headLength) {
      this.#head = Buffer.concat([this.#head, block.subarray(0, headLength - this.#head.length)]);
    }
    // What counts as evidence must not depend on how the file is cut into blocks, so it is looked at in windows.
    for (let at = 0; at < block.length; ) {
      const taken = block.subarray(at, at + windowLength - this.#filled);
      at += taken.length;
      if (taken.length === windowLength) {
        this.#inspect(taken);
        continue;
      }
      taken.copy(this.#window, this.#filled);
      this.#filled += taken.length;
      if (this.#filled === windowLength) this.#flush();
    }
  }

  end(): Encoding | 'binary' {
    const marked = byteOrderMark(this.#head);
    if (marked) return marked;
    const wide = wideWithoutMark(this.#head);
    if (wide) return { name: wide, markLength: 0, certainty: 'guessed' };
    if (looksBinary(this.#head)) return 'binary';
    this.#flush();
    if (this.#tail.length > 0) {
      this.#valid = false;
      this.#evidence.push(this.#tail);
    }
    if (this.#valid) return { name: 'utf-8', markLength: 0, certainty: 'proved' };
    const evidence = Buffer.concat(this.#evidence);
    if (mostlyUtf8(evidence)) return { name: 'utf-8', markLength: 0, certainty: 'guessed' };
    const [name, ...others] = legacyEncodings(evidence);
    return { name, markLength: 0, certainty: 'guessed', ...(others.length > 0 && { others }) };
  }

  #flush(): void {
    this.#inspect(this.#window.subarray(0, this.#filled));
    this.#filled = 0;
  }

  #inspect(bytes: Buffer): void {
    const joined = this.#tail.length > 0 ? Buffer.concat([this.#tail, bytes]) : bytes;
    const whole = joined.length - unfinished(joined);
    const complete = joined.subarray(0, whole);
    if (!isAscii(complete)) {
      if (!isUtf8(complete)) this.#valid = false;
      this.#gather(complete);
    }
    this.#tail = Buffer.from(joined.subarray(whole));
  }

  /** Keeps the bytes beyond ASCII, each with a little of what stands around it, for the detector. */
  #gather(bytes: Buffer): void {
    for (let at = 0; at < bytes.length && this.#evidenceLength < evidenceLimit; at++) {
      if ((bytes[at] ?? 0) < 0x80) continue;
      const from = Math.max(0, at - 8);
      let to = at + 1;
      while (to < bytes.length && to - at < 24 && bytes[to] !== 0x0a) to++;
      this.#evidence.push(Buffer.from(bytes.subarray(from, to)), Buffer.from('\n'));
      this.#evidenceLength += to - from + 1;
      at = to;
    }
  }
}

/** The mark that the first bytes are, whatever encoding a person laid down. */
export function byteOrderMark(head: Buffer): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) {
    return { name: 'utf-8', markLength: 3, certainty: 'stated' };
  }
  if (head[0] === 0xff && head[1] === 0xfe) return { name: 'utf-16le', markLength: 2, certainty: 'stated' };
  if (head[0] === 0xfe && head[1] === 0xff) return { name: 'utf-16be', markLength: 2, certainty: 'stated' };
  return null;
}

/** How many bytes at the end begin a UTF-8 character that the next block ends. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < length ? back : 0;
    }
  }
  return 0;
}

/** UTF-16 text of Western tables has a zero in nearly every second byte. */
function wideWithoutMark(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  const pairs = Math.floor(head.length / 2);
  if (pairs === 0 || head.length % 2 !== 0) return null;
  let even = 0;
  let odd = 0;
  for (let at = 0; at + 1 < head.length; at += 2) {
    if (head[at] === 0) even++;
    if (head[at + 1] === 0) odd++;
  }
  if (odd > pairs * 0.5 && even < pairs * 0.05) return 'utf-16le';
  if (even > pairs * 0.5 && odd < pairs * 0.05) return 'utf-16be';
  return null;
}

/** A text has next to no control characters besides tab, line breaks, form feed and DOS's end-of-file mark. */
function looksBinary(head: Buffer): boolean {
  let controls = 0;
  for (const byte of head) {
    if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 0x1a) controls++;
  }
  return controls > Math.max(8, head.length * 0.02);
}

/** Whether the text is UTF-8 that was damaged here and there, rather than another encoding. */
function mostlyUtf8(evidence: Buffer): boolean {
  let sound = 0;
  let broken = 0;
  for (let at = 0; at < evidence.length; ) {
    const byte = evidence[at] ?? 0;
    if (byte < 0x80) {
      at++;
      continue;
    }
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
    if (length > 1 && at + length <= evidence.length && isUtf8(evidence.subarray(at, at + length))) {
      sound++;
      at += length;
    } else {
      broken++;
      at++;
    }
  }
  return sound > broken * 2;
}
