/** Rows with a date that is one day or another, by whether the day or the month comes first. */
export interface DateQuestion {
  /** How many rows wait for the answer; those that are left out wait for none. */
  readonly rows: number;
  /** The first such date, and both days that it can be, as YYYY-MM-DD. */
  readonly example: { readonly value: string; readonly dayFirst: string; readonly monthFirst: string };
}
