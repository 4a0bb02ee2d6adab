import { matchCertainly } from '../../permit/mapping.ts';
import { afterBreak, type Dialect, type KnownColumns, lineEnd } from './dialect.ts';
import type { ReadingOptions } from './reading-options.ts';
import { RecordReader } from './record-reader.ts';

/** How many records are looked at to find out how a file is written. */
const sampleRecords = 200;

/** Among so many first lines the header is looked for. */
const headerLines = 30;

const delimiters = [',', ';', '\t', '|', ' '] as const;

/** The text behind a first line `sep=;`, the delimiter it names, and whether there was one. */
export function separatorLine(text: string): { delimiter: string; rest: number } | null {
  const found = /^\uFEFF?"?sep=([^\r\n])"?(?=\r|\n|$)/i.exec(text);
  if (!found?.[1]) return null;
  const end = lineEnd(text, 0);
  return { delimiter: found[1], rest: Math.min(afterBreak(text, end), text.length) };
}

/**
 * How the sample is written, as far as `stated` leaves it open: the delimiter, quote and escape with which its
 * records have the same number of cells and a header names published fields.
 */
export function detectDialect(
  sample: string,
  stated: ReadingOptions,
  headers: readonly string[] = [],
): Dialect {
  let best: { dialect: Dialect; score: number } | null = null;
  const quotes = stated.quote ? [stated.quote] : ['"', "'"];
  for (const quote of quotes) {
    if (quote === "'" && !stated.quote && !singleQuoted(sample)) continue;
    const escapes = stated.escape ? [stated.escape] : escapesOf(sample, quote);
    for (const escape of escapes) {
      for (const delimiter of stated.delimiter ? [stated.delimiter] : delimiters) {
        const trial = score(sample, { delimiter, quote, escape, width: 0, columns: null }, headers);
        if (best === null || trial.score > best.score) best = trial;
      }
    }
  }
  if (best === null) throw new Error('At least one dialect is tried.');
  return best.dialect;
}

function score(
  sample: string,
  trial: Dialect,
  headers: readonly string[],
): { dialect: Dialect; score: number } {
  const width = commonWidth(sample, trial);
  const dialect = { ...trial, width, columns: knownColumns(sample, trial, headers) };
  const reader = new RecordReader(dialect);
  const blocks = [reader.push(sample), reader.end()];
  const records = blocks.flatMap((block) => block.records).slice(0, sampleRecords);
  const odd = blocks.reduce((sum, block) => sum + (block.unbalanced?.size ?? 0), 0);
  const full = records.filter((record) => record.some((cell) => cell.trim() !== ''));
  const even = full.filter((record) => record.length === width).length / Math.max(1, full.length);
  const named = Math.max(0, ...full.slice(0, headerLines).map(publishedNames));
  // The space in a header such as “Reference ID” parts no cells, though “Reference” alone would be a name as well.
  if (
    trial.delimiter === ' ' &&
    full.slice(0, headerLines).some((cells) => publishedNames([cells.join(' ')]) > 0)
  )
    return { dialect, score: Number.NEGATIVE_INFINITY };
  // A header that names fields outweighs evenness, evenness outweighs width; a space has to earn its place.
  const prior = trial.delimiter === ' ' ? 0.5 : 1;
  const total =
    named * 10 +
    (width > 1 ? even * 8 * prior + Math.min(width, 20) * 0.1 * even : 0) -
    (odd / Math.max(1, full.length)) * 6 +
    (trial.quote === '"' ? 0.05 : 0) +
    (trial.escape === trial.quote ? 0.05 : 0) +
    (trial.delimiter === ',' ? 0.01 : 0);
  return { dialect, score: total };
}

/** How many cells of a record are names of fields. */
export function publishedNames(record: readonly string[]): number {
  return matchCertainly(record).filter((match) => match.field !== null).length;
}

/** Where the first line that names fields, or headers that a person mapped, puts the columns that tell a row. */
function knownColumns(sample: string, dialect: Dialect, headers: readonly string[]): KnownColumns | null {
  const { delimiter, quote } = dialect;
  for (let at = 0, lines = 0; at < sample.length && lines < headerLines; lines++) {
    const end = lineEnd(sample, at);
    const cells = sample
      .slice(at, end)
      .split(delimiter)
      .map((cell) => cell.replaceAll(quote, '').trim());
    at = afterBreak(sample, end);
    const fields = matchCertainly(cells).map(({ field }) => field);
    if (fields.some((field) => field !== null)) {
      return {
        reference: fields.indexOf('referenceId'),
        endDate: fields.indexOf('endDate'),
        amount: fields.indexOf('amount'),
      };
    }
    if (cells.some((cell) => headers.includes(cell))) return null;
  }
  return null;
}

/** The number of cells that most lines have; quoted stretches within a line are passed over. */
function commonWidth(sample: string, dialect: Dialect): number {
  const counts = new Map<number, number>();
  let lines = 0;
  for (let at = 0; at < sample.length && lines < sampleRecords; ) {
    const end = lineEnd(sample, at);
    const line = sample.slice(at, end);
    at = afterBreak(sample, end);
    if (line.trim() === '') continue;
    lines++;
    const width = cellCount(line, dialect);
    if (width !== null) counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  let common = 1;
  let most = 0;
  for (const [width, count] of counts) {
    if (count > most || (count === most && width > common)) {
      common = width;
      most = count;
    }
  }
  return common;
}

/** Cells of a line by its delimiters outside quotes; null where a quote stays open. */
function cellCount(line: string, { delimiter, quote, escape }: Dialect): number | null {
  if (!line.includes(quote)) return line.split(delimiter).length;
  let count = 1;
  let open = false;
  for (let at = 0; at < line.length; at++) {
    if (escape !== quote && line[at] === escape && line[at + 1] === quote) at++;
    else if (line[at] === quote) open = !open;
    else if (!open && line.startsWith(delimiter, at)) count++;
  }
  return open ? null : count;
}

/** Cells in apostrophes, and no cell in double quotes. */
function singleQuoted(sample: string): boolean {
  return /(^|[,;\t|\r\n ])'[^'\r\n]*'(?=[,;\t|\r\n ]|$)/.test(sample) && !/(^|[,;\t|\r\n])"/.test(sample);
}

function escapesOf(sample: string, quote: string): string[] {
  return sample.includes(`\\${quote}`) ? [quote, '\\'] : [quote];
}
