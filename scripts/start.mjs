import { spawn } from 'node:child_process';
import process from 'node:process';
import { ensureBuild } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { root } from './setup/root.mjs';
import { runScript, say } from './setup/say.mjs';
import { runSampleInTerminal } from './start/terminal.mjs';

/** `npm start`: sets up what is missing and opens the window, or does the sample job where there is no display. */
await runScript(async () => {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  await ensureDependencies();
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) {
    await ensureBuild();
    say('There is no display here (no DISPLAY or WAYLAND_DISPLAY): doing the sample job in this terminal.');
    return runSampleInTerminal();
  }
  await ensurePackages('window');
  const electron = await ensureElectron();
  await ensureBuild();
  return openWindow(electron, process.argv.slice(2));
});

/**
 * @param {string} electron
 * @param {readonly string[]} args
 * @returns {Promise<number>} the app's exit code, once its window is closed
 */
function openWindow(electron, args) {
  const asRoot = process.getuid?.() === 0;
  if (asRoot) say('Running as root, so Chromium’s sandbox is off (--no-sandbox).');
  say('Opening Permit Loader …');
  const child = spawn(electron, [root, ...(asRoot ? ['--no-sandbox'] : []), ...args], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
