import { closeInLine, countOf, type Dialect, plainEnd } from './dialect.ts';

/** How many odd cells of one record are weighed against each other before all further ones are text. */
const weighedCells = 6;

/** A record that was cut within its own line. */
export interface OwnCells {
  readonly cells: string[];
  readonly end: number;
  readonly unbalanced: boolean;
}

/** The cells of a line whose quotes are odd, read so that it has the table's width if any reading gives it that. */
export function ownCells(line: string, dialect: Dialect): OwnCells {
  const readings: OwnCells[] = [];
  gather(line, 0, [], false, weighedCells, dialect, readings);
  const fitting = readings.find((reading) => reading.cells.length === dialect.width) ?? readings[0];
  if (!fitting) throw new Error('A record has at least one reading.');
  return fitting;
}

/** Collects the readings of a line from `at` on; the first is the one to take where none fits. */
function gather(
  line: string,
  at: number,
  before: readonly string[],
  unbalanced: boolean,
  weighed: number,
  dialect: Dialect,
  readings: OwnCells[],
): void {
  const cells = [...before];
  let odd = unbalanced;
  let next = at;
  for (;;) {
    const found = cellReadings(line, next, dialect);
    const first = found[0];
    if (!first) throw new Error('A cell has at least one reading.');
    if (found.length > 1 && weighed > 0) {
      for (const reading of found) {
        const grown = [...cells, reading.value];
        const isOdd = odd || reading.odd;
        if (reading.end >= line.length) readings.push({ cells: grown, end: reading.end, unbalanced: isOdd });
        else
          gather(line, reading.end + dialect.delimiter.length, grown, isOdd, weighed - 1, dialect, readings);
      }
      return;
    }
    cells.push(first.value);
    odd ||= first.odd;
    if (first.end >= line.length) {
      readings.push({ cells, end: first.end, unbalanced: odd });
      return;
    }
    next = first.end + dialect.delimiter.length;
  }
}

interface CellReading {
  readonly value: string;
  readonly end: number;
  readonly odd: boolean;
}

/** Every way to read one cell of a line, the likeliest first. */
function cellReadings(line: string, at: number, dialect: Dialect): CellReading[] {
  const { quote, delimiter } = dialect;
  const end = plainEnd(line, at, delimiter, line.length);
  const plain = line.slice(at, end);
  const asText: CellReading = { value: plain, end, odd: countOf(plain, quote) % 2 === 1 };
  const lead = leadingSpaces(line, at, delimiter);
  if (line[at + lead] !== quote) return [asText];

  const open = at + lead;
  const book = closeInLine(line, open, dialect);
  if (book !== -1) {
    const value = unescaped(line.slice(open + 1, book - 1), dialect);
    // White space before a quote makes it text by the book; many writers put it there all the same.
    return lead === 0 ? [{ value, end: book, odd: false }] : [{ value, end: book, odd: false }, asText];
  }
  const whole: CellReading[] = [];
  const wider: CellReading[] = [];
  for (let search = open + 1; whole.length + wider.length < 3; ) {
    const close = line.indexOf(quote, search);
    if (close === -1) break;
    search = close + 1;
    const after = close + 1 + leadingSpaces(line, close + 1, delimiter);
    if (after < line.length && !line.startsWith(delimiter, after)) continue;
    const inner = line.slice(open + 1, close);
    // A quote that the writer doubled does not close.
    if (dialect.escape === quote && trailing(inner, quote) % 2 === 1 && inner !== quote) continue;
    const reading = { value: unescaped(inner, dialect), end: after, odd: hasLone(inner, dialect) };
    if (after === end) whole.push(reading);
    else wider.push(reading);
  }
  // Quotes at both ends of the cell are the cell's, whatever stands between them; else they are text before they are
  // a cell that reaches over delimiters.
  const readings = [...whole, { ...asText, odd: true }, ...wider];
  return readings;
}

/** Whether a quoted cell's inside holds a quote that was not escaped. */
function hasLone(inner: string, dialect: Dialect): boolean {
  return inner.replaceAll(dialect.escape + dialect.quote, '').includes(dialect.quote);
}

function unescaped(inner: string, dialect: Dialect): string {
  return inner.includes(dialect.quote)
    ? inner.replaceAll(dialect.escape + dialect.quote, dialect.quote)
    : inner;
}

function leadingSpaces(text: string, at: number, delimiter: string): number {
  let count = 0;
  while (delimiter !== ' ' && text[at + count] === ' ') count++;
  return count;
}

function trailing(text: string, character: string): number {
  let count = 0;
  while (count < text.length && text[text.length - 1 - count] === character) count++;
  return count;
}
