import { matchCertainly } from '../../permit/mapping.ts';
import { afterBreak, type Dialect, lineEnd } from './dialect.ts';
import type { ReadingOptions } from './reading-options.ts';
import { RecordReader } from './record-reader.ts';

/** How many records are looked at to find out how a file is written. */
const sampleRecords = 200;

/** How much is read at once until there are as many, in characters. */
const sampleStep = 16 * 1024;

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
        const trial = score(sample, { delimiter, quote, escape, width: 0, headerWidth: 0 }, headers);
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
  mappedHeaders: readonly string[],
): { dialect: Dialect; score: number } {
  const dialect = { ...trial, ...widthsOf(sample, trial, mappedHeaders) };
  const { width } = dialect;
  const reader = new RecordReader(dialect);
  const blocks = [reader.push(sample), reader.end()];
  const records = blocks.flatMap((block) => block.records).slice(0, sampleRecords);
  const odd = blocks.reduce((sum, block) => sum + (block.unbalanced?.size ?? 0), 0);
  const full = records.filter(hasText);
  const even = full.filter((record) => record.length === width).length / Math.max(1, full.length);
  const first = full.slice(0, headerLines);
  // Words of a header count for a space only where the rows below have as many.
  const headers =
    trial.delimiter === ' ' ? first.filter(({ length }) => length === width && full.length > 1) : first;
  const named = Math.max(0, ...headers.map(publishedNames));
  // The space in a header such as “Reference ID” parts no cells, though “Reference” alone would be a name as well.
  if (trial.delimiter === ' ' && first.some((cells) => publishedNames([cells.join(' ')]) > 0))
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

/** How wide most records are, and the first that names fields or a header that a person mapped. */
function widthsOf(
  sample: string,
  trial: Dialect,
  mappedHeaders: readonly string[],
): Pick<Dialect, 'width' | 'headerWidth'> {
  const reader = new RecordReader(trial);
  const records: string[][] = [];
  for (let at = 0; at < sample.length && records.length < sampleRecords; at += sampleStep) {
    records.push(...reader.push(sample.slice(at, at + sampleStep)).records);
  }
  if (records.length < sampleRecords) records.push(...reader.end().records);
  const full = records.slice(0, sampleRecords).filter(hasText);
  const counts = new Map<number, number>();
  for (const { length } of full) counts.set(length, (counts.get(length) ?? 0) + 1);
  let width = 1;
  let most = 0;
  for (const [count, times] of counts) {
    if (times > most || (times === most && count > width)) {
      width = count;
      most = times;
    }
  }
  const header = full
    .slice(0, headerLines)
    .find((cells) => publishedNames(cells) > 0 || cells.some((cell) => mappedHeaders.includes(cell.trim())));
  return { width, headerWidth: header?.length ?? 0 };
}

function hasText(record: readonly string[]): boolean {
  return record.some((cell) => cell.trim() !== '');
}

/** Cells in apostrophes, and no cell in double quotes. */
function singleQuoted(sample: string): boolean {
  return /(^|[,;\t|\r\n ])'[^'\r\n]*'(?=[,;\t|\r\n ]|$)/.test(sample) && !/(^|[,;\t|\r\n])"/.test(sample);
}

function escapesOf(sample: string, quote: string): string[] {
  return sample.includes(`\\${quote}`) ? [quote, '\\'] : [quote];
}
