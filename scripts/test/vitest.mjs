import { join } from 'node:path';
import { root } from '../setup/root.mjs';
import { runInSession } from './session.mjs';
import { readReport } from './vitest-report.mjs';

/**
 * One of vitest's projects: `unit`, or `long`, the tests that take long.
 * @param {'unit' | 'long'} project
 * @param {string} title
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export function runVitest(project, title) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  return readReport(title, join(root, `test-results/${project}.json`), root, (report) =>
    runInSession([vitest, 'run', `--project=${project}`, '--reporter=json', `--outputFile=${report}`], {
      displays: 0,
    }),
  );
}
