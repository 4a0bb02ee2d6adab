import { join } from 'node:path';
import { megabytes, millis, seconds, table, whole } from './markdown.ts';
import { writePermits } from './permit-file.ts';
import { runTask } from './task-process.ts';

/** As many as make a million accepted ones: `fillOutcomes` rejects one row in a hundred. */
const pushed = 1_010_102;

/** The permit book of a million permits: made anew of the batches, and looked up during checks; Markdown. */
export async function book(folder: string, say: (line: string) => void): Promise<string> {
  say('A batch of a million accepted rows');
  const dataFolder = join(folder, 'data');
  const path = join(folder, 'pushed.csv');
  await writePermits(path, pushed, 'good');
  const { batch } = (await runTask('createOnce', { path, folder: join(dataFolder, 'batches') })).value;
  await runTask('fillOutcomes', { batch });
  say('Its permits, put into the book');
  const made = await runTask('rebuildBook', { dataFolder });
  const { ms, permits, megabytes: size } = made.value;
  const lines: string[][] = [];
  for (const rows of [1_000, 10_000, 100_000, 1_000_000]) {
    say(`A check of ${whole(rows)} rows with the full book`);
    const file = join(folder, `checked-${rows}.csv`);
    await writePermits(file, rows, 'mixed');
    const { value, peak } = await runTask('checkWithBook', {
      dataFolder,
      path: file,
      folder: join(folder, `checked-${rows}`),
    });
    const { check, held, lookup, changes, edited, invalid } = value;
    lines.push([
      whole(rows),
      millis(check),
      millis(lookup),
      `${Math.round((lookup / check) * 100)} %`,
      millis(changes),
      millis(edited),
      millis(held),
      `${Math.round(((changes + held) / check) * 100)} %`,
      `${whole(value.changed)} / ${whole(value.unchanged)} / ${whole(value.unknown)}`,
      whole(invalid),
      megabytes(peak),
    ]);
  }
  return [
    table(
      ['the book of', 'made anew of its batch', 'goal', 'on disk', 'goal', 'peak memory'],
      [
        [
          `${whole(permits)} permits`,
          seconds(ms),
          '< 60 s',
          megabytes(size),
          '< 300 MB',
          megabytes(made.peak),
        ],
      ],
    ),
    table(
      [
        'rows checked with that book',
        'check with the book',
        'of it looking permits up',
        'share (goal ≤ 25 %)',
        'of it what would change, rows read again',
        'the same after an edit of one row',
        'of it plates and creations held against it',
        'both',
        'changed / unchanged / not known',
        'invalid',
        'peak memory',
      ],
      lines,
    ),
  ].join('\n\n');
}
