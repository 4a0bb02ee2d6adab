import { join } from 'node:path';
import process from 'node:process';
import { run, tail } from '../setup/command.mjs';
import { root } from '../setup/root.mjs';

/** @typedef {import('./outcome.mjs').Outcome} Outcome */

const checks = [
  { name: 'Types', tool: 'typescript/bin/tsc', args: ['--noEmit'] },
  { name: 'Lint', tool: '@biomejs/biome/bin/biome', args: ['check', '--error-on-warnings', '.'] },
  { name: 'Dead code', tool: 'knip/bin/knip.js', args: ['--no-progress'] },
];

/**
 * Types, lint and dead code; each counts as one test.
 * @returns {Promise<Outcome>}
 */
export async function runChecks() {
  /** @type {Outcome} */
  const outcome = { passed: 0, failed: 0, skipped: 0, problems: [] };
  for (const { name, tool, args } of checks) {
    const { code, output } = await run(process.execPath, [join(root, 'node_modules', tool), ...args]);
    if (code === 0) {
      outcome.passed++;
    } else {
      outcome.failed++;
      outcome.problems.push(`${name}:\n${tail(output)}`);
    }
  }
  return outcome;
}
