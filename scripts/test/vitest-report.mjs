import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tail } from '../setup/command.mjs';
import { noResult } from './outcome.mjs';

/**
 * What is read of vitest's JSON report.
 * @typedef {{ status: string, fullName: string, failureMessages: string[] }} Assertion
 * @typedef {{ name: string, status: string, message: string, assertionResults: Assertion[] }} TestFile
 */

/**
 * Runs vitest and counts what its report says.
 * @param {string} title
 * @param {string} report where vitest writes its report
 * @param {string} checkout the folder that it ran in, by the name that it knows it by
 * @param {(report: string) => Promise<{ code: number, output: string }>} run
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function readReport(title, report, checkout, run) {
  rmSync(report, { force: true });
  const { code, output } = await run(report);
  if (!existsSync(report)) return noResult(title, tail(output));
  /** @type {TestFile[]} */
  const files = JSON.parse(readFileSync(report, 'utf8')).testResults;
  const outcome = count(files, checkout);
  // Something outside every test went wrong, such as an unhandled rejection.
  if (code !== 0 && outcome.failed === 0) return add(outcome, noResult(title, tail(output)));
  if (outcome.passed === 0 && outcome.failed === 0) return noResult(title, tail(output));
  return outcome;
}

/**
 * @param {readonly TestFile[]} files
 * @param {string} checkout
 */
function count(files, checkout) {
  /** @type {import('./outcome.mjs').Outcome} */
  const outcome = { passed: 0, failed: 0, skipped: 0, problems: [] };
  for (const file of files) {
    const name = file.name.replace(`${checkout}/`, '');
    for (const { status, fullName, failureMessages } of file.assertionResults) {
      if (status === 'passed') outcome.passed++;
      else if (status === 'failed') {
        outcome.failed++;
        outcome.problems.push(`${name} › ${fullName}\n${tail(failureMessages.join('\n'), 15)}`);
      } else outcome.skipped++;
    }
    // A file that could not be loaded has no tests to count.
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')) {
      outcome.failed++;
      outcome.problems.push(`${name}\n${tail(file.message, 15)}`);
    }
  }
  return outcome;
}

/**
 * @param {import('./outcome.mjs').Outcome} one
 * @param {import('./outcome.mjs').Outcome} other
 */
function add(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
    problems: [...one.problems, ...other.problems],
  };
}
