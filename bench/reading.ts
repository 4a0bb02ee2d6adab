import { join } from 'node:path';
import { install } from './install.ts';
import { median, megabytes, millis, seconds, table, times, whole } from './markdown.ts';
import { type FileKind, type Quotes, writePermits } from './permit-file.ts';
import { runTask } from './task-process.ts';

const million = 1_000_000;
const repeats = 3;

/** The files that are read, side by side; the second is what people have, and every other figure is of such a file. */
const kinds = [
  { name: 'no cell quoted', kind: 'good', quotes: 'none', goal: '' },
  { name: 'a cell of one row in ten', kind: 'good', quotes: 'tenth', goal: '≤ 2.5 ×' },
  { name: 'a cell of one row in a thousand', kind: 'good', quotes: 'thousandth', goal: '' },
  { name: 'every cell', kind: 'good', quotes: 'every', goal: '' },
  { name: 'one row in ten, and every row wrong', kind: 'wrong', quotes: 'tenth', goal: '≤ 4 ×' },
] as const satisfies readonly { name: string; kind: FileKind; quotes: Quotes; goal: string }[];

/** Reading, checking and storing; Markdown. `folder` is for files of this run only. */
export async function reading(folder: string, say: (line: string) => void): Promise<string> {
  const file = async (rows: number, kind: FileKind, quotes: Quotes = 'tenth'): Promise<string> => {
    const path = join(folder, `${kind}-${quotes}-${rows}.csv`);
    await writePermits(path, rows, kind, quotes);
    return path;
  };
  const files: string[] = [];
  for (const { kind, quotes } of kinds) files.push(await file(million, kind, quotes));
  const good = files[1] ?? '';

  say(`Reading 1,000,000 rows, ${repeats} rounds`);
  const compared: Awaited<ReturnType<typeof compareOnce>>[] = [];
  for (let round = 0; round < repeats; round++) compared.push(await compareOnce(folder, files, round));
  const lines = kinds.map(({ name, goal }, at) => {
    const rounds = compared.flatMap((round) => round[at] ?? []);
    const toAlone = median(rounds.map(({ alone, made }) => made.value.ms / alone.value.ms));
    const toNone = median(
      compared.map((round) => (round[at]?.made.value.ms ?? 0) / (round[0]?.made.value.ms ?? 1)),
    );
    return [
      name,
      times(toAlone),
      goal,
      times(toNone),
      at === 0 || kinds[at]?.kind === 'wrong' ? '' : '≤ 1.5 ×',
      seconds(median(rounds.map(({ made }) => made.value.ms))),
      seconds(median(rounds.map(({ alone }) => alone.value.ms))),
      megabytes(Math.max(...rounds.map(({ made }) => made.peak))),
      millis(Math.max(...rounds.map(({ made }) => made.value.firstRows))),
    ];
  });
  const alone = compared.flatMap((round) => round[1]?.alone ?? []);
  const aloneMs = median(alone.map(({ value }) => value.ms));
  const parts = [
    table(
      [
        '1,000,000 rows read, checked and stored; quoted is',
        'to PapaParse alone',
        'goal',
        'to no cell quoted',
        'goal',
        'time',
        'PapaParse alone',
        'peak memory (goal < 400 MB)',
        'first rows (goal < 500 ms)',
      ],
      lines,
    ),
    table(
      [
        'others with 1,000,000 rows, a cell of one row in ten quoted',
        'to PapaParse alone',
        'time',
        'peak memory',
      ],
      [
        [
          'PapaParse alone, streaming',
          times(1),
          seconds(aloneMs),
          megabytes(Math.max(...alone.map(({ peak }) => peak))),
        ],
        ...(await rivals(folder, good, aloneMs, say)),
      ],
    ),
  ];

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

/** Each file, parsed alone and then read, checked and stored, one after the other. */
async function compareOnce(folder: string, files: readonly string[], round: number) {
  const found = [];
  for (const [at, path] of files.entries()) {
    found.push({
      alone: await runTask('parseAlone', { path }),
      made: await runTask('createOnce', { path, folder: join(folder, `${at}-${round}`) }),
    });
  }
  return found;
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
      seconds(zod.value.ms),
      megabytes(zod.peak),
    ],
  ];
  const name = 'csv-file-validator';
  const installed = install(folder, name);
  if (!installed) return [...lines, [`${name} (could not be installed)`, '', '', '']];
  const input = { path, folder: installed };
  const all = await runTask('validateWithCsvFileValidator', input, { seconds: 120 }).catch(() => null);
  if (all) {
    const { value, peak } = all;
    return [
      ...lines,
      [`${name}, nothing stored`, times(value.ms / alone), seconds(value.ms), megabytes(peak)],
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
      figure,
      tenth ? megabytes(tenth.peak) : '',
    ],
  ];
}
