import { maxLength } from './field.ts';
import { type Finding, finding } from './finding.ts';

/** Whether a cell needs no closer look as a plate: capitals and spaces within, and a digit, as most are. */
export function isPlainPlate(cell: string): boolean {
  const length = cell.length;
  if (length === 0 || length > maxLength.plate) return false;
  if (cell.charCodeAt(0) === 32 || cell.charCodeAt(length - 1) === 32) return false;
  let digits = false;
  for (let at = 0; at < length; at++) {
    const code = cell.charCodeAt(at);
    if (code >= 48 && code <= 57) digits = true;
    else if (code !== 32 && (code < 65 || code > 90)) return false;
  }
  return digits;
}

/** What is wrong with a trimmed plate that is not blank; its length counts in characters, not UTF-16 units. */
export function plateFinding(value: string): Finding | null {
  if (value.length <= maxLength.plate) return null;
  const length = Array.from(value).length;
  return length <= maxLength.plate ? null : finding('plate-too-long', { length, max: maxLength.plate });
}
