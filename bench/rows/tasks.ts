import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { BatchDocument } from '../../src/batch/file/document.ts';
import { openDocument } from '../../src/batch/file/open-document.ts';
import type { RowFilter } from '../../src/batch/rows/row-filter.ts';
import { countOn, pageMs, prepareOrders, prepareRows, rowPageWithin } from '../../src/batch/rows/rows.ts';
import { seededRatio } from '../../src/opscom/practice/random.ts';

/** Milliseconds at the half and the 99th hundredth of the samples, and the worst. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

export interface PageFigures {
  readonly name: string;
  readonly total: number;
  /** The first page of a filter or sort, all its rows, in a batch that was opened a moment ago. */
  readonly first: Spread;
  /** From asking for that page until the rows of all pages are counted. */
  readonly counted: Spread;
  /** The longest that nobody else is answered meanwhile. */
  readonly held: Spread;
  /** Pages of the same selection, anywhere in it. */
  readonly following: Spread;
}

const filters: readonly { name: string; filter: RowFilter }[] = [
  { name: 'all rows', filter: {} },
  { name: 'invalid', filter: { state: 'invalid' } },
  { name: 'one issue', filter: { code: 'currency-unknown' } },
  { name: 'unsent', filter: { outcome: 'unsent' } },
  { name: 'text in any cell', filter: { text: 'A12' } },
  { name: 'text with an accent', filter: { text: 'étage' } },
  { name: 'text of one row', filter: { text: '-0000000181cd' } },
  { name: 'text of no row', filter: { text: 'nowhere' } },
  { name: 'sorted by plate', filter: { sort: { column: 2, descending: false } } },
  { name: 'sorted by amount, descending', filter: { sort: { column: 4, descending: true } } },
  { name: 'invalid, sorted by plate', filter: { state: 'invalid', sort: { column: 2, descending: false } } },
];

const pageRows = 100;
const turnMs = 10;
const pagesARound = 30;
const columns = [1, 2, 3, 4, 5, 6, 7];

/** Pages of 100 rows; the batch is opened anew each round, and its orders found as far as the engine does so by itself. */
export async function readPages({
  batch,
  rounds,
}: {
  batch: string;
  rounds: number;
}): Promise<PageFigures[]> {
  const taken = filters.map(({ name, filter }) => ({
    name,
    filter,
    total: 0,
    first: [] as number[],
    counted: [] as number[],
    held: [] as number[],
    following: [] as number[],
  }));
  for (let round = 0; round < rounds; round++) {
    const document = opened(batch);
    await prepareOrders(document, columns);
    for (const figures of taken) {
      const { filter } = figures;
      const opening = await openFilter(document, filter);
      figures.total = opening.total;
      figures.first.push(opening.first);
      figures.counted.push(opening.counted);
      figures.held.push(opening.held);
      for (let count = 0; count < pagesARound; count++) {
        const anywhere = seededRatio(round, figures.name, count);
        const offset = Math.floor(anywhere * Math.max(0, opening.total - pageRows));
        const startedAt = performance.now();
        rowPageWithin(document, { filter, offset, limit: pageRows }, pageMs);
        figures.following.push(performance.now() - startedAt);
      }
    }
    document.close();
  }
  return taken.map(({ name, total, ...figures }) => ({
    name,
    total,
    first: spread(figures.first),
    counted: spread(figures.counted),
    held: spread(figures.held),
    following: spread(figures.following),
  }));
}

/** First pages, all their rows, of texts as people look for them: parts of cells, every other one with a slip. Milliseconds. */
export async function searchTexts({ batch, texts }: { batch: string; texts: number }): Promise<Spread> {
  const document = opened(batch);
  const { rows } = document.db.prepare('select count(*) as rows from row').get() as { rows: number };
  const times: number[] = [];
  for (let count = 0; count < texts; count++) {
    const random = (what: string): number => seededRatio(2, what, count);
    const { cells } = document.db
      .prepare('select cells from row where number = ?')
      .get(2 + Math.floor(random('row') * rows)) as { cells: string };
    const all = (JSON.parse(cells) as string[]).filter((cell) => cell.length > 1);
    const cell = all[Math.floor(random('cell') * all.length)] ?? '';
    const length = 2 + Math.floor(random('length') * (cell.length - 1));
    const from = Math.floor(random('from') * (cell.length - length + 1));
    const part = cell.slice(from, from + length);
    const slip = Math.floor(random('slip') * length);
    const text = count % 2 === 0 ? part : `${part.slice(0, slip)}7${part.slice(slip + 1)}`;
    times.push((await openFilter(document, { text })).first);
  }
  document.close();
  return spread(times);
}

/** The first page of a filter and its total, asked for as the window and the engine do. Milliseconds. */
async function openFilter(document: BatchDocument, filter: RowFilter) {
  const startedAt = performance.now();
  let held = 0;
  const turn = <Value>(work: () => Value): Value => {
    const turnAt = performance.now();
    const value = work();
    held = Math.max(held, performance.now() - turnAt);
    return value;
  };
  const page = () => turn(() => rowPageWithin(document, { filter, offset: 0, limit: pageRows }, pageMs));
  const count = async (): Promise<number> => {
    for (;;) {
      const counted = turn(() => countOn(document, filter, turnMs));
      if (counted !== null) return counted;
      await yieldToEventLoop();
    }
  };
  await prepareRows(document, filter);
  for (let found = page(); !found.counted && found.rows.length < pageRows; found = page()) await count();
  const first = performance.now() - startedAt;
  const total = await count();
  return { first, held, total, counted: performance.now() - startedAt };
}

export function opened(batch: string): BatchDocument {
  const document = openDocument(batch);
  if (!document.ok) throw new Error(`The batch cannot be opened: ${document.failure.code}`);
  return document.value;
}

export function spread(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), most: at(1) };
}
