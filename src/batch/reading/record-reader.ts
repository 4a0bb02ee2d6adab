import { isUtf8 } from 'node:buffer';
import Papa from 'papaparse';
import { afterBreak, type Dialect, lineEnd, lineFeed } from './dialect.ts';
import { longestCell, scanRecord } from './record-scan.ts';
import { regularLines } from './regular-line.ts';

/** Records in the order of the text; `unbalanced` holds positions in `records`, or is null where there are none. */
export interface RecordBlock {
  readonly records: string[][];
  readonly unbalanced: ReadonlySet<number> | null;
}

const nothing: RecordBlock = { records: [], unbalanced: null };

/**
 * Cuts a text that comes in pieces into records. PapaParse does the parsing; what stands before it only finds where
 * records end, so that CR, LF and CRLF may be mixed, and takes out the records whose quotes are odd, so that none of
 * them swallows or shifts its neighbours. The records do not depend on where the pieces are cut.
 */
export class RecordReader {
  #rest = '';
  #ended = false;
  readonly #dialect: Dialect;
  readonly #regularEnd: ReturnType<typeof regularLines>;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    this.#regularEnd = regularLines(dialect, longestCell);
  }

  push(text: string): RecordBlock {
    this.#rest = this.#rest === '' ? text : this.#rest + text;
    return this.#rest.includes(this.#dialect.quote) ? this.#quoted(false) : this.#plain(false);
  }

  /**
   * What `push` would make records of, as long as it is lines without any quote: their bytes, for the caller to keep,
   * and how many bytes of `utf8` they are; what is behind these is still to be pushed. Null for any other text.
   */
  pushLines(utf8: Buffer): { lines: Buffer; taken: number } | null {
    const { quote } = this.#dialect;
    const taken = utf8.lastIndexOf(lineFeed) + 1;
    if (taken === 0 || quote.length > 1 || this.#rest.includes(quote)) return null;
    const whole = utf8.subarray(0, taken);
    if (whole.includes(quote) || !isUtf8(whole)) return null;
    const rest = Buffer.from(this.#rest);
    const lines = Buffer.from(new ArrayBuffer(rest.length + taken));
    lines.set(rest);
    lines.set(whole, rest.length);
    this.#rest = '';
    return { lines, taken };
  }

  /** The records of lines that `pushLines` answered. */
  recordsOf(lines: Buffer): string[][] {
    return this.#lines(lines.toString());
  }

  end(): RecordBlock {
    if (this.#ended || this.#rest === '') return nothing;
    this.#ended = true;
    return this.#rest.includes(this.#dialect.quote) ? this.#quoted(true) : this.#plain(true);
  }

  /** A text without any quote: every line is a record. */
  #plain(final: boolean): RecordBlock {
    const text = this.#rest;
    const cut = final ? text.length : wholeLines(text);
    if (cut === 0) return nothing;
    const body = cut === text.length ? text : text.slice(0, cut);
    this.#rest = cut === text.length ? '' : text.slice(cut);
    return { records: this.#lines(body), unbalanced: null };
  }

  /** The records of text without any quote that is made of whole lines. */
  #lines(body: string): string[][] {
    const lines = body.includes('\r') ? body.replace(/\r\n?/g, '\n') : body;
    return this.#parse(lines.endsWith('\n') ? lines.slice(0, -1) : lines, '\n', true);
  }

  #quoted(final: boolean): RecordBlock {
    const text = this.#rest;
    const { quote } = this.#dialect;
    const records: string[][] = [];
    const unbalanced = new Set<number>();
    let run = 0;
    let runBreak = '';
    let at = 0;
    let nextQuote = text.indexOf(quote);

    const flush = (end: number): void => {
      if (end > run) {
        const body = text.slice(run, end - runBreak.length);
        for (const record of this.#parse(body, runBreak, false)) records.push(record);
      }
      run = end;
    };

    while (at < text.length) {
      let end = this.#regularEnd?.(text, at) ?? -1;
      let cells: string[] | null = null;
      let odd = false;
      if (end === -1) {
        end = lineEnd(text, at);
        if (nextQuote !== -1 && nextQuote < at) nextQuote = text.indexOf(quote, at);
        if (nextQuote !== -1 && nextQuote < end) {
          const found = scanRecord(text, at, this.#dialect, final);
          if (found === null) break;
          end = found.end;
          cells = found.cells;
          odd = found.unbalanced;
        }
      }
      if (end === text.length && !final) break;
      // A CR at the end of a piece may be half of a CRLF.
      if (end === text.length - 1 && text[end] === '\r' && !final) break;
      const next = end === text.length ? end : afterBreak(text, end);
      const brk = text.slice(end, next);
      if (cells !== null || odd) {
        flush(at);
        if (odd) unbalanced.add(records.length);
        for (const record of cells ? [cells] : this.#parse(text.slice(at, end), brk, false))
          records.push(record);
        run = next;
        runBreak = '';
      } else if (brk !== runBreak) {
        flush(at);
        runBreak = brk;
      }
      at = next;
    }
    flush(at);
    this.#rest = text.slice(at);
    return { records, unbalanced: unbalanced.size > 0 ? unbalanced : null };
  }

  #parse(body: string, newline: string, fast: boolean): string[][] {
    if (body === '') return [['']];
    const { delimiter, quote, escape } = this.#dialect;
    const parser = new Papa.Parser({
      delimiter,
      newline: newline === '\r' || newline === '\r\n' ? newline : '\n',
      quoteChar: quote,
      escapeChar: escape,
      fastMode: fast,
    });
    return parser.parse(body, 0, false).data as string[][];
  }
}

/** How much of a text is whole lines whose breaks are whole too. */
function wholeLines(text: string): number {
  const feed = text.lastIndexOf('\n') + 1;
  const back = text.lastIndexOf('\r') + 1;
  if (back <= feed) return feed;
  return back === text.length ? Math.max(feed, text.lastIndexOf('\r', back - 2) + 1) : back;
}
