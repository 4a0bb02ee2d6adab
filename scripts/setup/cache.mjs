import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** What takes long to make and is the same for every checkout of this person. */
const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'permit-loader');

/** Milliseconds after which what nobody used is taken away. */
const unusedFor = 30 * 24 * 3600 * 1000;

/**
 * The cache's folder `kind-key`. Where it is not there, `make` fills a temporary folder beside it, which gets its name
 * only once it is whole; so an end at any moment leaves no half-made one.
 * @param {string} kind
 * @param {string} key a hash of all that it is made of
 * @param {(folder: string) => Promise<void>} make
 * @returns {Promise<string>} its path
 */
export async function cached(kind, key, make) {
  const path = join(cache, `${kind}-${key}`);
  await mkdir(cache, { recursive: true });
  await sweep(kind, `${kind}-${key}`);
  if (!existsSync(path)) {
    const work = await mkdtemp(join(cache, `${kind}-making-${process.pid}-`));
    try {
      await make(work);
      await rename(work, path);
    } catch (error) {
      // Somebody else may have made it meanwhile.
      if (!existsSync(path)) throw error;
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }
  utimesSync(path, new Date(), new Date());
  return path;
}

/**
 * Takes away what a killed set-up left, and what has not been used for long.
 * @param {string} kind
 * @param {string} wanted stays
 */
async function sweep(kind, wanted) {
  for (const name of readdirSync(cache)) {
    if (name === wanted || !name.startsWith(`${kind}-`)) continue;
    const maker = /-making-(\d+)-/.exec(name)?.[1];
    const path = join(cache, name);
    const goes = maker ? !isAlive(Number(maker)) : Date.now() - statSync(path).mtimeMs > unusedFor;
    if (goes) await rm(path, { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
