import { shown } from '../shown.ts';
import { counted } from './counted.ts';
import { dayAndMonth, longDay, monthName, ordinal } from './dates.ts';

/** What the sentences need of an issue; `facts` are those that the check of its code states. */
interface IssueFacts {
  readonly code: keyof typeof titles;
  readonly field: keyof typeof fields | null;
  readonly value: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

interface RepairFacts {
  readonly kind: keyof typeof repairs;
  readonly value: string;
}

const fields = {
  referenceId: 'Reference ID',
  endDate: 'End Date',
  plate: 'License Plate',
  amount: 'Amount',
  currency: 'Currency',
  permitNo: 'Permit Number',
  zone: 'Zone',
  startDate: 'Start Date',
};

/** Each field's rule in a few words. */
const rules = {
  referenceId: 'Letters, digits and dashes, at most 50. Every row needs one.',
  endDate: 'Like 2026-12-31T23:59:59.',
  plate: 'At most 25 characters.',
  amount: 'Like 14.50, from 0.01 to 999999.99.',
  currency: 'CAD or USD.',
  permitNo: 'Each only once in a file.',
  zone: 'As the controller names it.',
  startDate: 'Like 2026-01-01T00:00:00.',
};

const states = { valid: 'ready', warned: 'warning', invalid: 'error' };

/** Each code as the heading of a group. */
const titles = {
  'unreadable-characters': 'Unreadable characters',
  'spreadsheet-error': 'Spreadsheet error',
  'reference-missing': 'Reference ID missing',
  'reference-characters': 'Reference ID with other characters',
  'reference-too-long': 'Reference ID too long',
  'reference-duplicate': 'Same permit again',
  'reference-ambiguous': 'Several permits may be meant',
  'plate-missing': 'Plate missing',
  'end-date-missing': 'End Date missing',
  'end-date-format': 'End dates to rewrite',
  'end-date-impossible': 'No such End Date',
  'plate-too-long': 'Plate too long',
  'amount-format': 'Amount written differently',
  'amount-range': 'Amount out of range',
  'currency-unknown': 'Unknown currency',
  'nothing-to-update': 'Nothing to update',
  'nothing-to-create': 'Nothing to create',
  'start-date-format': 'Start Date written differently',
  'start-date-impossible': 'No such Start Date',
  'too-many-cells': 'Too many cells',
  'too-few-cells': 'Too few cells',
  'quote-unbalanced': 'Unbalanced quote',
  'cell-holds-rows': 'Rows within a cell?',
  'not-a-permit': 'Not a permit?',
  'value-damaged': 'Changed by a spreadsheet?',
  placeholder: 'Stands for no value?',
  'invisible-characters': 'Characters nobody sees',
  'text-formula': 'Text written as a formula',
  'two-plates': 'Several plates?',
  'formula-uncalculated': 'Formula without a result',
  'merged-cells': 'Part of a merged cell',
  'row-hidden': 'Hidden in the workbook',
  'permit-exists': 'Created here before',
  'already-done': 'Done already?',
  'end-date-past': 'End Date in the past',
  'end-date-ambiguous': 'Hour that comes twice',
  'plate-repeated': 'Plate on several permits',
  'plate-form': 'Plate of another form',
  'amount-without-currency': 'Amount without currency',
  'currency-without-amount': 'Currency without amount',
  'start-date-ambiguous': 'Start in an hour that comes twice',
  'end-before-start': 'Ends before it starts',
  'zone-unknown': 'Zone the controller did not name',
};

const repairs = {
  'currency-case': (before: string, after: string) => `Write the currency in capitals: ${before} → ${after}`,
  'currency-name': (before: string, after: string) => `Write the currency’s code: ${before} → ${after}`,
  'amount-notation': (before: string, after: string) =>
    `Write the amount with a point and two digits: ${before} → ${after}`,
  'reference-wrapping': (before: string, after: string) =>
    `Take off what stands around the reference ID: ${before} → ${after}`,
  'reference-dashes': (before: string, after: string) =>
    `Write plain dashes in the reference ID: ${before} → ${after}`,
  'date-notation': (before: string, after: string) =>
    `Write the date the controller’s way: ${before} → ${after}`,
  'date-time-added': (before: string, after: string) =>
    `Add the time ${after.slice(11)}, which the cell does not have: ${before} → ${after}`,
  'date-serial': (before: string, after: string) =>
    `Read the number as an Excel date: ${before} → ${after}. Right only if Excel counted from 1900`,
  'date-offset': (before: string, after: string) => `Convert to the lot’s time: ${before} → ${after}`,
  'text-formula': (before: string, after: string) => `Take the bare text: ${before} → ${after}`,
  'plate-form': (before: string, after: string) => `Write the plate in the stated form: ${before} → ${after}`,
  'plain-form': (before: string, after: string) => `Write it with plain characters: ${before} → ${after}`,
  'merged-value': (before: string, after: string) => `Take the merged cell’s value: ${before} → ${after}`,
  blank: (before: string) => `Blank the cell: ${before} → nothing is sent`,
  'missing-cells': () => 'Take the missing last cells as blank',
};

const quoted = (value: string) => `“${shown(value)}”`;
const s = (count: string | number | undefined) => (Number(count) === 1 ? '' : 's');

function referenceCharacters({ value, facts }: IssueFacts): string {
  if (facts['reason'] === 'scientific') {
    return `The spreadsheet turned this reference ID into the number ${shown(value)} and destroyed its last digits. It cannot be repaired here: copy it again from where it came from, into a column formatted as text.`;
  }
  const character = String(facts['character'] ?? '');
  const named = character.trim() === '' ? 'a space' : quoted(character);
  return `${quoted(value)} contains ${named}. A reference ID has only letters, digits and dashes.`;
}

function endDateFormat({ value, facts }: IssueFacts): string {
  const like = 'like 2026-12-31T23:59:59';
  const day = facts['day'];
  switch (facts['reason']) {
    case 'order':
      return `${quoted(value)} can be ${longDay(facts['dayFirst'])} or ${longDay(facts['monthFirst'])}. Choose which comes first in this column, the day or the month.`;
    case 'order-against':
      return `${quoted(value)} can only be ${longDay(day)}, yet the ${facts['order'] === 'month-first' ? 'month' : 'day'} comes first elsewhere in this column. Write it ${like}.`;
    case 'short-year':
      return `The year in ${quoted(value)} has only two digits. Write it with four, ${like}.`;
    case 'no-time':
      return `${quoted(value)} has no time of day. The controller needs one, ${like}.`;
    case 'serial':
      return `${quoted(value)} is a number, perhaps a spreadsheet’s date. The controller reads dates ${like}.`;
    case 'offset':
      return `${quoted(value)} states its distance from UTC. The controller reads the time alone, ${like}.`;
    case 'offset-without-zone':
      return `${quoted(value)} states its distance from UTC, and the lot’s time zone is not known. Set it in the connection, or write the date ${like}.`;
    case 'doubtful':
      return `${quoted(value)} contradicts itself. Write the date ${like}.`;
    case 'notation':
      return `${quoted(value)} is written in a way the controller does not read. It reads dates ${like}.`;
    default:
      return `${quoted(value)} is not a date that can be read. Write it ${like}.`;
  }
}

function endDateImpossible({ value, facts }: IssueFacts): string {
  const number = (name: string) => Number(facts[name]);
  switch (facts['part']) {
    case 'skipped':
      return `${quoted(value)} does not exist in ${facts['zone']}: the clocks go forward over it. The next time that exists is ${facts['resumes']}.`;
    case 'utc':
      return `${quoted(value)} cannot be converted from ${facts['zone']} to UTC, because the result has no year of four digits. Write an earlier year.`;
    case 'year':
      return `There is no year ${String(facts['year']).padStart(4, '0')}. Write a year like 2026.`;
    case 'month':
      return `There is no month ${facts['month']}. Months go from 01 to 12.`;
    case 'day': {
      const [month, year] = [number('month'), number('year')];
      if (number('day') === 0) return `There is no day 0 in ${monthName(month)} ${year}. Days start with 01.`;
      return `There is no ${dayAndMonth(number('day'), month)} ${year}. The last day of that month is the ${ordinal(number('lastDay'))}.`;
    }
    case 'time':
      if (number('hour') === 24) return `There is no hour 24 in ${quoted(value)}. The day ends at 23:59:59.`;
      return `There is no such time in ${quoted(value)}. A day goes from 00:00:00 to 23:59:59.`;
    default:
      return `No calendar has the day in ${quoted(value)}, whether its day or its month comes first.`;
  }
}

function hourTwice({ value, facts }: IssueFacts): string {
  const taken =
    facts['sent'] === 'later'
      ? 'The later one is taken.'
      : 'It is sent as it stands; if the controller converts it, the later one is meant.';
  return `${value.slice(11)} comes twice on ${longDay(value)} in ${facts['zone']}, because the clocks go back. ${taken}`;
}

function amountRange({ value, facts }: IssueFacts): string {
  const range = 'The controller takes 0.01 to 999999.99.';
  if (facts['reason'] === 'negative') return `${shown(value)} is less than nothing. ${range}`;
  if (facts['reason'] === 'zero')
    return `An amount cannot be zero. ${range} Leave the cell blank to keep the amount.`;
  return `${shown(value)} is too much. ${range}`;
}

const keepOrCopy =
  'Copy it again from where it came from, into a column formatted as text; if it is meant so, keep it as it is.';

function damagedBy(value: string, kind: string | number | undefined): string {
  switch (kind) {
    case 'date':
      return `The workbook holds a date here (${shown(value)}), and probably made it of another text.`;
    case 'truth':
      return `The workbook holds a truth value here (${shown(value)}), not a text.`;
    case 'long-number':
      return `The workbook holds a number of more than 15 digits here (${shown(value)}), and spreadsheets lose the last of them.`;
    default:
      return `${quoted(value)} looks like what a spreadsheet makes of another text.`;
  }
}

const messages = {
  'unreadable-characters': ({ value, facts }) =>
    `${quoted(value)} contains a character that was damaged (${facts['character']}). Type the value again, or read the file with another encoding.`,
  'spreadsheet-error': ({ value, facts }) =>
    facts['reason'] === 'lost'
      ? 'The workbook refers to a text for this cell that is not in it. Open and save it in a spreadsheet program, or type the value here.'
      : `${shown(value)} is an error of the spreadsheet’s, not a value. Mend it there, or type the value here.`,
  'reference-missing': () => 'The reference ID is missing. Without it the controller cannot find the permit.',
  'reference-characters': referenceCharacters,
  'reference-too-long': ({ facts }) =>
    `This reference ID has ${facts['length']} characters. It can have at most ${facts['max']}.`,
  'reference-duplicate': ({ field, value, facts }) => {
    const earlier = facts['first'] === undefined ? 'An earlier row' : `Row ${facts['first']}`;
    const key = field === 'permitNo' ? 'permit number' : 'reference ID';
    return `${earlier} has the ${key} ${quoted(value)} too. Choose which of them to send.`;
  },
  'end-date-format': endDateFormat,
  'end-date-impossible': endDateImpossible,
  'plate-missing': () => 'A new permit needs a plate: without one the controller answers with an error.',
  'end-date-missing': () =>
    'A new permit needs an End Date: without one the controller answers with an error.',
  'plate-too-long': ({ facts }) =>
    `This plate has ${facts['length']} characters. It can have at most ${facts['max']}.`,
  'amount-format': ({ value, facts }) =>
    facts['reason'] === 'zeros'
      ? `${shown(value)} has more than ${facts['max']} characters. Leave out the zeros in front.`
      : `${quoted(value)} is not an amount the controller reads. Write digits, a point and two digits, like 14.50.`,
  'amount-range': amountRange,
  'currency-unknown': ({ value }) =>
    `${quoted(value)} is not a currency the controller takes. Write CAD or USD.`,
  'nothing-to-update': () =>
    'This row has a reference ID and nothing else, so there is nothing to update. Fill in a cell, or leave the row out.',
  'too-many-cells': ({ facts }) =>
    `This row has ${facts['cells']} cells, the header has ${facts['expected']}. ${
      facts['blank'] === 1
        ? 'Those after the last column are blank: a delimiter too many.'
        : 'Its values may stand in the wrong columns: look for a delimiter too many or a missing quote.'
    }`,
  'too-few-cells': ({ facts }) =>
    `This row has ${facts['cells']} cell${s(facts['cells'])}, the header has ${facts['expected']}. Its last cells may be blank, or its values may stand in the wrong columns: look for a missing delimiter.`,
  'quote-unbalanced': () =>
    'A quotation mark in this row is opened and not closed, so it was read as text. Check that each value stands in its column.',
  'cell-holds-rows': () =>
    'A quoted cell of this row holds lines that read like rows of this table. Look whether a quotation mark was left open; if the text is meant so, keep it as it is.',
  'not-a-permit': () =>
    'This row looks like a header, a ruler, a total or a foot line. Leave it out; if it is a permit, keep it as it is.',
  'value-damaged': ({ value, facts }) => `${damagedBy(value, facts['kind'])} ${keepOrCopy}`,
  placeholder: ({ value }) =>
    `${quoted(value)} often stands for “no value”, and would be sent as it stands. Blank the cell, type the value, or keep it as it is.`,
  'invisible-characters': ({ value }) =>
    `${quoted(value)} contains characters that nobody sees, or that look like others. The controller would take it for another value.`,
  'text-formula': ({ value }) =>
    `${quoted(value)} is how exports keep a spreadsheet from changing a text. The controller would take the signs for part of the value.`,
  'two-plates': ({ value }) =>
    `${quoted(value)} reads like several plates, and a permit has one. Write the one that counts, or keep it as it is.`,
  'formula-uncalculated': () =>
    'This cell is a formula whose result the workbook does not hold. Open and save it in a spreadsheet program, type the value, or keep the cell as it was read.',
  'merged-cells': ({ facts }) =>
    `This cell is part of a merged one that holds ${quoted(String(facts['merged']))}. Take that value, type another, or keep the cell blank.`,
  'row-hidden': () =>
    'This row is hidden or filtered out in the workbook. Leave it out, or keep it as it is to send it with the others.',
  'permit-exists': ({ facts }) =>
    `Permit ${facts['permit']} was created here on ${facts['day']}, from row ${facts['row']} of ${facts['batch']}, and its dates overlap; nothing is known of its deletion. Leave the row out; if another permit is meant, keep it as it is.`,
  'already-done': () =>
    'These results say that this row was accepted, and its values are those of then. Leave it out; to do it once more, keep it as it is.',
  'nothing-to-create': () =>
    'This row has no value in any column of a permit, so there is nothing to create. Fill in a cell, or leave the row out.',
  'start-date-format': endDateFormat,
  'start-date-impossible': endDateImpossible,
  'end-date-past': ({ value, facts }) =>
    `${longDay(value)}, ${value.slice(11)} has passed (${facts['zone']}). The permit will have ended.`,
  'end-date-ambiguous': hourTwice,
  'start-date-ambiguous': hourTwice,
  'end-before-start': ({ value, facts }) =>
    `The permit would end on ${longDay(value)}, ${value.slice(11)}, before it starts (${longDay(facts['start'])}, ${String(facts['start']).slice(11)}).`,
  'zone-unknown': ({ value, facts }) =>
    `${quoted(value)} is none of the ${counted(Number(facts['count']), 'zone')} that this controller named when it was asked last.${facts['nearest'] === undefined ? '' : ` The nearest is ${quoted(String(facts['nearest']))}.`} In a zone that it does not have, the permit is missing from its lot’s reports and from the handheld.`,
  'plate-form': ({ value, facts }) =>
    `${quoted(value)} is not of the form that this connection states: capitals and digits alone, ${facts['min']} to ${facts['max']} of them.`,
  'reference-ambiguous': ({ facts }) =>
    `The reference ID is missing, and several permits known here may be meant: ${facts['references']}. Choose one, or type its reference ID.`,
  'plate-repeated': ({ value, facts }) =>
    facts['permit'] === undefined
      ? `${quoted(value)} is on another permit of this file too, in row ${facts['row']}.`
      : `${quoted(value)} was last known here on permit ${facts['permit']} too, from ${facts['batch']} of ${facts['day']}.`,
  'amount-without-currency': ({ value }) =>
    `${shown(value)} has no currency. The controller decides which it is; write CAD or USD to be sure.`,
  'currency-without-amount': ({ value }) => `${shown(value)} stands without an amount. It is sent alone.`,
} satisfies Record<keyof typeof titles, (issue: IssueFacts) => string>;

/** What a column can stand for: a field, or the time of day of another column's date. */
const roles = { ...fields, endClock: 'Time of End Date', startClock: 'Time of Start Date' };

export const issues = {
  fields,
  roles,
  rules,
  states,
  titles,
  /** What is wrong with this value, and what would be right. */
  message: (issue: IssueFacts): string => messages[issue.code](issue),
  /** What a repair does, with the value before and after; `value` is the cell's, as it is now. */
  repairLabel: (repair: RepairFacts, value: string): string =>
    repairs[repair.kind](shown(value), repair.value),
};
