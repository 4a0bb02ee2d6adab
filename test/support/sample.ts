/** The sample that ships with the product. */
export const samplePath = 'assets/sample-permits.csv';

/** What checking `assets/sample-permits.csv` finds, with the default settings: row → its issue codes. */
export const sampleIssues: Readonly<Record<number, readonly string[]>> = {
  12: ['end-date-past'],
  13: ['amount-without-currency'],
  14: ['currency-without-amount'],
  15: ['reference-missing'],
  16: ['reference-characters'],
  17: ['reference-too-long'],
  18: ['reference-duplicate'],
  19: ['end-date-format'],
  20: ['end-date-impossible'],
  21: ['plate-too-long'],
  22: ['amount-format'],
  23: ['amount-range'],
  24: ['currency-unknown'],
  25: ['nothing-to-update'],
  26: ['spreadsheet-error'],
  27: ['unreadable-characters'],
  28: ['too-many-cells'],
  29: ['too-few-cells'],
  30: ['quote-unbalanced'],
};

export const sampleCounts = { rows: 30, valid: 11, warned: 3, invalid: 16 } as const;
