import type { CheckSettings } from './check-settings.ts';
import { endDayCheck } from './end-date.ts';
import { type FieldName, maxLength } from './field.ts';
import type { Mapping } from './mapping.ts';

/** A short cut past the row checker for rows that have a cell for each column. */
export interface RowGlance {
  /**
   * Looks at a row as UTF-8 without making a string: its cell at position `n` ends before `ends[first + n]`, and the row
   * begins at `start`. Answers `inOrder` where the checker finds nothing; the position of a cell where nothing but that
   * one can be amiss, so that which issues and repairs one row has goes for all with the same text there; else
   * `unclear`, which says nothing.
   */
  readonly look: (utf8: Uint8Array, start: number, ends: Int32Array, first: number) => number;
  /** The position of the cell that it hangs on as well, as an amount does on its currency; or the same one. */
  readonly beside: (position: number) => number;
}

export const inOrder = -1;
export const unclear = -2;

const glancedAt: readonly (FieldName | null)[] = [
  null,
  'referenceId',
  'endDate',
  'plate',
  'amount',
  'currency',
];

/** A glance at rows to update by this mapping and these settings; null where it would never see a row in order. */
export function rowGlance(mapping: Mapping, settings: CheckSettings): RowGlance | null {
  const reference = mapping.indexOf('referenceId');
  if (reference < 0 || !mapping.every((field) => glancedAt.includes(field))) return null;
  const endDate = mapping.indexOf('endDate');
  const plate = mapping.indexOf('plate');
  const amount = mapping.indexOf('amount');
  const currency = mapping.indexOf('currency');
  const isGoodDay = endDayCheck(settings);
  /** By year, month and day as one number. */
  const goodDays = new Map<number, boolean>();

  const isGoodEnd = (utf8: Uint8Array, from: number, to: number): boolean => {
    if (to - from !== 19 || utf8[from + 4] !== 45 || utf8[from + 7] !== 45 || utf8[from + 10] !== 84)
      return false;
    if (utf8[from + 13] !== 58 || utf8[from + 16] !== 58) return false;
    const century = twoDigits(utf8, from);
    const inCentury = twoDigits(utf8, from + 2);
    const month = twoDigits(utf8, from + 5);
    const day = twoDigits(utf8, from + 8);
    if (century < 0 || inCentury < 0 || month < 0 || day < 0) return false;
    if (!isBelow(twoDigits(utf8, from + 11), 24) || !isBelow(twoDigits(utf8, from + 14), 60)) return false;
    if (!isBelow(twoDigits(utf8, from + 17), 60)) return false;
    const key = ((century * 100 + inCentury) * 100 + month) * 100 + day;
    let good = goodDays.get(key);
    if (good === undefined) {
      good = isGoodDay(String.fromCharCode(...utf8.subarray(from, from + 10)));
      goodDays.set(key, good);
    }
    return good;
  };

  const look: RowGlance['look'] = (utf8, start, ends, first) => {
    const beginOf = (index: number): number =>
      index === 0 ? start : (ends[first + index - 1] as number) + 1;
    const endOf = (index: number): number => ends[first + index] as number;
    const isEmpty = (index: number): boolean => index < 0 || beginOf(index) === endOf(index);

    if (!isReference(utf8, beginOf(reference), endOf(reference))) return unclear;
    const noEnd = isEmpty(endDate);
    const oddEnd = !noEnd && !isGoodEnd(utf8, beginOf(endDate), endOf(endDate));
    const noPlate = isEmpty(plate);
    const oddPlate = !noPlate && !isPlate(utf8, beginOf(plate), endOf(plate));
    const noAmount = isEmpty(amount);
    if (noAmount !== isEmpty(currency)) return unclear;
    // A row without anything to update is amiss as a whole: one cell besides the odd one must hold something.
    if (noAmount && (noEnd || noPlate) && (oddEnd || oddPlate || (noEnd && noPlate))) return unclear;
    const oddCurrency = !noAmount && !isCurrency(utf8, beginOf(currency), endOf(currency));
    const oddAmount = !noAmount && !isAmount(utf8, beginOf(amount), endOf(amount));
    switch (Number(oddEnd) + Number(oddPlate) + Number(oddCurrency) + Number(oddAmount)) {
      case 0:
        return inOrder;
      case 1:
        return oddEnd ? endDate : oddPlate ? plate : oddCurrency ? currency : amount;
      default:
        return unclear;
    }
  };
  return { look, beside: (position) => (position === amount ? currency : position) };
}

/** ASCII letters, digits and dashes. */
const ofReference = new Uint8Array(256);
for (const character of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-') {
  ofReference[character.charCodeAt(0)] = 1;
}

function isReference(utf8: Uint8Array, from: number, to: number): boolean {
  if (to === from || to - from > maxLength.referenceId) return false;
  for (let at = from; at < to; at++) if (ofReference[utf8[at] as number] === 0) return false;
  return true;
}

/** Printable ASCII without a space at its ends or the look of a spreadsheet's error. */
function isPlate(utf8: Uint8Array, from: number, to: number): boolean {
  if (to - from > maxLength.plate || utf8[from] === 32 || utf8[to - 1] === 32) return false;
  if (utf8[from] === 35 || (utf8[from] === 69 && utf8[from + 3] === 58)) return false;
  for (let at = from; at < to; at++) {
    const code = utf8[at] as number;
    if (code < 32 || code > 126) return false;
  }
  return true;
}

function isAmount(utf8: Uint8Array, from: number, to: number): boolean {
  if (to - from < 4 || to - from > maxLength.amount || utf8[to - 3] !== 46) return false;
  let nonZero = false;
  for (let at = from; at < to; at++) {
    if (at === to - 3) continue;
    const code = utf8[at] as number;
    if (code < 48 || code > 57) return false;
    if (code !== 48) nonZero = true;
  }
  return nonZero;
}

/** CAD or USD. */
function isCurrency(utf8: Uint8Array, from: number, to: number): boolean {
  if (to - from !== 3 || utf8[from + 2] !== 68) return false;
  return utf8[from] === 67 ? utf8[from + 1] === 65 : utf8[from] === 85 && utf8[from + 1] === 83;
}

function isBelow(number: number, limit: number): boolean {
  return number >= 0 && number < limit;
}

/** -1 unless two ASCII digits stand at `at`. */
function twoDigits(utf8: Uint8Array, at: number): number {
  const tens = (utf8[at] as number) - 48;
  const ones = (utf8[at + 1] as number) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}
