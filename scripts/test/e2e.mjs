import { existsSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { tail } from '../setup/command.mjs';
import { ensureDebian } from '../setup/debian.mjs';
import { ensurePackage, madeInstaller } from '../setup/package.mjs';
import { root } from '../setup/root.mjs';
import { say } from '../setup/say.mjs';
import { whyNoWine } from '../setup/wine.mjs';
import { noResult } from './outcome.mjs';
import { runInSession } from './session.mjs';

/**
 * What is read of Playwright's JSON report.
 * @typedef {{ results: { error?: { message?: string, stack?: string } }[], status: string }} Test
 * @typedef {{ title: string, file: string, line: number, tests: Test[] }} Spec
 * @typedef {{ title: string, specs: Spec[], suites?: Suite[] }} Suite
 */

/**
 * The end-to-end tests, in the real Electron. On Linux each of three files at once has a session of its own, with its
 * display and keychain: a window waits much of the time. Elsewhere there is one keychain for all.
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export function runEndToEndTests() {
  const atOnce = process.platform !== 'linux' || availableParallelism() === 1 ? 1 : 3;
  return runPlaywright('End-to-end tests', 'e2e', { atOnce });
}

/** The tests of the packaged app and of the installers, made before where they are old. */
export async function runPackagedTests() {
  await ensurePackage();
  const reason = process.platform === 'linux' ? await whyNoWine() : null;
  if (reason !== null) say(`The deb in a fresh Debian: left out, as such a folder is made ${reason}.`);
  const debian =
    process.platform === 'linux' && reason === null ? await ensureDebian(madeInstaller('.deb')) : '';
  return runPlaywright('Packaged app', 'packaged', { env: { FRESH_DEBIAN: debian } });
}

/**
 * @param {string} name
 * @param {'e2e' | 'packaged'} folder under test/
 * @param {{ env?: Record<string, string>, atOnce?: number }} [options]
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
async function runPlaywright(name, folder, { env = {}, atOnce = 1 } = {}) {
  const report = join(root, 'test-results', `${folder}.json`);
  rmSync(report, { force: true });
  const args = [
    join(root, 'node_modules/playwright/cli.js'),
    'test',
    `--config=${join(root, 'test', folder, 'playwright.config.ts')}`,
    `--workers=${atOnce}`,
    '--reporter=json',
  ];
  const { output } = await runInSession(args, {
    displays: atOnce,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report, ...env },
  });
  if (!existsSync(report)) return noResult(name, tail(output));
  /** @type {{ suites: Suite[], errors: { message?: string, stack?: string }[] }} */
  const { suites, errors } = JSON.parse(readFileSync(report, 'utf8'));
  /** @type {import('./outcome.mjs').Outcome} */
  const outcome = { passed: 0, failed: 0, skipped: 0, problems: [] };
  for (const suite of suites) count(suite, outcome, folder);
  for (const error of errors) {
    outcome.failed++;
    outcome.problems.push(`${name}: ${readable(error)}`);
  }
  if (outcome.passed === 0 && outcome.failed === 0) return noResult(name, tail(output));
  return outcome;
}

/**
 * @param {Suite} suite
 * @param {import('./outcome.mjs').Outcome} outcome added to
 * @param {string} folder
 */
function count(suite, outcome, folder) {
  for (const spec of suite.specs) {
    for (const test of spec.tests) {
      if (test.status === 'expected') outcome.passed++;
      else if (test.status === 'skipped') outcome.skipped++;
      else {
        outcome.failed++;
        const error = test.results.find((result) => result.error)?.error;
        const place = `test/${folder}/${spec.file}:${spec.line} › ${spec.title}`;
        outcome.problems.push(`${place}\n${readable(error)}\nScreenshots and traces: test-results/`);
      }
    }
  }
  for (const inner of suite.suites ?? []) count(inner, outcome, folder);
}

/** @param {{ message?: string, stack?: string } | undefined} error */
function readable(error) {
  return tail(error?.message ?? error?.stack ?? 'It failed without a message.', 40);
}
