import { maxLength } from './field.ts';
import { type Finding, finding } from './finding.ts';

/** Whether a cell needs no closer look as a plate: printable ASCII, no space at its ends, no sign of an error value. */
export function isPlainPlate(cell: string): boolean {
  const length = cell.length;
  if (length === 0 || length > maxLength.plate) return false;
  const first = cell.charCodeAt(0);
  if (first === 32 || first === 35 || cell.charCodeAt(length - 1) === 32) return false;
  if (first === 69 && cell.charCodeAt(3) === 58) return false;
  for (let at = 0; at < length; at++) {
    const code = cell.charCodeAt(at);
    if (code < 32 || code > 126) return false;
  }
  return true;
}

/** What is wrong with a trimmed plate that is not blank; its length counts in characters, not UTF-16 units. */
export function plateFinding(value: string): Finding | null {
  if (value.length <= maxLength.plate) return null;
  const length = Array.from(value).length;
  return length <= maxLength.plate ? null : finding('plate-too-long', { length, max: maxLength.plate });
}
