import { isPrintableAscii } from './cell.ts';
import { maxLength } from './field.ts';
import { type Finding, finding } from './finding.ts';
import { plainForm } from './hidden-text.ts';
import type { Repair } from './issue.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const strange = /[^A-Za-z0-9-]/u;
// A spreadsheet took the ID for a number: its last digits are gone for good.
const scientific = /^\d(?:[.,]\d+)?e[+-]\d{1,3}$/i;
const openers = '{[(<"\'`´‘’“”„«‹';
const closers = '}])>"\'`´’‘”“»›';

/** Whether a cell, as it stands, is a reference ID: 1 to 50 ASCII letters, digits and dashes. */
export function isReference(cell: string): boolean {
  const length = cell.length;
  if (length === 0 || length > maxLength.referenceId) return false;
  for (let at = 0; at < length; at++) {
    const code = cell.charCodeAt(at);
    const letter = (code | 32) >= 97 && (code | 32) <= 122;
    if (!letter && (code < 48 || code > 57) && code !== 45) return false;
  }
  return true;
}

/** Whether a cell, as it stands, is a reference ID that is longer than any word or number that stands for something else. */
export function isLongReference(cell: string): boolean {
  return cell.length > 16 && isReference(cell);
}

/** What is wrong with a trimmed reference ID that is not blank; null if nothing is. */
export function referenceFinding(value: string): Finding | null {
  if (isReference(value)) return null;
  if (scientific.test(value)) return finding('reference-characters', { reason: 'scientific' });
  const character = strange.exec(value)?.[0];
  if (character === undefined) {
    return finding('reference-too-long', { length: value.length, max: maxLength.referenceId });
  }
  return finding('reference-characters', { reason: 'character', character }, referenceRepair(value));
}

function referenceRepair(value: string): Repair | null {
  if (isPrintableAscii(value)) {
    const bare = unwrapped(value);
    return isReference(bare) ? { kind: 'reference-wrapping', value: bare, safe: true } : null;
  }
  const bare = unwrapped(plainForm(value));
  // Word turns two hyphens into one long dash, so a long dash is one hyphen for sure only in the shape of a UUID.
  const dashed = bare.replace(/[\u2013-\u2015\u2212]/g, '-');
  if (!isReference(dashed)) return null;
  const kind = bare === dashed ? 'reference-wrapping' : 'reference-dashes';
  return { kind, value: dashed, safe: bare === dashed || uuid.test(dashed) };
}

/** Without braces, quotes and Excel's leading apostrophe around it, as often as they come. */
function unwrapped(value: string): string {
  let from = 0;
  let to = value.length;
  for (;;) {
    const first = value.charAt(from);
    const last = value.charAt(to - 1);
    if (to - from > 1 && openers.includes(first) && closers.includes(last)) {
      from++;
      to--;
    } else if (to - from > 1 && (openers.includes(first) || first === ' ')) from++;
    else if (to - from > 1 && (closers.includes(last) || last === ' ')) to--;
    else return value.slice(from, to);
  }
}
