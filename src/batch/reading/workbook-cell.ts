import { format, getFormatDateInfo, isDateFormat } from 'numfmt';

/** What a number format makes of a number: its text, and whether it is the stored number that a person does not see. */
export interface NumberText {
  readonly text: string;
  readonly stored: boolean;
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
    if (day) return (value) => dateText(value, Boolean(clock), from1904);
    return (value) => ({ text: format(code, value, { throws: false }), stored: false });
  }
  return (value) => {
    // Beyond 15 digits a spreadsheet has already lost some, whatever it shows: the exponent lets the check say so.
    if (Number.isInteger(value) && Math.abs(value) >= 1e15) {
      return { text: value.toExponential().replace('e', 'E'), stored: false };
    }
    const stored = String(value);
    if (general && stored.length <= 11) return { text: stored, stored: false };
    const shown = format(general ? 'General' : code, value, { throws: false });
    // A long number that General shows with an exponent is whole in the file.
    if (!general && amountOf(shown) === value) return { text: shown.trim(), stored: false };
    return { text: stored, stored: amountOf(shown) !== value };
  };
}

function amountOf(shown: string): number {
  const bare = shown.replace(/[\s,\p{Sc}\u00a0]|CAD|USD/gu, '');
  return /^-?\d*\.?\d+$/.test(bare) ? Number(bare) : Number.NaN;
}

function dateText(value: number, clock: boolean, from1904: boolean): NumberText {
  const serial = from1904 ? value + days1904 : value;
  if (!(serial >= 0 && serial < lastSerial)) return { text: String(value), stored: true };
  let seconds = Math.round(serial * 86_400);
  const whole = seconds % 86_400 === 0;
  const days = Math.floor(seconds / 86_400);
  seconds %= 86_400;
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
