import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fillOutcomes, reportOnce, verifyBatchOnce, verifyReportOnce } from './audit/tasks.ts';
import { checkWithBook, rebuildBook } from './book/tasks.ts';
import { controller } from './push/controller.ts';
import { pushBare, pushJournalled, readPending } from './push/tasks.ts';
import { createOnce, parseAlone, parseWithZod, validateWithCsvFileValidator } from './reading/tasks.ts';
import { changeCellsOften, changeEverything, changeInBulk } from './rows/changes.ts';
import { readPages, searchTexts } from './rows/tasks.ts';

/** Everything that is measured in a process of its own: `node task.js NAME INPUT`. */
const tasks = {
  parseAlone,
  parseWithZod,
  validateWithCsvFileValidator,
  createOnce,
  readPages,
  searchTexts,
  changeCellsOften,
  changeEverything,
  changeInBulk,
  controller,
  pushBare,
  pushJournalled,
  readPending,
  fillOutcomes,
  reportOnce,
  verifyBatchOnce,
  verifyReportOnce,
  rebuildBook,
  checkWithBook,
};

export type Tasks = typeof tasks;

/** Megabytes. A child starts with its parent's `maxRSS`, so Linux's own mark for the program is the truer one. */
function peakMemory(): number {
  if (process.platform === 'linux') {
    const mark = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (mark) return Number(mark) / 1024;
  }
  return process.resourceUsage().maxRSS / 1024;
}

const [name = '', input = 'null'] = process.argv.slice(2);
const task = (tasks as Record<string, (input: never) => unknown>)[name];
if (!task) throw new Error(`There is no task ${name}.`);
const value = await task(JSON.parse(input) as never);
const answer = { value, peak: peakMemory() };
if (process.send) process.send(answer);
else process.stdout.write(`${JSON.stringify(answer)}\n`);
if (name !== 'controller') process.disconnect?.();
