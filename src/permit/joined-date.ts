import { trimmed } from './cell.ts';
import { clockRole, dateFields } from './column-role.ts';
import type { Mapping } from './mapping.ts';

const timeOfDay = /^\d{1,2}(?:(?:[:.]\d{2}){1,2}| ?h ?(?:\d{2})?)?(?: ?[ap]\.? ?m\.?)?$/i;
const bareNumber = /^\d+(?:[.]\d+)?$/;
// A workbook's time is one of the day before its calendar begins.
const dayZero = /^(?:1899-12-3[01]|1904-01-01)T(?=\d{2}:\d{2}:\d{2}$)/;

/** Whether a trimmed text is a time of day and nothing else: `18:00`, `6:30 PM`, `18 h 30`; never a bare number. */
export function isTimeOfDay(text: string): boolean {
  if (text.length > 20) return false;
  return dayZero.test(text) || (timeOfDay.test(text) && !bareNumber.test(text));
}

// Midnight is what a spreadsheet shows of a day that has no time.
const midnight = /[T ](?:0?0:00(?::00(?:\.0+)?)?|12:00(?::00)? ?AM)$/i;
const isoDay = /^\d{4}-\d{2}-\d{2}$/;
const wholeTime = /^\d{2}:\d{2}:\d{2}$/;

/**
 * A date and the time of day that another column has for it, as one text to be checked like any date that has both. A
 * date without a time stays alone where the time is blank, as does one that states that same time already, as a repair
 * writes it. Two different times are both left standing: that is no date, and a person decides.
 */
export function joinedDate(date: string, time: string): string {
  const day = trimmed(date);
  const clock = trimmed(time).replace(dayZero, '');
  if (clock === '' || statesTime(day, clock)) return date;
  const bare = day.replace(midnight, '');
  return `${bare}${isoDay.test(bare) && wholeTime.test(clock) ? 'T' : ' '}${clock}`.trim();
}

const parts = /^(\d{1,2})[:.h ]*(\d{2})?(?:[:.](\d{2}))? ?(?:([ap])\.? ?m\.?)?$/i;

/** Whether a date in the API's form has this time of day. */
function statesTime(date: string, time: string): boolean {
  const match = parts.exec(time);
  if (!match) return false;
  const [, hours = '', minutes = '00', seconds = '00', half] = match;
  const late = half?.toLowerCase() === 'p';
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (late ? 12 : 0);
  return date.endsWith(`T${String(hour).padStart(2, '0')}:${minutes}:${seconds}`);
}

/** The columns, from 0, of a date and of its time of day. */
export interface JoinedColumns {
  readonly date: number;
  readonly clock: number;
}

/** The dates of this mapping that have their time in another column. */
export function joinedColumns(mapping: Mapping): readonly JoinedColumns[] {
  let columns = none;
  for (const field of dateFields) {
    const clock = mapping.indexOf(clockRole(field));
    const date = clock < 0 ? -1 : mapping.indexOf(field);
    // Asked for every row, and hardly ever found.
    if (date >= 0) columns = [...columns, { date, clock }];
  }
  return columns;
}

const none: readonly JoinedColumns[] = [];

/**
 * The cells as the fields take them: where a date has its time in another column, both stand in the date's cell. Issues
 * and repairs of such a date are those of that cell; a repair writes day and time there, and the other cell stays.
 */
export function joinedCells(cells: readonly string[], mapping: Mapping): readonly string[] {
  let joined: string[] | null = null;
  for (const { date, clock } of joinedColumns(mapping)) {
    joined ??= cells.slice();
    joined[date] = joinedDate(cells[date] ?? '', cells[clock] ?? '');
  }
  return joined ?? cells;
}
