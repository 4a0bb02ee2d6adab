import type { CheckSettings } from './check-settings.ts';
import { headerKey, headerWords } from './header-key.ts';
import type { ColumnMatch } from './mapping.ts';

type TimeSettings = Pick<CheckSettings, 'zone' | 'endDate'>;

/**
 * The header of the End Date column where it says that its times are in UTC (`EndDateUtc`, `End (GMT)`) and the
 * connection converts to UTC, else null. Converting such times once more would end every permit hours off.
 */
export function utcHeader(columns: readonly ColumnMatch[], { endDate }: TimeSettings): string | null {
  if (endDate !== 'utc') return null;
  const column = columns.find(({ field }) => field === 'endDate');
  if (!column) return null;
  const says = headerWords(column.header).some((word) => word === 'utc' || word === 'gmt');
  return says || /(?:utc|gmt)$/.test(headerKey(column.header)) ? column.header : null;
}

/** The settings that count for these columns: times that are in UTC already are checked, and sent, as such. */
export function settingsFor<Settings extends TimeSettings>(
  columns: readonly ColumnMatch[],
  settings: Settings,
): Settings {
  return utcHeader(columns, settings) === null ? settings : { ...settings, zone: 'UTC' };
}
