import { join } from 'node:path';
import { megabytes, seconds, table } from './markdown.ts';
import { writePermits } from './permit-file.ts';
import { runTask } from './task-process.ts';

const rows = 1_000_000;

/** Reports on a batch of a million rows and their verification, each in a process of its own; Markdown. */
export async function audit(folder: string, say: (line: string) => void): Promise<string> {
  say('A batch of a million rows with an outcome each');
  const path = join(folder, 'audited.csv');
  await writePermits(path, rows, 'good');
  const { batch } = (await runTask('createOnce', { path, folder: join(folder, 'audited') })).value;
  const filled = await runTask('fillOutcomes', { batch });
  if (filled.value !== rows) throw new Error(`${filled.value} of ${rows} rows have an outcome.`);
  const lines: string[][] = [];
  const add = (
    what: string,
    goal: string,
    { value, peak }: { readonly value: { readonly ms: number; readonly cpu: number }; readonly peak: number },
  ) => {
    lines.push([what, seconds(value.ms), seconds(value.cpu), megabytes(peak), goal]);
  };
  const goal = '< 15 s, < 300 MB';
  const out = (format: string) => join(folder, `report.${format}`);
  for (const format of ['json', 'csv', 'html'] as const) {
    say(`The ${format} report`);
    const written = await runTask('reportOnce', { batch, format, out: out(format) });
    add(`${format.toUpperCase()} report`, format === 'html' ? 'lists are cut' : goal, written);
  }
  say('Verifying the report, then the batch');
  add('`verify REPORT.json`', 'constant memory', await runTask('verifyReportOnce', { report: out('json') }));
  add('`verify BATCH`', 'constant memory', await runTask('verifyBatchOnce', { batch }));
  return table(['1,000,000 rows', 'time', 'processor time', 'peak memory', 'goal'], lines);
}
