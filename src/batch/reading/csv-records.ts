import { fail, ok, type Result } from '../../permit/result.ts';
import type { RowMarks } from '../../permit/row-reading.ts';
import { surveyText, type TextPiece } from './csv-text.ts';
import { detectDialect, separatorLine } from './detect-dialect.ts';
import type { Dialect } from './dialect.ts';
import type { Encoding } from './encoding.ts';
import type { ReadFailure, ReadingNote, TableOptions } from './reading-options.ts';
import { type RecordBlock, RecordReader } from './record-reader.ts';
import { type NumberedRecords, numbersFrom, type RecordSource } from './record-source.ts';
import { type SourceFile, usualBlockSize } from './source-file.ts';

/** The characters that decide how a file is written and where its header is. */
const sampleLength = 256 * 1024;

/** Finds out how a text file is written, and reads its first records. */
export async function openCsv(
  file: SourceFile,
  options: TableOptions,
  signal?: AbortSignal,
): Promise<Result<RecordSource, ReadFailure>> {
  const invalid = optionFailure(options);
  if (invalid) return invalid;
  const surveyed = await surveyText(file, options, options.blockSize ?? usualBlockSize, signal);
  if (!surveyed.ok) return surveyed;
  const { sha256, encoding } = surveyed.value;
  const pieces = new Pieces(surveyed.value.pieces(signal));

  let sample = '';
  while (sample.length < sampleLength && !pieces.atEnd) sample += await pieces.next();
  if (signal?.aborted) return fail('cancelled');
  // Files joined or saved again by careless programs begin with a second mark, which would keep a quote from opening.
  sample = sample.replace(/^\uFEFF+/, '');
  const separator = separatorLine(sample);
  const text = separator ? sample.slice(separator.rest) : sample;
  if (pieces.atEnd && /^[\s,;|"']*$/.test(text)) return fail('file-empty', { path: file.path });
  const delimiter = options.delimiter ?? separator?.delimiter;
  const dialect = detectDialect(
    text.slice(0, sampleLength),
    { ...options, delimiter },
    options.mappedHeaders,
  );

  const reader = new RecordReader(dialect);
  const records: string[][] = [];
  const unbalanced = new Set<number>();
  const marks = new Map<number, RowMarks>();
  const keep = (block: RecordBlock): void => {
    for (const at of block.unbalanced ?? []) unbalanced.add(records.length + at);
    for (const [at, mark] of block.marks ?? []) marks.set(records.length + at, mark);
    for (const record of block.records) records.push(record);
  };
  // The header is looked for in the same stretch of text, however the file came in.
  keep(reader.push(text.slice(0, sampleLength)));
  const looked = text.length > sampleLength && records.length > 0 ? records.length : null;
  keep(reader.push(text.slice(sampleLength)));
  const isEnough = () => records.length >= Math.max(1, options.headerRow ?? 1);
  while (!pieces.atEnd && !isEnough()) keep(reader.push(await pieces.next()));
  const isWhole = pieces.atEnd;
  if (isWhole) keep(reader.end());

  return ok({
    sha256,
    format: 'csv',
    encoding: encoding.name,
    delimiter: dialect.delimiter,
    quote: dialect.quote,
    escape: dialect.escape,
    sheet: null,
    sheets: [],
    notes: [
      ...encodingNotes(encoding),
      ...(separator
        ? [{ code: 'separator-line', facts: { delimiter: separator.delimiter } } satisfies ReadingNote]
        : []),
      ...dialectNotes(dialect, { ...options, delimiter }),
    ],
    first: {
      records,
      numbers: numbersFrom(1, records.length),
      unbalanced,
      marks,
      bytes: pieces.bytes,
    },
    candidates: options.headerRow === undefined ? (looked ?? records.length) : records.length,
    omitsBlankEnd: false,
    async *rest(stop) {
      let count = records.length;
      const numbered = (block: RecordBlock): NumberedRecords => {
        const numbers = numbersFrom(count + 1, block.records.length);
        count += block.records.length;
        return { ...block, numbers, bytes: pieces.bytes };
      };
      while (!pieces.atEnd) {
        const piece = await pieces.next();
        if (stop?.aborted) return;
        yield numbered(reader.push(piece));
      }
      if (!isWhole) yield numbered(reader.end());
    },
    async *again(stop) {
      if (isWhole) {
        yield records;
        return;
      }
      const anew = new Pieces(surveyed.value.pieces(stop));
      const from = new RecordReader(dialect);
      let head = '';
      while (head.length < sampleLength && !anew.atEnd) head += await anew.next();
      head = head.replace(/^\uFEFF+/, '');
      yield from.push(separator ? head.slice(separator.rest) : head).records;
      while (!anew.atEnd) yield from.push(await anew.next()).records;
      yield from.end().records;
    },
    notesAtEnd: () => [],
    bytesRead: () => pieces.bytes,
    close: () => {},
  });
}

/** A text that comes in pieces, and how far it is read. */
class Pieces {
  atEnd = false;
  bytes = 0;
  readonly #pieces: AsyncGenerator<TextPiece>;

  constructor(pieces: AsyncGenerator<TextPiece>) {
    this.#pieces = pieces;
  }

  /** The next piece, blank at the end. */
  async next(): Promise<string> {
    const piece = await this.#pieces.next();
    if (piece.done) {
      this.atEnd = true;
      return '';
    }
    this.bytes += piece.value.bytes;
    return piece.value.text;
  }
}

function encodingNotes({ name, certainty }: Encoding): ReadingNote[] {
  if (certainty !== 'guessed') return [];
  const code = name === 'utf-8' ? 'encoding-damaged' : 'encoding-detected';
  return [{ code, facts: { encoding: name } }];
}

/** What was found out although nobody had said it, and that few files have. */
function dialectNotes({ delimiter, quote, escape }: Dialect, stated: TableOptions): ReadingNote[] {
  const notes: ReadingNote[] = [];
  if (!stated.delimiter && ![',', ';', '\t'].includes(delimiter)) {
    notes.push({ code: 'delimiter-unusual', facts: { delimiter } });
  }
  if (!stated.quote && quote !== '"') notes.push({ code: 'quote-unusual', facts: { quote } });
  if (!stated.escape && escape !== quote) notes.push({ code: 'escape-unusual', facts: { escape } });
  return notes;
}

function optionFailure(options: TableOptions): Result<never, ReadFailure> | null {
  const { delimiter, quote, escape } = options;
  if (delimiter !== undefined && !/^[^\r\n]$/u.test(delimiter))
    return fail('option-delimiter', { value: delimiter });
  for (const mark of [quote, escape]) {
    if (mark !== undefined && (!/^[^\r\n]$/u.test(mark) || mark === delimiter)) {
      return fail('option-quote', { value: mark });
    }
  }
  return null;
}
