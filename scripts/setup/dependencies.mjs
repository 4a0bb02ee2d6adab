import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { head, npm } from './command.mjs';
import { root } from './root.mjs';
import { SetupStop, say } from './say.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockedPackage */

/** Installs the npm packages when what is installed is not what the lockfile says. */
export async function ensureDependencies() {
  if (matchesLockfile()) return;
  say('Installing npm packages …');
  const { code, output } = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) throw new SetupStop(`npm ci failed:\n${head(output)}`);
}

/** npm writes its own record of what it installed last of all, so a broken installation has none. */
function matchesLockfile() {
  const wanted = lockedPackages('package-lock.json');
  const installed = lockedPackages('node_modules/.package-lock.json');
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, locked]) => {
    const found = installed[path];
    if (path === '') return true;
    if (!found) return locked.optional === true || locked.devOptional === true;
    return found.version === locked.version && found.integrity === locked.integrity;
  });
}

/**
 * @param {string} path
 * @returns {Record<string, LockedPackage> | null} null when there is no such file
 */
function lockedPackages(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
  } catch {
    return null;
  }
}
