import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import { run, tail } from './command.mjs';
import { root } from './root.mjs';
import { SetupStop, say } from './say.mjs';
import { workers } from './workers.mjs';

/** Says what `out/` was built from. */
export const stamp = join(root, 'out/built-from');
const outputs = [
  'main/index.js',
  'main/engine.js',
  'main/cli.js',
  ...Object.keys(workers).map((name) => `main/${name}.js`),
  'preload/index.cjs',
  'renderer/index.html',
];

/** Builds when what is built does not come from the sources as they are now. */
export async function ensureBuild() {
  const built = outputs.every((path) => existsSync(join(root, 'out', path))) && existsSync(stamp);
  if (built && readFileSync(stamp, 'utf8') === sourceHash()) return;
  await build();
}

/** Builds main, preload, window and command line into `out/`. */
export async function build() {
  say('Building …');
  const hash = sourceHash();
  rmSync(stamp, { force: true });
  const vite = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const { code, output } = await run(process.execPath, [vite, 'build', '--logLevel', 'warn']);
  if (code !== 0) throw new SetupStop(`The build failed:\n${tail(output)}`);
  if (output.trim()) say(tail(output));
  writeFileSync(stamp, hash);
}

/** By content, since times say nothing after a clone or a change of branch; the same on every system. */
export function sourceHash() {
  const hash = createHash('sha256');
  const filesIn = (/** @type {string} */ folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  const guide = filesIn('docs').filter((name) => /^docs\/(guide\.|pictures.*\.png$)/.test(name));
  const configs = ['electron.vite.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json'];
  for (const name of [...filesIn('src'), ...guide, ...configs].sort()) {
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(join(root, name)))
      .update('\0');
  }
  return hash.digest('hex');
}
