import chardet from 'chardet';
import { dosCodePage, textDecoder } from './dos-code-pages.ts';

const usual = 'windows-1252';

/** What Macintosh and DOS programs write. The detector knows none of them. */
const rivals = ['macintosh', 'cp850', 'cp437'] as const;

/** The encoding a label stands for: its WHATWG name, `cp850` or `cp437`; null when nobody knows it. */
export function encodingNamed(label: string): string | null {
  const page = dosCodePage(label);
  if (page !== null) return page;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

/**
 * The likely encodings of a text that is not UTF-8, by the stretches around its letters beyond ASCII: one, or several
 * between which only a person can choose. Windows-1252, in which nearly all of these files come, stands unless its
 * letters stand where none can and those of another stand well.
 */
export function legacyEncodings(evidence: Buffer): readonly [string, ...string[]] {
  const standing = detected(evidence);
  if (manyNeighbours(evidence) || oddShare(evidence, usual) < 0.25) return [standing];
  const shares = rivals.map((name) => ({ name, share: oddShare(evidence, name) }));
  const least = Math.min(...shares.map(({ share }) => share));
  if (least > 0.1) return [standing];
  const best = shares.filter(({ share }) => share === least);
  // Two that read the same are no choice.
  const texts = best.map(({ name }) => textDecoder(name).decode(evidence));
  const [first, ...others] = best
    .filter((_, at) => texts.indexOf(texts[at] ?? '') === at)
    .map(({ name }) => name);
  return first === undefined ? [standing] : [first, ...others];
}

/** What no text in French has. */
const foreign = /[^\p{ASCII}\u00a0àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ‘’“”«»…–—€°]/u;

/**
 * The detector's word: few accents prove little, so another encoding has to read otherwise and be clearly likelier, and
 * a text that is French throughout is.
 */
function detected(evidence: Buffer): string {
  if (!foreign.test(textDecoder(usual).decode(evidence)) && oddShare(evidence, usual) === 0) return usual;
  const candidates = chardet.analyse(evidence).flatMap(({ name, confidence }) => {
    const encoding = encodingNamed(name);
    return encoding === null || encoding.startsWith('utf') ? [] : [{ encoding, confidence }];
  });
  const usualConfidence = candidates.find(({ encoding }) => encoding === usual)?.confidence ?? 0;
  for (const { encoding, confidence } of candidates) {
    if (encoding === usual || confidence < 30 || confidence < usualConfidence + 15) break;
    if (textDecoder(encoding).decode(evidence) !== textDecoder(usual).decode(evidence)) return encoding;
  }
  return usual;
}

/** Whether letters beyond ASCII stand side by side, as in Cyrillic, Greek or Chinese text and in no French one. */
function manyNeighbours(evidence: Buffer): boolean {
  let all = 0;
  let beside = 0;
  for (const [at, byte] of evidence.entries()) {
    if (byte < 0x80) continue;
    all++;
    if ((evidence[at + 1] ?? 0) >= 0x80) beside++;
  }
  return beside > all * 0.2;
}

/** How many of the characters beyond ASCII stand where none can, from 0 to 1. */
function oddShare(evidence: Buffer, encoding: string): number {
  const text = textDecoder(encoding).decode(evidence);
  let all = 0;
  let odd = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character <= '\u007f') continue;
    all++;
    if (isOutOfPlace(character, text.charAt(at - 1), text.charAt(at + 1))) odd++;
  }
  return all === 0 ? 0 : odd / all;
}

const letter = /\p{L}/u;
const small = /\p{Ll}/u;
const capital = /\p{Lu}/u;
/** What French, English and their neighbours write; Š and Ž too, as names have them. */
const western = /[À-ÖØ-öø-ÿŒœŸŠšŽž]/;
/** What stands beside a word, and within none but for an apostrophe or a dash. */
const besideWords = /[\u00a0‘’“”–—…•€£¢©®™§°ªº²³«»¿¡·†‹›„]/;

/** Whether a character stands where no writer puts it: a capital after a small letter, a symbol within a word. */
function isOutOfPlace(character: string, before: string, after: string): boolean {
  if (western.test(character)) {
    if (capital.test(character)) return small.test(before);
    return capital.test(before) && !small.test(after);
  }
  const within = letter.test(before) && letter.test(after);
  if (besideWords.test(character)) return within && !'’—–\u00a0'.includes(character);
  // Fractions and the like stand with figures; what is left are controls, lines of boxes and Greek letters.
  return (
    letter.test(character) || !/[½¼¾×÷±µ¹¶]/.test(character) || letter.test(before) || letter.test(after)
  );
}
