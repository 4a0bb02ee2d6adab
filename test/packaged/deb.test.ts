import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { madeInstaller } from '../../scripts/setup/package.mjs';
import { samplePath } from '../support/sample.ts';
import { type DebianShell, openDebian } from './shell.ts';

test.setTimeout(180_000);

const batches = '/home/lot/.config/"Permit Loader"/batches';
/** What others keep: apt and dpkg their records, desktops their index of programs; an empty /opt dpkg takes away. */
const notOurs = String.raw`grep -vE '^/(proc|dev|tmp|shared|run|home/lot|var/(cache|log|lib/(apt|dpkg)))(/|$)|^/opt$|mimeinfo\.cache$'`;

test('The deb is installed in a fresh Debian, opens a CSV by its association, is upgraded, and leaves nothing but data', async () => {
  // npm test makes it, where it can, and says where not.
  const system = process.env['FRESH_DEBIAN'] ?? '';
  test.skip(system === '', 'There is no Debian folder to install it in.');
  const deb = madeInstaller('.deb');
  const shared = mkdtempSync(join(tmpdir(), 'permit-loader-deb-'));
  copyFileSync(deb, join(shared, 'new.deb'));
  copyFileSync(samplePath, join(shared, 'sample.csv'));
  makeOlder(deb, join(shared, 'old.deb'));
  const debian = await openDebian(system, shared);
  try {
    const everything = () => debian.run(`find / -xdev | ${notOurs} | sort`);
    await debian.run('useradd --create-home lot');
    const before = await everything();

    await debian.run('apt-get install -y --no-install-recommends /shared/old.deb');
    expect(await debian.run('dpkg-query -W permit-loader')).toBe('permit-loader\t0.0.9');
    expect(await debian.run('dpkg --verify permit-loader')).toBe('');
    await debian.run('desktop-file-validate /usr/share/applications/permit-loader.desktop');
    for (const type of ['text/csv', 'application/vnd.permit-loader.batch'])
      expect(await debian.run(`gio mime ${type}`)).toContain('permit-loader.desktop');

    await opens(debian, 'mars à jour 100 % #7.csv', (path) => `gio open "${path}"`);
    await ends(debian);

    await debian.run('apt-get install -y --no-install-recommends /shared/new.deb');
    expect(await debian.run('dpkg-query -W permit-loader')).not.toContain('0.0.9');
    // As KDE and older desktops put it.
    await opens(debian, 'avril 2.csv', (path) => `permit-loader "file://${encodeURI(path)}"`);
    expect(await debian.run(`ls ${batches}`)).toContain('mars à jour 100 % #7.permitbatch');
    await ends(debian);

    await debian.run('apt-get purge -y permit-loader');
    expect(await everything()).toBe(before);
    expect(await debian.run(`ls ${batches}`)).toContain('avril 2.permitbatch');
  } finally {
    await debian.close();
    rmSync(shared, { recursive: true, force: true });
  }
});

/**
 * Has somebody who is not root open a CSV, with Chromium's sandbox on, and waits for its batch: the app begins to read
 * once its window has loaded, and a batch gets its name once it is read and checked.
 */
async function opens(debian: DebianShell, file: string, command: (path: string) => string): Promise<void> {
  const path = `/home/lot/${file}`;
  await debian.run(`install -o lot /shared/sample.csv '${path}'`);
  await debian.run(`su lot -c 'cd; (${command(path)}) >/home/lot/said 2>&1 &'`);
  const batch = `${batches}/'${file.replace(/csv$/, 'permitbatch')}'`;
  const opened = await debian.soon(`test -e ${batch}`, 30);
  expect({ opened, said: opened ? '' : await debian.run('cat /home/lot/said') }).toEqual({
    opened: true,
    said: '',
  });
  expect(await debian.run('grep -lze ^--no-sandbox /proc/[0-9]*/cmdline || true')).toBe('');
  expect(await debian.run('grep -lze --type=renderer /proc/[0-9]*/cmdline')).not.toBe('');
}

/** Ends everything that they started. */
async function ends(debian: DebianShell): Promise<void> {
  await debian.run("su lot -c 'kill -TERM -1' || true");
  expect(await debian.soon('! grep -lze ^/opt/permit-loader /proc/[0-9]*/cmdline', 10)).toBe(true);
}

/** The same package as an older version, so that there is one to upgrade from. */
function makeOlder(deb: string, older: string): void {
  const tree = mkdtempSync(join(tmpdir(), 'permit-loader-older-'));
  execFileSync('dpkg-deb', ['--raw-extract', deb, tree]);
  const control = join(tree, 'DEBIAN/control');
  writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*$/m, 'Version: 0.0.9'));
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, older], { stdio: 'ignore' });
  rmSync(tree, { recursive: true });
}
