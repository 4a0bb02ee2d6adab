import { join } from 'node:path';
import { megabytes, millis, seconds, table, whole } from './markdown.ts';
import { writePermits } from './permit-file.ts';
import { runTask } from './task-process.ts';

/** What is held to, by the rows of the batch; milliseconds. */
const sizes = [
  { rows: 100_000, first: 50, repairs: 1_000, rounds: 10, texts: 100 },
  { rows: 1_000_000, first: 1_500, repairs: 15_000, rounds: 3, texts: 30 },
] as const;

type Size = (typeof sizes)[number];

/** Pages of rows and changes to them, in batches of files as people have them; Markdown. `folder` is for this run only. */
export async function rows(folder: string, say: (line: string) => void): Promise<string> {
  const parts: string[] = [];
  for (const size of sizes) {
    const read = async (kind: 'mixed' | 'wrong') => {
      const path = join(folder, `${kind}-${size.rows}.csv`);
      await writePermits(path, size.rows, kind);
      return (await runTask('createOnce', { path, folder: join(folder, `${kind}-${size.rows}`) })).value
        .batch;
    };
    say(`Pages of ${whole(size.rows)} rows`);
    const mixed = await read('mixed');
    parts.push(await pages(mixed, size));
    say(`Changes in ${whole(size.rows)} rows`);
    parts.push(await changes(mixed, await read('wrong'), size));
    say(`Bulk changes in ${whole(size.rows)} rows`);
    parts.push(await bulkChanges(await read('mixed'), size));
  }
  return parts.join('\n\n');
}

const upTo = (ms: number): string => (ms < 1_000 ? `< ${millis(ms)}` : `< ${ms / 1_000} s`);

async function pages(batch: string, { rows: count, first, rounds, texts }: Size): Promise<string> {
  const found = await runTask('readPages', { batch, rounds });
  const searched = await runTask('searchTexts', { batch, texts });
  const lines = found.value.map((filter) => [
    filter.name,
    whole(filter.total),
    millis(filter.first.p99),
    upTo(first),
    millis(filter.following.p99),
    millis(filter.counted.p50),
    millis(filter.held.p99),
  ]);
  return table(
    [
      `a page of 100 of ${whole(count)} rows`,
      'rows',
      'first page p99',
      'goal',
      'following pages p99 (goal < 50 ms)',
      'all counted p50',
      'nobody else answered p99',
    ],
    [...lines, [`each of ${texts} texts`, '', millis(searched.value.p99), upTo(first), '', '', '']],
  );
}

async function changes(mixed: string, wrong: string, { rows: count, repairs }: Size): Promise<string> {
  const edits = await runTask('changeCellsOften', { batch: mixed, rows: count });
  const bulk = await runTask('changeEverything', { batch: wrong });
  const { repaired, steps } = bulk.value;
  const lines = steps.map(({ name, ms, held, isHeldTo }) => [
    name === 'all repairs of one kind' ? `all ${whole(repaired)} repairs of one kind` : name,
    seconds(ms),
    isHeldTo ? upTo(repairs) : '',
    millis(held),
  ]);
  return table(
    [`changes in ${whole(count)} rows`, 'time', 'goal', 'nobody else answered', 'peak memory'],
    [
      ['an edit, p50', millis(edits.value.following.p50), '', '', megabytes(edits.peak)],
      ['an edit, p99', millis(edits.value.following.p99), '< 20 ms', '', ''],
      ['the first edit after opening', millis(edits.value.first), '', '', ''],
      ['the first edit of a reference ID after opening', millis(edits.value.firstReference), '', '', ''],
      ...lines.map((line, at) => [...line, at === 0 ? megabytes(bulk.peak) : '']),
    ],
  );
}

async function bulkChanges(batch: string, { rows: count, repairs }: Size): Promise<string> {
  const { value, peak } = await runTask('changeInBulk', { batch });
  const lines = value.steps.map(({ name, ms, held, isHeldTo }, at) => [
    name,
    seconds(ms),
    isHeldTo ? upTo(repairs) : '',
    millis(held),
    at === 0 ? megabytes(peak) : '',
  ]);
  return table(
    [`bulk changes of ${whole(count)} rows`, 'time', 'goal', 'nobody else answered', 'peak memory'],
    lines,
  );
}
