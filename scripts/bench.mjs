import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { ensureBuild } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { root } from './setup/root.mjs';
import { runScript, SetupStop, say } from './setup/say.mjs';
import { workers } from './setup/workers.mjs';

/** `npm run bench`, or `npm run bench -- window` for a part; `--write` puts the tables into README.md. */
const parts = ['reading', 'rows', 'push', 'audit', 'book', 'window'];
const note =
  'Ratios are of one run on one machine and are what counts; times depend on it and on what else it was doing.';
/** Within the repository, so that the bundle finds the dependencies; one for each run, as two may go at once. */
const caches = join(root, 'node_modules/.cache');

await runScript(async () => {
  const asked = process.argv.slice(2).filter((argument) => argument !== '--write');
  const unknown = asked.filter((name) => !parts.includes(name));
  if (unknown.length > 0)
    throw new SetupStop(`There is no part ${unknown.join(', ')}: only ${parts.join(', ')}.`);
  await ensureDependencies();
  // In a fresh clone it is there only from here on.
  const { build } = await import('vite');
  mkdirSync(caches, { recursive: true });
  const bundle = mkdtempSync(join(caches, 'bench-'));
  process.once('exit', () => rmSync(bundle, { recursive: true, force: true }));
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir: bundle,
      target: 'node20.18',
      rollupOptions: {
        input: {
          ...Object.fromEntries(['task', ...parts].map((name) => [name, join(root, `bench/${name}.ts`)])),
          ...workers,
        },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  writeFileSync(join(bundle, 'package.json'), '{"type":"module"}');
  for (const name of parts) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const folder = mkdtempSync(join(tmpdir(), 'permit-loader-bench-'));
    try {
      const part = await import(pathToFileURL(join(bundle, `${name}.js`)).href);
      const tables = await part[name](folder, say, name === 'window' ? await checkout() : undefined);
      process.stdout.write(`${tables}\n\n${note}\n`);
      if (process.argv.includes('--write')) write(name, `${tables}\n\n${note}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return 0;
});

/** What the window's part starts: this checkout, built, in an Electron. */
async function checkout() {
  await ensurePackages('test');
  await ensureBuild();
  return { root, electron: await ensureElectron() };
}

/**
 * @param {string} name
 * @param {string} tables
 */
function write(name, tables) {
  const path = join(root, 'README.md');
  const readme = readFileSync(path, 'utf8');
  const between = new RegExp(`(<!-- bench:${name} -->\\n)[^]*?(<!-- /bench:${name} -->)`);
  if (!between.test(readme)) throw new SetupStop(`README.md has no place marked bench:${name}.`);
  writeFileSync(
    path,
    readme.replace(between, (_, open, close) => `${open}\n${tables}\n\n${close}`),
  );
}
