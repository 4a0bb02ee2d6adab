import { join } from 'node:path';
import { install } from './install.ts';
import { median, megabytes, millis, seconds, table, times, whole } from './markdown.ts';
import { type FileKind, writePermits } from './permit-file.ts';
import { runTask } from './task-process.ts';

const million = 1_000_000;
const repeats = 3;

/** Reading, checking, storing, paging, editing and repairing; Markdown. `folder` is for files of this run only. */
export async function reading(folder: string, say: (line: string) => void): Promise<string> {
  const file = async (rows: number, kind: FileKind): Promise<string> => {
    const path = join(folder, `${kind}-${rows}.csv`);
    await writePermits(path, rows, kind);
    return path;
  };
  const good = await file(million, 'good');
  const wrong = await file(million, 'wrong');

  say(`Reading 1,000,000 rows, ${repeats} rounds`);
  const compared = [await compareOnce(folder, good, wrong, 0)];
  for (let round = 1; round < repeats; round++) compared.push(await compareOnce(folder, good, wrong, round));
  const alone = median(compared.map((round) => round.alone.value.ms));
  const line = (name: string, goal: string, kind: 'good' | 'wrong'): string[] => {
    const ratio = median(compared.map((round) => round[kind].value.ms / round.alone.value.ms));
    const peak = Math.max(...compared.map((round) => round[kind].peak));
    const first = Math.max(...compared.map((round) => round[kind].value.firstRows));
    const ms = median(compared.map((round) => round[kind].value.ms));
    return [name, times(ratio), goal, seconds(ms), megabytes(peak), millis(first)];
  };
  const aloneLine = [
    'PapaParse alone, streaming',
    times(1),
    '',
    seconds(alone),
    megabytes(Math.max(...compared.map((round) => round.alone.peak))),
    '',
  ];
  const others = await rivals(folder, good, alone, say);
  const parts = [
    table(
      ['1,000,000 rows, 87 MB', 'ratio', 'goal', 'time', 'peak memory', 'first rows'],
      [
        aloneLine,
        line('read, checked and stored', '≤ 2.5 ×', 'good'),
        line('the same, every row wrong', '≤ 4 ×', 'wrong'),
        ...others,
      ],
    ),
  ];

  say('Pages, edits, repairs');
  const mixed = await runTask('createOnce', {
    path: await file(million, 'mixed'),
    folder: join(folder, 'mixed'),
  });
  const { batch } = mixed.value;
  const pages = await runTask('readPages', { batch });
  const texts = 300;
  const searched = await runTask('searchTexts', { batch, texts });
  parts.push(
    table(
      [
        'a page of 100 of 1,000,000 rows',
        'rows',
        'following pages p99',
        'goal',
        'first page p99, prepared',
        'first page p99, unprepared',
        'all counted',
        'nobody else answered',
      ],
      [
        ...pages.value.map(({ name, total, prepared, first, counted, held, following }) => [
          name,
          whole(total),
          millis(following.p99),
          '< 50 ms',
          millis(prepared.p99),
          millis(first.p99),
          millis(counted.p50),
          millis(held.p99),
        ]),
        [`each of ${texts} texts`, '', '', '< 50 ms', millis(searched.value.first.p99), '', '', ''],
      ],
    ),
    `All is prepared ${seconds(searched.value.prepared)} after such a batch is opened, in the background; what is asked for before is found first.`,
  );
  const edits = await runTask('changeCellsOften', { batch, rows: million });
  const bulk = await runTask('changeEverything', { batch: compared[0]?.wrong.value.batch ?? '' });
  const [repair, ...rest] = bulk.value.steps;
  parts.push(
    table(
      ['changes in 1,000,000 rows', 'time', 'goal', 'peak memory'],
      [
        ['an edit, p50', millis(edits.value.following.p50), '', megabytes(edits.peak)],
        ['an edit, p99', millis(edits.value.following.p99), '< 20 ms', ''],
        ['the first edit after opening', millis(edits.value.first), '', ''],
        [
          `all ${whole(bulk.value.repaired)} repairs of one kind`,
          seconds(repair?.ms ?? 0),
          '< 5 s',
          megabytes(bulk.peak),
        ],
        ...rest.map(({ name, ms }) => [name, seconds(ms), name.startsWith('the same,') ? '< 5 s' : '', '']),
      ],
    ),
  );

  const growth = [];
  for (const rows of [1_000, 10_000, 100_000, million]) {
    const path = rows === million ? good : await file(rows, 'good');
    const parsed = await runTask('parseAlone', { path });
    const made = await runTask('createOnce', { path, folder: join(folder, `growth-${rows}`) });
    growth.push([
      whole(rows),
      times(made.value.ms / parsed.value.ms),
      millis(made.value.ms),
      `${((made.value.ms * 1000) / rows).toFixed(1)} µs`,
      megabytes(made.peak),
    ]);
  }
  parts.push(table(['rows', 'to PapaParse alone', 'time', 'a row', 'peak memory'], growth));
  return parts.join('\n\n');
}

async function compareOnce(folder: string, good: string, wrong: string, round: number) {
  return {
    alone: await runTask('parseAlone', { path: good }),
    good: await runTask('createOnce', { path: good, folder: join(folder, `good-${round}`) }),
    wrong: await runTask('createOnce', { path: wrong, folder: join(folder, `wrong-${round}`) }),
  };
}

async function rivals(
  folder: string,
  path: string,
  alone: number,
  say: (line: string) => void,
): Promise<string[][]> {
  say('PapaParse with zod, csv-file-validator');
  const zod = await runTask('parseWithZod', { path });
  const lines = [
    [
      'PapaParse and zod, nothing stored',
      times(zod.value.ms / alone),
      '',
      seconds(zod.value.ms),
      megabytes(zod.peak),
      '',
    ],
  ];
  const name = 'csv-file-validator';
  const installed = install(folder, name);
  if (!installed) return [...lines, [`${name} (could not be installed)`, '', '', '', '', '']];
  const input = { path, folder: installed };
  const all = await runTask('validateWithCsvFileValidator', input, { seconds: 120 }).catch(() => null);
  if (all) {
    const { value, peak } = all;
    return [
      ...lines,
      [`${name}, nothing stored`, times(value.ms / alone), '', seconds(value.ms), megabytes(peak), ''],
    ];
  }
  const small = join(folder, 'good-100000.csv');
  await writePermits(small, 100_000, 'good');
  const tenth = await runTask(
    'validateWithCsvFileValidator',
    { ...input, path: small },
    { seconds: 120 },
  ).catch(() => null);
  const figure = tenth ? `${seconds(tenth.value.ms)} for 100,000` : '';
  return [
    ...lines,
    [
      `${name} (not done with 1,000,000 rows within two minutes)`,
      '',
      '',
      figure,
      tenth ? megabytes(tenth.peak) : '',
      '',
    ],
  ];
}
