import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../setup/command.mjs';
import { ensurePackages } from '../setup/packages.mjs';
import { root } from '../setup/root.mjs';
import { say } from '../setup/say.mjs';
import { ensureWine, runWindowsNode, whyNoWine } from '../setup/wine.mjs';
import { readReport } from './vitest-report.mjs';

/** Milliseconds; a run takes a third of it. */
const timeout = 600_000;

/** The tests of what meets files, processes or the network; the others are the same on every system. */
const chosen = [
  'test/windows',
  'test/disk',
  'test/connections',
  'test/jobs',
  'test/main',
  'test/opscom/client.test.ts',
  'test/opscom/client/no-reply.test.ts',
  'test/opscom/client/tls.test.ts',
  'test/opscom/practice',
  'test/batch/file',
  'test/batch/library',
  'test/batch/push/disk.test.ts',
  'test/batch/push/push.test.ts',
  'test/batch/push/push/replies.test.ts',
  'test/batch/push/push/runs.test.ts',
  'test/batch/push/push/waiting.test.ts',
  'test/batch/import/create',
  'test/cli/validate.test.ts',
  'test/cli/results.test.ts',
];

/**
 * What test/windows/installer-keys.test.ts installs.
 * @param {string} path
 */
async function makeKeysInstaller(path) {
  await ensurePackages('trial');
  await must('makensis', ['-V2', `-DOUT=${path}`, join(root, 'test/windows/installer-keys.nsi')]);
}

/**
 * The tests of what a Windows program meets, run by Windows' Node under Wine.
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runWindowsTests() {
  const gone = chosen.filter((path) => !existsSync(join(root, path)));
  if (gone.length > 0) throw new Error(`These tests for Windows are not there any more: ${gone.join(', ')}`);
  const reason = await whyNoWine();
  if (reason !== null) {
    say(
      process.platform === 'win32'
        ? 'Windows programs: these tests are among the unit tests here.'
        : `Windows programs: left out, as Wine is had ${reason}.`,
    );
    return { passed: 0, failed: 0, skipped: 0, problems: [] };
  }
  const wine = await ensureWine();
  const results = join(root, 'test-results');
  mkdirSync(results, { recursive: true });
  await makeKeysInstaller(join(results, 'installer-keys.exe'));
  const args = ['Z:\\app\\node_modules\\vitest\\vitest.mjs', 'run', '--root', 'Z:\\app', '--reporter=json'];
  return readReport('Windows programs', join(results, 'windows.json'), 'Z:/app', () =>
    runWindowsNode(wine, [...args, '--outputFile', 'Z:\\results\\windows.json', ...chosen], {
      results,
      timeout,
    }),
  );
}
