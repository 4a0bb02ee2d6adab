import Papa from 'papaparse';
import { afterBreak, type Dialect, lineEnd } from './dialect.ts';
import { scanRecord } from './record-scan.ts';

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

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  push(text: string): RecordBlock {
    this.#rest = this.#rest === '' ? text : this.#rest + text;
    return this.#read(false);
  }

  end(): RecordBlock {
    if (this.#ended || this.#rest === '') return nothing;
    this.#ended = true;
    return this.#read(true);
  }

  #read(final: boolean): RecordBlock {
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
        for (const record of this.#parse(body, runBreak)) records.push(record);
      }
      run = end;
    };

    while (at < text.length) {
      let end = lineEnd(text, at);
      let cells: string[] | null = null;
      let odd = false;
      if (nextQuote !== -1 && nextQuote < at) nextQuote = text.indexOf(quote, at);
      if (nextQuote !== -1 && nextQuote < end) {
        const found = scanRecord(text, at, this.#dialect, final);
        if (found === null) break;
        end = found.end;
        cells = found.cells;
        odd = found.unbalanced;
      }
      if (end === text.length && !final) break;
      // A CR at the end of a piece may be half of a CRLF.
      if (end === text.length - 1 && text[end] === '\r' && !final) break;
      const next = end === text.length ? end : afterBreak(text, end);
      const brk = text.slice(end, next);
      if (cells !== null || odd) {
        flush(at);
        if (odd) unbalanced.add(records.length);
        for (const record of cells ? [cells] : this.#parse(text.slice(at, end), brk)) records.push(record);
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

  #parse(body: string, newline: string): string[][] {
    if (body === '') return [['']];
    const { delimiter, quote, escape } = this.#dialect;
    const parser = new Papa.Parser({
      delimiter,
      newline: newline === '\r' || newline === '\r\n' ? newline : '\n',
      quoteChar: quote,
      escapeChar: escape,
      fastMode: false,
    });
    return parser.parse(body, 0, false).data as string[][];
  }
}
