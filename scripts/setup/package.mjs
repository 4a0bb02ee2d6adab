import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { linuxPlan } from '../package/targets.mjs';
import { ensureBuild, sourceHash } from './build.mjs';
import { run, tail } from './command.mjs';
import { ensureElectron } from './electron.mjs';
import { fallbackDist, fallbackElectron, fallbackVersion } from './electron-fallback.mjs';
import { ensurePackages } from './packages.mjs';
import { root } from './root.mjs';
import { SetupStop, say } from './say.mjs';

const output = join(root, 'dist');
const stamp = join(output, 'packaged-from');
const installers = /\.(deb|AppImage|tar\.gz|zip|exe|dmg)$/;

/**
 * Runs electron-builder, with the arguments given or else for the installers that can be made here, and says what it
 * made, what not and why.
 * @param {readonly string[]} args
 * @param {{ quick?: boolean }} [how] quick: large files soon, for trying them
 */
export async function makePackage(args, { quick = false } = {}) {
  const fallback = (await ensureElectron()) === fallbackElectron();
  if (fallback) await ensurePackages('installers');
  await ensureBuild();
  rmSync(stamp, { force: true });
  const before = Date.now();
  const linux =
    process.platform === 'linux' && !args.some((argument) => /^(-[wm]|--(win|mac))/.test(argument));
  const plan = linux ? linuxPlan({ downloads: !fallback, quick: quick || fallback }) : null;
  const chosen = plan && args.length === 0 ? ['--linux', ...plan.targets] : args;
  // No space in the folder under /opt: Chromium does not find its sandbox helper behind one.
  const own = plan ? ['-c.productName=permit-loader', ...plan.args] : [];
  const dist = fallback ? [`-c.electronDist=${fallbackDist}`, `-c.electronVersion=${fallbackVersion}`] : [];
  say('Packaging …');
  const builder = join(root, 'node_modules/electron-builder/cli.js');
  const { code, output: told } = await run(
    process.execPath,
    [
      builder,
      ...chosen,
      ...own,
      ...dist,
      `-c.releaseInfo.releaseNotesFile=${notesFile()}`,
      '--publish',
      'never',
    ],
    { env: { ...process.env, ...plan?.env } },
  );
  if (code !== 0) throw new SetupStop(`electron-builder failed:\n${tail(told)}`);
  for (const name of readdirSync(output).sort()) {
    const { mtimeMs, size } = statSync(join(output, name));
    if (installers.test(name) && mtimeMs >= before) say(`Made: ${name} (${Math.round(size / 1e6)} MB)`);
  }
  for (const note of plan?.notes ?? []) say(note);
  if (linux)
    say('exe and dmg: not made. They are made on Windows and macOS (.github/workflows/release.yml).');
}

/** The part of the change log that is about this version, for those who are told of it. */
function notesFile() {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const parts = readFileSync(join(root, 'CHANGELOG.md'), 'utf8').split(/^## /m);
  const part = parts.find((text) => text.startsWith(`${version}\n`)) ?? '';
  const path = join(root, '.cache/release-notes.md');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, part.slice(version.length).trim());
  return path;
}

/** Makes this machine's app and installers when what is there does not come from the sources as they are now. */
export async function ensurePackage() {
  const recipe = ['electron-builder.yml', 'scripts/package/fpm.mjs', 'scripts/package/appimage-tools.mjs'];
  const wanted = [sourceHash(), ...recipe.map((path) => readFileSync(join(root, path), 'utf8'))].join('\n');
  const made = packagedApp();
  if (made && existsSync(made) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  rmSync(output, { recursive: true, force: true });
  await makePackage(process.platform === 'linux' ? [] : ['--dir'], { quick: true });
  writeFileSync(stamp, wanted);
}

/**
 * What the tests made and try.
 * @param {string} ending
 * @returns {string}
 */
export function madeInstaller(ending) {
  const made = existsSync(output) ? readdirSync(output) : [];
  const found = made.find((name) => name.endsWith(ending));
  if (found === undefined) throw new Error(`There is no ${ending}: npm test -- packaged makes it.`);
  return join(output, found);
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
