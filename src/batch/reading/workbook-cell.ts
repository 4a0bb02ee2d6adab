import { format, getFormatDateInfo, isDateFormat } from 'numfmt';
import type { CellKind } from '../../permit/row-reading.ts';

/** What a number format makes of a number: its text, and whether it is the stored number that a person does not see. */
export interface NumberText {
  readonly text: string;
  readonly stored: boolean;
  /** What the number is besides a number: a spreadsheet may have made it of a text. */
  readonly kind?: Extract<CellKind, 'date' | 'scientific' | 'long-number'>;
}

const dayZero = Date.UTC(1899, 11, 30);
const days1904 = 1462;
const lastSerial = 2_958_466;

/**
 * The text of numbers under one number format: a date as `Y-m-d`, or `Y-m-dTH:i:s` where it has a time or its format
 * shows one; else the text shown where that equals the stored number, else the stored number.
 */
export function numberText(code: string, from1904: boolean): (value: number) => NumberText {
  const general = code === '' || /^general$/i.test(code);
  if (!general && isDateFormat(code)) {
    const info = getFormatDateInfo(code);
    const day = info.year || info.month || info.day;
    const clock = info.hours || info.minutes || info.seconds;
    // A month that is shown without a day says nothing of a day, whatever is stored.
    const isMonth = info.month && !info.day && !clock;
    if (day) {
      return (value) => {
        const { text, stored } = dateText(value, Boolean(clock), from1904);
        return { text: isMonth ? text.slice(0, 7) : text, stored, kind: 'date' };
      };
    }
    return (value) => ({ text: format(code, value, { throws: false }), stored: false });
  }
  const scientific = /^[^"]*E[+-]/i.test(code);
  return (value) =>
    shownNumber(value, { general, scientific }, (kept) =>
      format(general ? 'General' : code, kept, { throws: false }),
    );
}

interface NumberLook {
  readonly general: boolean;
  readonly scientific: boolean;
}

/** A number that the file itself says how it is shown; a comma may stand before its decimals. */
export function numberShown(value: number, shown: string): NumberText {
  const look = { general: false, scientific: /\d[.,]?\d*E[+-]?\d+$/i.test(shown) };
  // A comma before decimals is told by the number itself.
  const pointed = shown.replace(/[\s\u00a0\u202f.]/g, '').replace(',', '.');
  const isPointed = shown.includes(',') && amountOf(shown) !== value && amountOf(pointed) === value;
  return shownNumber(value, look, () => (isPointed ? pointed : shown));
}

function shownNumber(
  given: number,
  { general, scientific }: NumberLook,
  show: (kept: number) => string,
): NumberText {
  // Spreadsheets keep 15 digits: what is beyond them is noise of the sum that made it.
  const value = Math.abs(given) < 1e15 ? Number(given.toPrecision(15)) : given;
  // Beyond 15 digits a spreadsheet has already lost some, whatever it shows: the exponent lets the check say so.
  if (Number.isInteger(value) && Math.abs(value) >= 1e15) {
    return { text: value.toExponential().replace('e', 'E'), stored: false, kind: 'long-number' };
  }
  const stored = String(value);
  if (general && stored.length <= 11) return { text: stored, stored: false };
  // In General a long number that is whole is shown so for want of room only.
  if (scientific) return { text: stored, stored: true, kind: 'scientific' };
  const shown = show(value);
  // A sum's noise is cut off in sight of the reader: 0.30000000000000004 is 0.3, and its digits are a repair.
  if (given !== value && !isNumbered(shown, value)) return { text: stored, stored: false };
  // A long number that General shows with an exponent is whole in the file.
  if (!general && amountOf(shown) === value) return { text: shown.trim(), stored: false };
  // A format that puts text or dashes to a whole number makes an ID of it: `P-00123`, `123-45-6789`.
  if (!general && isNumbered(shown, value)) return { text: shown.trim(), stored: false };
  return { text: stored, stored: amountOf(shown) !== value };
}

function isNumbered(shown: string, value: number): boolean {
  if (!Number.isInteger(value) || value < 0 || /[\p{Sc}%,()]/u.test(shown)) return false;
  return shown.replace(/\D/g, '').endsWith(String(value));
}

function amountOf(shown: string): number {
  const bare = shown.replace(/[\s,\p{Sc}\u00a0]|CAD|USD/gu, '');
  return /^-?\d*\.?\d+$/.test(bare) ? Number(bare) : Number.NaN;
}

function dateText(value: number, clock: boolean, from1904: boolean): NumberText {
  const serial = from1904 ? value + days1904 : value;
  if (!(serial >= 0 && serial < lastSerial)) return { text: String(value), stored: true };
  // The day that the sheet shows stays, however near its time is to midnight.
  const days = Math.floor(serial);
  const seconds = Math.min(Math.round((serial - days) * 86_400), 86_399);
  const whole = seconds === 0;
  const time = new Date(seconds * 1000).toISOString().slice(11, 19);
  // Spreadsheets count a 29 February 1900 that never was; the check calls it impossible.
  const shift = !from1904 && days < 60 ? 1 : 0;
  const day =
    !from1904 && days === 60
      ? '1900-02-29'
      : new Date(dayZero + (days + shift) * 86_400_000).toISOString().slice(0, 10);
  return { text: whole && !clock ? day : `${day}T${time}`, stored: false };
}

/** The formats that a workbook names by number only (ECMA-376, 18.8.30). */
export const builtInFormats: Readonly<Record<number, string>> = {
  0: 'General',
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'yyyy-mm-dd',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy-mm-dd h:mm',
  37: '#,##0;(#,##0)',
  38: '#,##0;(#,##0)',
  39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;(#,##0.00)',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
};

/** A date that is stored as text: it has no zone, whatever it says, and no fraction of a second. */
export function isoDateText(stored: string): string {
  const found = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2}))?/.exec(stored.trim());
  if (!found) return stored;
  return found[2] === undefined ? `${found[1]}` : `${found[1]}T${found[2]}`;
}

/** Such a date under a number format: the day alone where its midnight is not shown, the month where no day is. */
export function isoDateShown(stored: string, code: string): string {
  const text = isoDateText(stored);
  const [day = '', time] = text.split('T');
  const info = isDateFormat(code) ? getFormatDateInfo(code) : null;
  const clock = Boolean(info && (info.hours || info.minutes || info.seconds));
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return text;
  if (info?.month && !info.day && !clock) return day.slice(0, 7);
  if (time === undefined) return clock ? `${day}T00:00:00` : day;
  return time === '00:00:00' && !clock ? day : text;
}
