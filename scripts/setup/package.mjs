import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ensureBuild, sourceHash } from './build.mjs';
import { run, tail } from './command.mjs';
import { ensureElectron } from './electron.mjs';
import { fallbackDist, fallbackElectron, fallbackVersion } from './electron-fallback.mjs';
import { root } from './root.mjs';
import { SetupStop, say } from './say.mjs';

const output = join(root, 'dist');
const stamp = join(output, 'packaged-from');

/**
 * Runs electron-builder with the arguments given. On the fallback runtime it makes the unpacked Linux app only, because
 * the other targets need tools that electron-builder would download.
 * @param {readonly string[]} args
 */
export async function makePackage(args) {
  const fallback = (await ensureElectron()) === fallbackElectron();
  await ensureBuild();
  rmSync(stamp, { force: true });
  const chosen = fallback
    ? ['--linux', 'dir', `-c.electronDist=${fallbackDist}`, `-c.electronVersion=${fallbackVersion}`]
    : args;
  say('Packaging …');
  const builder = join(root, 'node_modules/electron-builder/cli.js');
  const { code, output: told } = await run(process.execPath, [builder, ...chosen, '--publish', 'never']);
  if (code !== 0) throw new SetupStop(`electron-builder failed:\n${tail(told)}`);
}

/** Makes the unpacked app of this machine's system when what is there does not come from the sources as they are now. */
export async function ensurePackage() {
  const wanted = `${sourceHash()} ${readFileSync(join(root, 'electron-builder.yml'), 'utf8')}`;
  const made = packagedApp();
  if (made && existsSync(made) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await makePackage(['--dir']);
  writeFileSync(stamp, wanted);
}

/**
 * The executable of the unpacked app, and the folder of its resources.
 * @returns {string | null} null before it was made
 */
export function packagedApp() {
  const made = existsSync(output) ? readdirSync(output) : [];
  const inside = { win32: 'Permit Loader.exe', darwin: 'Permit Loader.app/Contents/MacOS/Permit Loader' };
  const name =
    process.platform === 'win32' || process.platform === 'darwin'
      ? inside[process.platform]
      : 'permit-loader';
  const folder = made.find((entry) => existsSync(join(output, entry, name)));
  return folder === undefined ? null : join(output, folder, name);
}
