import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { run } from '../setup/command.mjs';

/** What belongs to a session. */
const own = [
  ...['DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS', 'HOME', 'XDG_RUNTIME_DIR'],
  ...['XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME'],
];

/** Unlocks the keychain, and hands on to the program what belongs to the session: by itself, and all of it as SESSION_0. */
const begin = `printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null &&
export "SESSION_$0=${own.map((name) => `${name}=$${name}`).join('\n')}" && exec "$@"`;

/**
 * Runs Node in a session of its own: a home folder that is thrown away, and on Linux an unlocked keychain of its own
 * and, if asked for, a display. So the tests meet the real things and never the person's.
 *
 * With several displays there are as many sessions, one in the other: it gets each as SESSION_0, SESSION_1 and so on,
 * lines of NAME=VALUE, for a process of its own that works in it.
 * @param {readonly string[]} args of Node
 * @param {{ displays: number, env?: Record<string, string> }} options
 */
export async function runInSession(args, { displays, env = {} }) {
  const home = await mkdtemp(join(tmpdir(), 'permit-loader-test-'));
  try {
    const sessions = Array.from({ length: Math.max(displays, 1) }, (_, at) =>
      wrapping(at, displays > 0, join(home, String(at))),
    );
    const [program, ...rest] = [...sessions.flat(), process.execPath, ...args];
    return await run(program ?? process.execPath, rest, { env: { ...process.env, ...env } });
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * @param {number} number
 * @param {boolean} display
 * @param {string} home
 */
function wrapping(number, display, home) {
  // Elsewhere the keychain belongs to the person's own session and cannot be had twice.
  if (process.platform !== 'linux') return [];
  const variables = Object.entries(homeVariables(home)).map(([name, value]) => `${name}=${value}`);
  const screen = ['xvfb-run', '-a', '-s', '-screen 0 1440x900x24'];
  const bus = ['dbus-run-session', '--', 'sh', '-c', begin, String(number)];
  return ['env', ...variables, ...(display ? screen : []), ...bus];
}

/** @param {string} home */
function homeVariables(home) {
  mkdirSync(home, { mode: 0o700 });
  const folder = (/** @type {string} */ name) => {
    mkdirSync(join(home, name), { mode: 0o700 });
    return join(home, name);
  };
  return {
    HOME: home,
    XDG_DATA_HOME: folder('data'),
    XDG_CONFIG_HOME: folder('config'),
    XDG_CACHE_HOME: folder('cache'),
    XDG_RUNTIME_DIR: folder('run'),
    // Chromium and GTK fall back to Wayland otherwise, and then there is no window to drive.
    WAYLAND_DISPLAY: '',
  };
}
