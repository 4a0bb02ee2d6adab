import { currencyNamed } from './currency.ts';
import { maxLength } from './field.ts';
import { type Finding, finding } from './finding.ts';
import type { Repair } from './issue.ts';

const form = /^-?\d+\.\d{2}$/;
const zeroForm = /^-?0+\.00$/;

/** Whether a cell, as it stands, is an amount: digits, a point and two digits, 0.01 to 999999.99, 9 characters. */
export function isAmount(cell: string): boolean {
  const length = cell.length;
  if (length < 4 || length > maxLength.amount || cell.charCodeAt(length - 3) !== 46) return false;
  let nonZero = false;
  for (let at = 0; at < length; at++) {
    if (at === length - 3) continue;
    const code = cell.charCodeAt(at);
    if (code < 48 || code > 57) return false;
    if (code !== 48) nonZero = true;
  }
  return nonZero;
}

/**
 * What is wrong with a trimmed amount that is not blank. Leading zeros are the API's own decimal and stay, until
 * they make more than nine characters. `currency` is the row's currency, trimmed: an amount that names another one
 * is nobody's to repair.
 */
export function amountFinding(value: string, currency: string): Finding | null {
  if (isAmount(value)) return null;
  if (!form.test(value)) return finding('amount-format', {}, amountRepair(value, currency));
  if (value.startsWith('-')) return finding('amount-range', { reason: 'negative' });
  if (zeroForm.test(value)) return finding('amount-range', { reason: 'zero' });
  const bare = value.replace(/^0+(?=\d)/, '');
  if (!isAmount(bare)) return finding('amount-range', { reason: 'large' });
  return finding(
    'amount-format',
    { reason: 'zeros', max: maxLength.amount },
    { kind: 'amount-notation', value: bare, safe: true },
  );
}

const marked =
  /^\+?(\$|[a-z][a-z.$ ]{0,18}?\$?|\$ ?[a-z]{2,3})? ?\+?([\d.,' ]*\d[\d.,' ]*?) ?(\$|\$? ?[a-z][a-z.$ ]{0,18})?$/i;

function amountRepair(value: string, currency: string): Repair | null {
  const bare = (value.charCodeAt(0) === 36 ? value.slice(1) : value).trim();
  if (/^[\d.,]+$/.test(bare)) return repairOf(decimalOf(bare), true);
  // Non-breaking, thin and narrow spaces group digits in French, typographic apostrophes in Swiss files.
  const match = marked.exec(value.replace(/[\u00a0\u2007\u2009\u202f]/g, ' ').replace(/[’ʼ]/g, "'"));
  if (!match) return null;
  let safe = true;
  for (const mark of [match[1], match[3]]) {
    if (!mark || mark === '$') continue;
    const named = currencyNamed(mark.trim());
    if (!named || (currency !== '' && currencyNamed(currency) !== named)) return null;
    // The currency column says nothing: taking the mark away would lose what it says.
    if (currency === '') safe = false;
  }
  return repairOf(decimalOf(match[2] ?? ''), safe);
}

function repairOf(number: Decimal | null, safe: boolean): Repair | null {
  if (!number || !isAmount(number.value)) return null;
  return { kind: 'amount-notation', value: number.value, safe: safe && number.certain };
}

interface Decimal {
  readonly value: string;
  readonly certain: boolean;
}

const groups = {
  comma: /^[1-9]\d{0,2}(?:,\d{3})+(?:\.(\d{0,2}))?$/,
  point: /^[1-9]\d{0,2}(?:\.\d{3})+,(\d{0,2})$/,
  points: /^[1-9]\d{0,2}(?:\.\d{3}){2,}$/,
  space: /^[1-9]\d{0,2}(?:[ ']\d{3})+(?:[.,](\d{0,2}))?$/,
} as const;

/** The number in two decimals, and whether it can be read in only one way; null when in none worth proposing. */
function decimalOf(text: string): Decimal | null {
  if (!/\d/.test(text)) return null;
  const plain = /^(\d*)(?:[.,](\d{0,2}))?$/.exec(text) ?? /^(\d*)[.,](\d{2})0{2,}$/.exec(text);
  if (plain) return decimal(plain[1] || '0', plain[2], true);
  // 1,450 is one thousand four hundred and fifty here, and a little over one dollar elsewhere.
  if (/^[1-9]\d{0,2},\d{3}$/.test(text)) return decimal(text.replace(',', ''), '', false);
  if (/^\d+[.,]\d{3}$/.test(text)) {
    return text.endsWith('0') ? decimal(text.slice(0, -4), text.slice(-3, -1), false) : null;
  }
  const grouped =
    groups.comma.exec(text) ?? groups.point.exec(text) ?? groups.points.exec(text) ?? groups.space.exec(text);
  if (!grouped) return null;
  const pennies = grouped[1];
  const whole = pennies === undefined ? text : text.slice(0, text.length - pennies.length - 1);
  return decimal(whole.replace(/\D/g, ''), pennies, true);
}

function decimal(whole: string, pennies: string | undefined, certain: boolean): Decimal {
  return { value: `${whole.replace(/^0+(?=\d)/, '')}.${(pennies ?? '').padEnd(2, '0')}`, certain };
}
