import { createHash } from 'node:crypto';
import type { BatchDocument } from '../file/document.ts';
import { linesOf } from '../file/pages.ts';

interface ReadRow {
  readonly number: number;
  readonly cells: string;
  readonly reading: number;
  readonly marks: string | null;
}

/**
 * The digest of a batch's rows as they were read, in hexadecimal: what `rowsDigest` in its meta must be as long as
 * nobody has touched them. SHA-256 over each row's `cells` as stored, in order, with a comma behind; then the runs of
 * consecutive row numbers as JSON, `[[first,last],…]`; then the numbers of rows with odd quotes as JSON;
 * then, where the file says anything of rows besides their cells, that by row number as JSON. What the
 * product itself changes in a row (edits, state, skipped, what is confirmed) is no part of it. Takes about a second for a million rows.
 */
export function rowsDigest(document: BatchDocument): string {
  const hash = createHash('sha256');
  const runs: [number, number][] = [];
  const odd: number[] = [];
  const marked: string[] = [];
  const query = { columns: 'number, cells, reading, marks', from: 'row', key: ['number'], size: 5_000 };
  for (const { number, cells, reading, marks } of linesOf<ReadRow>(document.db, query)) {
    hash.update(`${cells},`);
    const run = runs.at(-1);
    if (run && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
    if (reading === 1) odd.push(number);
    if (marks !== null) marked.push(`"${number}":${marks}`);
  }
  hash.update(JSON.stringify(runs)).update(JSON.stringify(odd));
  if (marked.length > 0) hash.update(`{${marked.join(',')}}`);
  return hash.digest('hex');
}
