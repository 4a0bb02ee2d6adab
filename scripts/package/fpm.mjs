#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';

/**
 * Makes a Debian package with Debian's own dpkg-deb, from the arguments that electron-builder gives to fpm
 * (`CUSTOM_FPM_PATH`), whose download a machine may not reach. What it does not know it refuses.
 */

/** Options that are taken; others than these would change the package unseen. */
const known = [
  ...[
    '-s',
    '-t',
    '-d',
    '--deb-recommends',
    '--deb-compression',
    '--deb-priority',
    '--architecture',
    '--after-install',
  ],
  ...[
    '--after-remove',
    '--description',
    '--version',
    '--package',
    '--name',
    '--maintainer',
    '--vendor',
    '--url',
  ],
  ...['--license', '--iteration'],
];

/** @type {Map<string, string[]>} */
const options = new Map();
/** @type {[from: string, to: string][]} */
const contents = [];
const args = process.argv.slice(2).filter((argument) => argument !== '--force');
for (let at = 0; at < args.length; at++) {
  const argument = args[at] ?? '';
  if (known.includes(argument)) options.set(argument, [...(options.get(argument) ?? []), args[++at] ?? '']);
  else if (/^[^-].*=\//s.test(argument)) {
    const split = argument.lastIndexOf('=/');
    contents.push([argument.slice(0, split), argument.slice(split + 1)]);
  } else throw new Error(`This stand-in for fpm does not know ${argument}.`);
}
const one = (/** @type {string} */ name) => {
  const value = options.get(name)?.[0];
  if (value === undefined) throw new Error(`This stand-in for fpm needs ${name}.`);
  return value;
};
if (one('-s') !== 'dir' || one('-t') !== 'deb')
  throw new Error('This stand-in for fpm makes deb from folders only.');

const tree = mkdtempSync(join(tmpdir(), 'permit-loader-deb-'));
try {
  for (const [from, to] of contents) {
    const target = join(tree, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true, verbatimSymlinks: true });
  }
  const files = readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  // Whatever the build machine's umask was, what root installs is root's alone to change and everybody's to read.
  execFileSync('chmod', ['-R', 'u+rwX,go=rX', tree]);

  const folder = join(tree, 'DEBIAN');
  mkdirSync(folder);
  const iteration = options.get('--iteration')?.[0];
  const [summary = '', ...details] = one('--description').split('\n');
  const control = {
    Package: one('--name'),
    Version: iteration === undefined ? one('--version') : `${one('--version')}-${iteration}`,
    Architecture: one('--architecture'),
    Maintainer: one('--maintainer'),
    'Installed-Size': Math.ceil(files.reduce((bytes, path) => bytes + statSync(path).size, 0) / 1024),
    Depends: options.get('-d')?.join(', '),
    Recommends: options.get('--deb-recommends')?.join(', '),
    Section: 'misc',
    Priority: one('--deb-priority'),
    Homepage: one('--url'),
    Description: [summary, ...details.map((line) => ` ${line.trim() || '.'}`)].join('\n'),
  };
  const lines = Object.entries(control).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  writeFileSync(join(folder, 'control'), `${lines.join('\n')}\n`);
  const sums = files.map(
    (path) => `${createHash('md5').update(readFileSync(path)).digest('hex')}  ${relative(tree, path)}\n`,
  );
  writeFileSync(join(folder, 'md5sums'), sums.join(''));
  writeFileSync(join(folder, 'postinst'), readFileSync(one('--after-install')), { mode: 0o755 });
  writeFileSync(join(folder, 'postrm'), readFileSync(one('--after-remove')), { mode: 0o755 });

  const compression = one('--deb-compression');
  // gz is asked for where a package is to be tried soon.
  const how = compression === 'gz' ? ['-Zgzip', '-z1'] : [`-Z${compression}`];
  execFileSync('dpkg-deb', ['--root-owner-group', ...how, '--build', tree, one('--package')], {
    stdio: 'inherit',
  });
} finally {
  rmSync(tree, { recursive: true, force: true });
}
