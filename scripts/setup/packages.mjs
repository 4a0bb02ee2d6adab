import { existsSync } from 'node:fs';
import process from 'node:process';
import { run, tail } from './command.mjs';
import { SetupStop, say } from './say.mjs';

/** What a window and a keychain need on Debian; where a release has renamed a package, both names. */
const windowPackages = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libsecret-1-0'],
  ['unzip'],
];

/** What the tests need besides: a display and a keychain of their own, and certificates. */
const testPackages = [['xvfb'], ['xauth'], ['dbus'], ['gnome-keyring'], ['openssl']];

/** What makes a Debian in a folder, for Wine. */
const winePackages = [['mmdebstrap']];

/** What installers are made with where electron-builder's own tools cannot be downloaded. */
const installerPackages = [['squashfs-tools'], ['desktop-file-utils'], ['7zip', 'p7zip-full']];

/** What tries the installers: a Debian in a folder, and the compiler of Windows' installers. */
const trialPackages = [['mmdebstrap'], ['nsis']];

/** @typedef {'window' | 'test' | 'wine' | 'installers' | 'trial'} Purpose */

/**
 * Installs the Debian packages that are missing, as root; stops with the line to run otherwise.
 * @param {Purpose} purpose
 */
export async function ensurePackages(purpose) {
  if (process.platform !== 'linux') return;
  const wanted = {
    window: windowPackages,
    test: [...windowPackages, ...testPackages],
    wine: winePackages,
    installers: installerPackages,
    trial: trialPackages,
  }[purpose];
  if (!existsSync('/usr/bin/dpkg-query') || !existsSync('/usr/bin/apt-get')) {
    await nameMissingCommands(purpose);
    return;
  }
  const installed = await installedPackages(wanted.flat());
  const missing = wanted.filter((names) => !names.some((name) => installed.has(name)));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    const names = await Promise.all(missing.map(nameHere));
    throw new SetupStop(
      `Debian packages are missing. Run this, then start again:\n\n  sudo apt-get update && sudo apt-get install -y ${names.join(' ')}\n`,
    );
  }
  await install(missing);
}

/** @param {readonly string[]} names */
async function installedPackages(names) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query fills in the braces.
  const format = '${Package} ${db:Status-Status}\n';
  const { output } = await run('dpkg-query', ['-W', '-f', format, ...names]);
  const lines = output.split('\n').filter((line) => line.endsWith(' installed'));
  return new Set(lines.map((line) => line.slice(0, line.indexOf(' '))));
}

/** @param {readonly (readonly string[])[]} missing */
async function install(missing) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const attempt = async () => {
    const names = await Promise.all(missing.map(nameHere));
    say(`Installing Debian packages: ${names.join(' ')} …`);
    return run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env });
  };
  let result = await attempt();
  if (result.code !== 0) {
    // A fresh machine has no package lists yet, or old ones.
    say('Updating the package lists …');
    await run('apt-get', ['update', '-qq'], { env });
    result = await attempt();
  }
  if (result.code !== 0) throw new SetupStop(`apt-get install failed:\n${tail(result.output)}`);
}

/**
 * The name that this release of Debian knows.
 * @param {readonly string[]} names
 */
async function nameHere(names) {
  for (const name of names) {
    const { code, output } = await run('apt-cache', ['show', '--no-all-versions', name]);
    if (code === 0 && output.includes(`Package: ${name}\n`)) return name;
  }
  return names[0] ?? '';
}

/** @param {Purpose} purpose */
async function nameMissingCommands(purpose) {
  const commands =
    purpose === 'test' ? ['unzip', 'xvfb-run', 'dbus-run-session', 'gnome-keyring-daemon'] : [];
  const found = await Promise.all(commands.map(async (name) => (await run('which', [name])).code === 0));
  const missing = commands.filter((_, index) => !found[index]);
  if (missing.length === 0) return;
  throw new SetupStop(
    `Please install the programs ${missing.join(', ')}, and the libraries GTK 3, NSS, ALSA, GBM and libsecret.`,
  );
}
