import type { Issue } from './issue.ts';
import type { Mapping } from './mapping.ts';

/** In which order a column's day and month stand, once a row has proved it or a person has chosen it. */
export type DateOrder = 'day-first' | 'month-first';

/** What checking depends on besides the row: the clock and the connection's time settings. */
export interface CheckSettings {
  /** Epoch milliseconds that count as now. */
  readonly now: number;
  /** The lot's IANA zone; null where the connection states none. */
  readonly zone: string | null;
  /** `utc`: End Date is in the lot's zone and is sent converted, as EndDateUtc. */
  readonly endDate: 'unchanged' | 'utc';
  /** HH:MM:SS that a date without a time gets. */
  readonly dayEnd: string;
  readonly dateOrder: DateOrder | null;
}

/** What reading found out about a row besides its cells. */
export interface RowReading {
  readonly quoteUnbalanced: boolean;
}

/** Checks one row: its cells as they are now (edits applied), by position. */
export type RowChecker = (cells: readonly string[], reading: RowReading) => Issue[];

/** A checker for rows of this mapping; `columnCount` is the header's. Duplicates are the batch's to find. */
export declare function rowChecker(
  mapping: Mapping,
  columnCount: number,
  settings: CheckSettings,
): RowChecker;
