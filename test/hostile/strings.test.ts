import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, describe, expect, it } from 'vitest';
import { summarise } from '../../src/batch/check/summary.ts';
import { writeResults } from '../../src/batch/exports/results.ts';
import { writeCorrected, writeIssueList } from '../../src/batch/exports/row-exports.ts';
import { batchFolder } from '../../src/batch/file/data-folder.ts';
import type { BatchDocument } from '../../src/batch/file/document.ts';
import { readMeta } from '../../src/batch/file/meta.ts';
import { startPractice } from '../../src/opscom/practice/practice.ts';
import { wordsIn } from '../../src/words/words.ts';
import { createTestBatch } from '../support/checked-batch.ts';
import { push, testToken } from '../support/push-batch.ts';
import { naughtyStrings } from './naughty.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-hostile-strings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const headers = ['Reference ID', 'License Plate', 'End Date', 'Amount', 'Currency', 'Note'];
const reference = (n: number) => `ref-${n}`;
let read = 0;
let cells = 0;

async function batchOf(name: string, lines: readonly (readonly string[])[]): Promise<BatchDocument> {
  const source = join(folder, `${name}.csv`);
  writeFileSync(source, `\ufeff${Papa.unparse(lines as string[][], { quotes: true, newline: '\r\n' })}\r\n`);
  read++;
  const made = await createTestBatch(source, batchFolder(join(folder, 'data')), {
    reading: { headerRow: 1 },
  });
  if (!made.ok) throw new Error(`${made.failure.code} ${JSON.stringify(made.failure.facts).slice(0, 300)}`);
  return made.value;
}

const parsed = (path: string) =>
  Papa.parse<string[]>(readFileSync(path, 'utf8').slice(1), { delimiter: ',', newline: '\r\n' }).data.slice(
    0,
    -1,
  );

describe('naughty strings', () => {
  it('in every cell: each row is read, told about, sent or left out, and comes out again as it went in', async () => {
    const rows = naughtyStrings.flatMap((text, n) => [
      [reference(n * 6), text, '', '', '', text],
      [reference(n * 6 + 1), 'PL8', text, '', '', ''],
      [reference(n * 6 + 2), 'PL8', '', text, 'CAD', ''],
      [reference(n * 6 + 3), 'PL8', '', '10.00', text, ''],
      [text, 'PL8', '', '', '', `row ${n}`],
      [reference(n * 6 + 4), text, text, text, text, text],
    ]);
    cells += naughtyStrings.length * 11;
    const document = await batchOf('cells', [headers, ...rows]);
    const summary = summarise(document);
    expect(summary.rows).toBe(rows.length);
    expect(summary.valid + summary.warned + summary.invalid).toBe(rows.length);

    for (const language of ['en', 'fr'] as const) {
      const errors = await writeIssueList(
        document,
        join(folder, `errors-${language}.csv`),
        wordsIn(language).issues.message,
      );
      if (!errors.ok) throw new Error(errors.failure.code);
      const lines = parsed(errors.value);
      expect(lines).toHaveLength(1 + summary.warned + summary.invalid);
      for (const line of lines.slice(1))
        expect(line[headers.length + 3]).toMatch(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]+$/u);
    }
    const corrected = await writeCorrected(document, join(folder, 'corrected.csv'));
    if (!corrected.ok) throw new Error(corrected.failure.code);
    expect(parsed(corrected.value)).toEqual([headers, ...rows]);

    const practice = await startPractice({ token: testToken });
    const end = await push(document, practice.url, { onlyValid: true });
    await practice.close();
    const { accepted, rejected, unknown, unsent, skipped } = end.tally;
    expect({ rejected, unknown, unsent }).toEqual({ rejected: 0, unknown: 0, unsent: 0 });
    expect(accepted + skipped).toBe(rows.length);
    expect(accepted).toBe(summary.valid + summary.warned);

    const results = await writeResults(document, wordsIn('en'));
    if (!results.ok) throw new Error(results.failure.code);
    const lines = parsed(results.value);
    expect(lines.map((line) => line.slice(0, headers.length))).toEqual([headers, ...rows]);
    document.close();
  });

  it('in every header: each column is there, and none is taken for a field that it does not name', async () => {
    const names = naughtyStrings.filter((text) => text.trim() !== '').slice(0, 250);
    cells += names.length;
    const document = await batchOf('headers', [
      ['Reference ID', ...names],
      [reference(1), ...names.map((_, n) => `value ${n}`)],
    ]);
    const columns = readMeta(document, 'columns') ?? [];
    expect(columns).toHaveLength(names.length + 1);
    expect(columns.filter(({ field }) => field !== null).map(({ header }) => header)).toEqual([
      'Reference ID',
    ]);
    const results = await writeResults(document, wordsIn('en'));
    if (!results.ok) throw new Error(results.failure.code);
    const [, line] = parsed(results.value);
    expect(line?.slice(1, names.length + 1)).toEqual(names.map((_, n) => `value ${n}`));
    document.close();
  });

  it('as the whole file: rows or a sentence, never a stack', async () => {
    // Every third, as each is a batch file of its own.
    for (const [n, text] of naughtyStrings.filter((_, at) => at % 3 === 0).entries()) {
      const source = join(folder, `whole-${n}.csv`);
      writeFileSync(source, text);
      read++;
      const made = await createTestBatch(source, batchFolder(join(folder, 'data')));
      if (made.ok) made.value.close();
      else expect(Object.keys(wordsIn('en').reading.failures)).toContain(made.failure.code);
    }
  });

  it('are as many as docs/security.md says', () => {
    const numbers = `${naughtyStrings.length} strings, ${cells.toLocaleString('en')} cells and headers, ${read - 2} files`;
    expect(readFileSync('docs/security.md', 'utf8')).toContain(numbers);
  });
});
