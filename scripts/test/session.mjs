import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { run } from '../setup/command.mjs';

const unlock = 'printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"';

/**
 * Runs Node in a session of its own: a home folder that is thrown away, and on Linux an unlocked keychain of its own
 * and, if asked for, a display, each by a number of its own where several begin at once. So the tests meet the real things and never the person's.
 * @param {readonly string[]} args of Node
 * @param {{ display: number, env?: Record<string, string> }} options
 */
export async function runInSession(args, { display, env = {} }) {
  const home = await mkdtemp(join(tmpdir(), 'permit-loader-test-'));
  try {
    const [program, ...rest] = [...wrapping(display), process.execPath, ...args];
    return await run(program ?? process.execPath, rest, {
      env: { ...process.env, ...homeVariables(home), ...env },
    });
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @param {number} display 0 without one */
function wrapping(display) {
  if (process.platform !== 'linux') return [];
  // The first free number from there on is taken: two that look at the same time would take the same.
  const screen = ['xvfb-run', '-a', '-n', `${100 * display}`, '-s', '-screen 0 1440x900x24'];
  return [...(display > 0 ? screen : []), 'dbus-run-session', '--', 'sh', '-c', unlock, 'sh'];
}

/** @param {string} home */
function homeVariables(home) {
  // Elsewhere the keychain belongs to the person's own session and cannot be had twice.
  if (process.platform !== 'linux') return {};
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
