import { writeFileSync } from 'node:fs';
import { utils, write } from '@e965/xlsx';

const permitCount = 4000;

const headers = [
  'Reference ID',
  'Permit No',
  'License Plate',
  'End Date',
  'Amount',
  'Currency',
  'Lot',
  'Holder',
  'Company',
  'E-mail',
  'Phone',
  'Stall',
  'Remarks',
  'Renewed by',
];

/**
 * A workbook as a lot manager gets it for the month's renewals: three sheets, permits on the second, 14 columns, dates
 * month first, amounts in several ways of writing, blank currencies, repeated permits, some without a reference ID, and
 * a Total row at the end.
 */
export function morningFile(path: string): void {
  const book = utils.book_new();
  utils.book_append_sheet(book, sheetOf([['Renewals for March'], ['Ask Zoé before sending']]), 'Read me');
  utils.book_append_sheet(book, sheetOf([headers, ...permits(), totals()]), 'Permits');
  utils.book_append_sheet(
    book,
    sheetOf([
      ['Lot', 'Monthly'],
      ['Lot 7', '75.00'],
      ['Lot 12', '82.50'],
    ]),
    'Prices',
  );
  writeFileSync(path, write(book, { type: 'buffer', bookType: 'xlsx' }));
}

/** How many of its rows somebody at a desk can mend: one of each permit, with a reference ID and an amount above 0. */
export function mendableRows(): number {
  const references = permits()
    .filter(([reference, , , , amount]) => reference !== '' && !amount?.startsWith('('))
    .map(([reference]) => reference);
  return new Set(references).size;
}

/** All of its rows, with the Total row. */
export const morningRows = permitCount + 1;

function sheetOf(rows: string[][]) {
  return utils.aoa_to_sheet(rows);
}

function permits(): string[][] {
  return Array.from({ length: permitCount }, (_, at) => {
    // Each hundredth row is that of the permit before it once more, with another plate.
    const isRepeated = at % 100 === 99;
    const permit = isRepeated ? at - 1 : at;
    const isNameless = at % 333 === 17;
    return [
      isNameless ? '' : `8f3a${String(permit).padStart(6, '0')}-c1`,
      String(20_000 + permit),
      `${isRepeated ? 'NEW' : 'ABC'} ${String(at).padStart(4, '0')}`,
      endDate(at),
      amount(at),
      at % 8 === 3 ? '' : 'CAD',
      at % 3 === 0 ? 'Lot 12' : 'Lot 7',
      at % 5 === 0 ? 'Côté, Hélène' : 'Smith "Bob"',
      at % 4 === 0 ? 'Les Entreprises É. Roy' : '',
      `holder${at}@example.com`,
      `514-555-${String(at % 10_000).padStart(4, '0')}`,
      String((at % 400) + 1),
      at % 50 === 0 ? 'paid by cheque,\nask at the gate' : '',
      at % 2 === 0 ? 'zoé' : 'marc',
    ];
  });
}

/** Month first: of one in a hundred the day could be the month. */
function endDate(at: number): string {
  if (at % 100 === 7) return '03/06/2031';
  return at % 2 === 0 ? '12/31/2031' : '6/30/2031 11:59 PM';
}

function amount(at: number): string {
  if (at % 13 === 5) return 'per contract';
  if (at % 10 === 1) return `CA$${75 + (at % 3)}.50`;
  if (at % 40 === 2) return `(${at % 90}.00)`;
  return at % 6 === 0 ? '75' : '82.50';
}

function totals(): string[] {
  return ['Total', '', '', '', '311,234.50', ...headers.slice(5).map(() => '')];
}
