import process from 'node:process';
import { ensureBuild } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { runScript, SetupStop, say } from './setup/say.mjs';
import { runChecks } from './test/checks.mjs';
import { runEndToEndTests, runPackagedTests } from './test/e2e.mjs';
import { none, sum } from './test/outcome.mjs';
import { runVitest } from './test/vitest.mjs';
import { runWindowsTests } from './test/windows.mjs';

/** `npm test`, or `npm test -- check`, `unit`, `long`, `windows`, `e2e` or `packaged` for a part of it. */
const parts = [
  { name: 'check', title: 'Types, lint, dead code', needsApp: false, run: runChecks },
  { name: 'unit', title: 'Unit tests', needsApp: false, run: () => runVitest('unit', 'Unit tests') },
  {
    name: 'long',
    title: 'Kills, faults and hostile input',
    needsApp: false,
    run: () => runVitest('long', 'Kills, faults and hostile input'),
  },
  { name: 'windows', title: 'Windows programs', needsApp: false, run: runWindowsTests },
  { name: 'e2e', title: 'End-to-end tests', needsApp: true, run: runEndToEndTests },
  { name: 'packaged', title: 'Packaged app', needsApp: true, run: runPackagedTests },
];

/** Parts that run side by side: those of a round wait for processes and pauses most of the time, and share nothing. */
const rounds = [['check'], ['unit'], ['long', 'windows'], ['e2e'], ['packaged']];

await runScript(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0)
    throw new SetupStop(
      `There is no part ${unknown.join(', ')}: ${parts.map(({ name }) => name).join(', ')}.`,
    );
  const chosen = parts.filter(({ name }) => asked.length === 0 || asked.includes(name));

  await ensureDependencies();
  await ensurePackages('test');
  await ensureBuild();
  if (chosen.some(({ needsApp }) => needsApp)) await ensureElectron();
  if (process.getuid?.() === 0) say('Running as root: Chromium’s sandbox is off for the tests.');

  let total = none;
  for (const round of rounds) {
    const started = Date.now();
    const outcomes = await Promise.all(
      chosen
        .filter(({ name }) => round.includes(name))
        .map(async ({ title, run }) => {
          const outcome = await run();
          for (const problem of outcome.problems) say(`\n✕ ${problem}\n`);
          say(`${title}: ${numbers(outcome)} (${Math.round((Date.now() - started) / 1000)} s)`);
          return outcome;
        }),
    );
    total = outcomes.reduce(sum, total);
  }
  process.stdout.write(`${numbers(total)}\n`);
  return total.failed === 0 ? 0 : 1;
});

/** @param {{ passed: number, failed: number, skipped: number }} counts */
function numbers({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
