import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { stamp } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { root } from './setup/root.mjs';
import { runScript, say } from './setup/say.mjs';

/**
 * `npm run dev`: the window with hot reload and developer tools. A change of main, the engine or anything that they
 * import starts the app again. Arguments go to the app, such as files to open.
 */
await runScript(async () => {
  await ensureDependencies();
  await ensurePackages('window');
  const electron = await ensureElectron();
  // What this builds is for developing: whoever wants the app itself afterwards builds it anew.
  rmSync(stamp, { force: true });
  const asRoot = process.getuid?.() === 0;
  if (asRoot) say('Running as root, so Chromium’s sandbox is off (--no-sandbox).');
  const vite = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const options = ['dev', '--watch', '--sourcemap', ...(asRoot ? ['--noSandbox'] : [])];
  const child = spawn(process.execPath, [vite, ...options, '--', ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ELECTRON_EXEC_PATH: electron },
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
});
