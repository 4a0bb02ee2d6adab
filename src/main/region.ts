/**
 * What spreadsheet programs of a region keep the cells of a CSV apart by: where a comma stands in numbers it cannot. Takes
 * the system's regional locale, such as `fr-CA`.
 */
export function spreadsheetSeparator(locale: string): ',' | ';' {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.some(({ type, value }) => type === 'decimal' && value === ',') ? ';' : ',';
}
