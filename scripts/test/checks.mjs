import { join } from 'node:path';
import process from 'node:process';
import { run, tail } from '../setup/command.mjs';
import { root } from '../setup/root.mjs';
import { none, sum } from './outcome.mjs';

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
  /** @type {Outcome[]} */
  const outcomes = await Promise.all(
    checks.map(async ({ name, tool, args }) => {
      const { code, output } = await run(process.execPath, [join(root, 'node_modules', tool), ...args]);
      return code === 0
        ? { ...none, passed: 1 }
        : { ...none, failed: 1, problems: [`${name}:\n${tail(output)}`] };
    }),
  );
  return outcomes.reduce(sum);
}
