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

const rowsWithQuotes: Readonly<Record<number, readonly string[]>> = {
  6: [
    '7c1e0f52-6a1d-4c0e-9f5b-2d8f4c3a1b04',
    '',
    '2031-12-31T23:59:59',
    '82.00',
    'CAD',
    'Lot 02',
    'Tremblay, Zoé',
  ],
  9: [
    '7c1e0f52-6a1d-4c0e-9f5b-2d8f4c3a1b07',
    'HPX 318',
    '2031-03-31T23:59:59',
    '60.00',
    'CAD',
    'Lot 02',
    'Asked for a "night" permit',
  ],
};

/**
 * What the results CSV of the sample holds, cell by cell, when all that could be sent was accepted at once. The time
 * of each answer is left blank. Worked out from the sample's own lines, without the product's reader.
 */
export function sampleResults(source: string): string[][] {
  const lines = source.trimEnd().split('\r\n');
  const width = 8;
  const padded = (cells: readonly string[]) => Array.from({ length: width }, (_, at) => cells[at] ?? '');
  const header = [
    ...padded((lines[0] ?? '').split(',')),
    'opscom_status',
    'opscom_reference_id',
    'opscom_internal_reference_id',
    'opscom_http_status',
    'opscom_error_code',
    'opscom_message',
    'opscom_attempts',
    'opscom_completed_at',
    'opscom_edits',
  ];
  const rows = lines.slice(1).map((line, at) => {
    const row = at + 2;
    const cells = rowsWithQuotes[row] ?? line.split(',');
    const reference = cells[0] ?? '';
    const answer =
      row <= 14 || row === 31
        ? ['accepted', reference, reference, '200', '', '', '1', '', '']
        : ['skipped', '', '', '', '', '', '0', '', ''];
    return [...padded(cells), ...answer];
  });
  return [header, ...rows];
}
