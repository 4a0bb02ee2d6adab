import Papa from 'papaparse';
import type { RowMarks } from '../../permit/row-reading.ts';
import { afterBreak, type Dialect } from './dialect.ts';
import { HangingQuote, runsTooFar } from './hanging-quote.ts';
import { heldRows, mayHoldRows } from './held-rows.ts';
import { scanRecord } from './record-scan.ts';

/** Records in the order of the text; `unbalanced` and `marks` are by positions in `records`, or null where there are none. */
export interface RecordBlock {
  readonly records: string[][];
  readonly unbalanced: ReadonlySet<number> | null;
  readonly marks: ReadonlyMap<number, RowMarks> | null;
}

const nothing: RecordBlock = { records: [], unbalanced: null, marks: null };

/**
 * Cuts a text that comes in pieces into records. PapaParse does the parsing; what stands before it only finds where
 * records end, so that CR, LF and CRLF may be mixed, and takes out the records whose quotes are odd, so that none of
 * them swallows or shifts its neighbours. Throws CellTooLong where rows were read that may be the inside of a cell. The records do not depend on where the pieces are cut.
 */
export class RecordReader {
  #rest = '';
  #ended = false;
  #count = 0;
  #hanging: HangingQuote | null = null;
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  push(text: string): RecordBlock {
    if (this.#hanging?.isText(text, false)) this.#hanging = null;
    this.#rest = this.#rest === '' ? text : this.#rest + text;
    return this.#read(false);
  }

  end(): RecordBlock {
    if (this.#hanging?.isText('', true)) this.#hanging = null;
    if (this.#ended || this.#rest === '') return nothing;
    this.#ended = true;
    return this.#read(true);
  }

  #read(final: boolean): RecordBlock {
    const text = this.#rest;
    const { quote } = this.#dialect;
    const records: string[][] = [];
    const unbalanced = new Set<number>();
    const marks = new Map<number, RowMarks>();
    let run = 0;
    let runBreak: Break = '';
    let at = 0;
    const quotes = new Finder(text, quote);
    const feeds = new Finder(text, '\n');
    const returns = new Finder(text, '\r');

    const flush = (end: number): void => {
      if (end > run) {
        const body = text.slice(run, end - runBreak.length);
        for (const record of this.#parse(body, runBreak)) records.push(record);
      }
      run = end;
    };

    while (at < text.length) {
      let end = Math.min(feeds.from(at), returns.from(at));
      let cells: string[] | null = null;
      let odd = false;
      let lines = false;
      if (quotes.from(at) < end) {
        const found = scanRecord(text, at, this.#dialect, final);
        if (found === null) break;
        end = found.end;
        cells = found.cells;
        odd = found.unbalanced;
        lines = found.lines && mayHoldRows(text.slice(at, end), this.#dialect);
      }
      if (end === text.length && !final) break;
      // A CR at the end of a piece may be half of a CRLF.
      if (end === text.length - 1 && text[end] === '\r' && !final) break;
      const next = end === text.length ? end : afterBreak(text, end);
      const brk = next === end ? '' : next - end === 2 ? '\r\n' : text.charCodeAt(end) === 13 ? '\r' : '\n';
      if (cells !== null || odd || lines) {
        flush(at);
        if (odd) {
          this.#noteHanging(text, at, end, records.length, final);
          unbalanced.add(records.length);
        }
        for (const record of cells ? [cells] : this.#parse(text.slice(at, end), brk)) {
          const holdsRows = lines ? heldRows(text.slice(at, end), record, this.#dialect) : [];
          if (holdsRows.length > 0) marks.set(records.length, { holdsRows });
          records.push(record);
        }
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
    this.#count += records.length;
    return {
      records,
      unbalanced: unbalanced.size > 0 ? unbalanced : null,
      marks: marks.size > 0 ? marks : null,
    };
  }

  /** Looks for a quote in a record's line that opens a cell and does not close in time; `before` records of the text stand above. */
  #noteHanging(text: string, from: number, end: number, before: number, final: boolean): void {
    const { quote, delimiter } = this.#dialect;
    for (let at = text.indexOf(quote, from); at !== -1 && at < end; at = text.indexOf(quote, at + 1)) {
      const opens = at === from || text.slice(from, at).trimEnd().endsWith(delimiter);
      if (!opens || !runsTooFar(text, at, this.#dialect)) continue;
      this.#hanging = new HangingQuote(this.#count + before + 1, this.#dialect);
      if (this.#hanging.isText(text.slice(at + 1), final)) this.#hanging = null;
    }
  }

  #parse(body: string, newline: Break): string[][] {
    if (body === '') return [['']];
    const { delimiter, quote, escape } = this.#dialect;
    const parser = new Papa.Parser({
      delimiter,
      newline: newline === '' ? '\n' : newline,
      quoteChar: quote,
      escapeChar: escape,
      fastMode: false,
    });
    return parser.parse(body, 0, false).data as string[][];
  }
}

/** What ends a record; nothing at the end of a text. */
type Break = '' | '\n' | '\r' | '\r\n';

/** Where the next of a character stands, looked for once however often it is asked while a text is gone through. */
class Finder {
  #next = -1;
  readonly #text: string;
  readonly #wanted: string;

  constructor(text: string, wanted: string) {
    this.#text = text;
    this.#wanted = wanted;
  }

  /** Its index from `at` on, which never goes back; the text's length where there is none. */
  from(at: number): number {
    if (this.#next < at) {
      const found = this.#text.indexOf(this.#wanted, at);
      this.#next = found === -1 ? this.#text.length : found;
    }
    return this.#next;
  }
}
