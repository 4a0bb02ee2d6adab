import { join } from 'node:path';
import { root } from '../setup/root.mjs';
import { runInSession } from './session.mjs';
import { readReport } from './vitest-report.mjs';

/**
 * The unit tests, in vitest.
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export function runUnitTests() {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  return readReport('Unit tests', join(root, 'test-results/unit.json'), root, (report) =>
    runInSession([vitest, 'run', '--reporter=json', `--outputFile=${report}`], { display: false }),
  );
}
