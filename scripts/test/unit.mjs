import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { tail } from '../setup/command.mjs';
import { root } from '../setup/root.mjs';
import { noResult } from './outcome.mjs';
import { runInSession } from './session.mjs';

/**
 * What is read of vitest's JSON report.
 * @typedef {{ status: string, fullName: string, failureMessages: string[] }} Assertion
 * @typedef {{ name: string, status: string, message: string, assertionResults: Assertion[] }} TestFile
 */

/**
 * The unit tests, in vitest.
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runUnitTests() {
  const report = join(root, 'test-results/unit.json');
  rmSync(report, { force: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--reporter=json', `--outputFile=${report}`];
  const { code, output } = await runInSession(args, { display: false });
  if (!existsSync(report)) return noResult('Unit tests', tail(output));
  /** @type {TestFile[]} */
  const files = JSON.parse(readFileSync(report, 'utf8')).testResults;
  const outcome = count(files);
  // Something outside every test went wrong, such as an unhandled rejection.
  if (code !== 0 && outcome.failed === 0) return add(outcome, noResult('Unit tests', tail(output)));
  if (outcome.passed === 0 && outcome.failed === 0) return noResult('Unit tests', tail(output));
  return outcome;
}

/** @param {readonly TestFile[]} files */
function count(files) {
  /** @type {import('./outcome.mjs').Outcome} */
  const outcome = { passed: 0, failed: 0, skipped: 0, problems: [] };
  for (const file of files) {
    const name = relative(root, file.name);
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
