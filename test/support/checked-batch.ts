import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { choose } from '../../src/batch/edits/choose.ts';
import { runAtOnce } from '../../src/batch/edits/sliced-step.ts';
import { csvLine } from '../../src/batch/exports/csv-line.ts';
import type { AnswerTo, Choice } from '../../src/batch/file/choice.ts';
import type { BatchDocument } from '../../src/batch/file/document.ts';
import { createBatch } from '../../src/batch/import/create.ts';
import type { CreateOptions } from '../../src/batch/import/create-options.ts';
import type { Result } from '../../src/permit/result.ts';

export const editor = { who: 'test', now: () => new Date('2026-01-02T00:00:00Z') };

/** Answers a question about the whole batch, at once. */
function chosen(document: BatchDocument, choice: Choice): Result<null, never> {
  return runAtOnce(choose(document, choice, editor));
}

export const chooseDuplicates = (document: BatchDocument, answer: AnswerTo<'duplicates'>) =>
  chosen(document, { question: 'duplicates', answer });

export const chooseDateOrder = (document: BatchDocument, answer: AnswerTo<'date-order'>) =>
  chosen(document, { question: 'date-order', answer });

/** Reads a file as a person would who changes no setting; `more` is what the test is about. */
export function createTestBatch(
  source: string,
  folder: string,
  more: Partial<CreateOptions> = {},
): ReturnType<typeof createBatch> {
  return createBatch({
    source,
    folder,
    reading: {},
    maps: [],
    settings: { zone: null, endDate: 'unchanged', dayEnd: '23:59:59', dateOrder: null },
    duplicates: null,
    by: 'test',
    appVersion: '0',
    now: editor.now,
    ...more,
  });
}

/** Reads a CSV of these records into a batch of its own, as a push would. */
export async function checkedBatch(
  folder: string,
  records: readonly (readonly string[])[],
  options: Partial<CreateOptions> = {},
): Promise<BatchDocument> {
  const source = join(folder, 'table.csv');
  writeFileSync(source, records.map(csvLine).join(''));
  const made = await createTestBatch(source, folder, {
    reading: { delimiter: ',', encoding: 'utf-8' },
    ...options,
  });
  if (!made.ok) throw new Error(made.failure.code);
  // Nothing here outlives a crash, and waiting for the disk at every edit takes most of the time.
  made.value.db.exec('pragma synchronous = off');
  return made.value;
}
