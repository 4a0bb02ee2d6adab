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
  /** `MIN-MAX` characters, capitals and digits alone, that the connection's plates have (plate-form.ts). */
  readonly plateForm?: string | null;
  /** The names that the controller told of its zones; none where it was not asked or did not say. */
  readonly zoneNames?: readonly string[];
  readonly dateOrder: DateOrder | null;
}
