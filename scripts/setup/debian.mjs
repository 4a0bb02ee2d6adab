import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { cached } from './cache.mjs';
import { must } from './command.mjs';
import { ensurePackages } from './packages.mjs';
import { say } from './say.mjs';

const release = 'bookworm';

/** What finds the program that opens a file, as every desktop has it. */
const desktop = ['libglib2.0-bin', 'desktop-file-utils', 'shared-mime-info', 'hicolor-icon-theme'];

/** For setpriv: whatever ends this process or the program takes all its mounts with it. */
const apart = ['--pdeathsig', 'KILL', 'unshare', '--mount', '--pid', '--fork', '--kill-child'];

/**
 * Finds a fresh Debian folder in the cache, or makes it there. In it is Debian's least, what finds programs for files,
 * and what the package says that it depends on: nothing else.
 * @param {string} deb the package's file
 * @returns {Promise<string>}
 */
export async function ensureDebian(deb) {
  const depends = await must('dpkg-deb', ['--field', deb, 'Depends']);
  const packages = depends.split(',').map((one) => one.split('|')[0]?.trim() ?? '');
  const include = [...packages, ...desktop].sort().join(',');
  const key = createHash('sha256').update(`${release} ${include}`).digest('hex').slice(0, 16);
  const folder = await cached('debian', key, async (place) => {
    await ensurePackages('trial');
    say('Making a fresh Debian, to install the package in …');
    const how = ['--quiet', '--variant=minbase', `--include=${include}`, release, join(place, 'system')];
    await must('setpriv', [...apart, '--mount-proc', 'mmdebstrap', ...how]);
  });
  return join(folder, 'system');
}

/**
 * A root shell in a copy of that Debian, without a network; what it changes is gone when it ends.
 * @param {string} system
 * @param {string} shared a folder that is /shared in it
 */
export async function enterDebian(system, shared) {
  const script = fileURLToPath(new URL('debian.sh', import.meta.url));
  const layers = await mkdtemp(join(tmpdir(), 'permit-loader-debian-'));
  const child = spawn('setpriv', [...apart, '--net', '--propagation', 'private', 'sh', script], {
    env: { ...process.env, SYSTEM: system, SHARED: shared, LAYERS: layers },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.once('exit', () => rmSync(layers, { recursive: true, force: true }));
  return child;
}
