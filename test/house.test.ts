import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../scripts/setup/root.mjs';

/** Who may import whom, as the README's house says; every other room must be refused. */
const rooms = {
  permit: [],
  opscom: ['permit', 'words'],
  batch: ['permit', 'opscom', 'words'],
  connections: ['permit', 'words'],
  words: [],
  bridge: ['permit', 'words'],
  main: ['permit', 'opscom', 'batch', 'connections', 'words', 'bridge'],
  preload: ['permit', 'bridge', 'words'],
  renderer: ['permit', 'bridge', 'words'],
  cli: ['permit', 'opscom', 'batch', 'connections', 'words'],
} as const satisfies Record<string, readonly string[]>;

type Room = keyof typeof rooms;
const names = Object.keys(rooms).filter((name): name is Room => name in rooms);
const node: readonly Room[] = ['opscom', 'batch', 'connections', 'main', 'cli'];

/** Packages that only some rooms may import. */
const packages: Readonly<Record<string, readonly Room[]>> = {
  electron: ['main', 'preload'],
  'electron/main': ['main', 'preload'],
  keytar: ['connections'],
  'node:fs': node,
  'node:fs/promises': node,
  '@photostructure/sqlite': node,
  undici: node,
  react: ['renderer'],
  'react-dom/client': ['renderer'],
  '@mantine/core': ['renderer'],
  'ag-grid-react': ['renderer'],
};

/** One import in one file of a room, and whether lint must refuse it. */
const cases = names.flatMap((room) => {
  const allowed: readonly string[] = rooms[room];
  const others = names.filter((other) => other !== room);
  const place = `src/${room}/probe.ts`;
  const inner = `src/${room}/inner/probe.ts`;
  return [
    ...others.map((other) => ({ place, from: `../${other}/thing.ts`, refused: !allowed.includes(other) })),
    ...others.map((other) => ({
      place: inner,
      from: `../../${other}/a.ts`,
      refused: !allowed.includes(other),
    })),
    ...Object.entries(packages).map(([from, its]) => ({ place, from, refused: !its.includes(room) })),
    ...['test', 'scripts', 'bench'].map((top) => ({ place, from: `../../${top}/thing.ts`, refused: true })),
    { place, from: './thing.ts', refused: false },
    { place: inner, from: '../thing.ts', refused: false },
  ];
});

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'permit-loader-house-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const complaints = lint();

/** Puts every case's import into its file and lints them all with the project's own rules: `place:line` of each refusal. */
function lint(): ReadonlySet<string> {
  cpSync(join(root, 'biome.json'), join(folder, 'biome.json'));
  for (const { place, from } of cases) {
    mkdirSync(join(folder, place, '..'), { recursive: true });
    appendFileSync(join(folder, place), `import '${from}';\n`);
  }
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const options = ['--vcs-enabled=false', '--reporter=github', '--max-diagnostics=none', 'src'];
  const { stdout } = spawnSync(process.execPath, [biome, 'lint', ...options], {
    cwd: folder,
    encoding: 'utf8',
  });
  const refusals = stdout.matchAll(/title=lint\/style\/noRestrictedImports,file=([^,]+),line=(\d+)/g);
  return new Set(
    Array.from(refusals, ([, file = '', line]) => `${relative(folder, file).replaceAll('\\', '/')}:${line}`),
  );
}

describe('lint keeps the rooms of the house apart', () => {
  it.each(cases)('$place from $from: refused $refused', (one) => {
    const line = 1 + cases.filter(({ place }) => place === one.place).indexOf(one);
    expect(complaints.has(`${one.place}:${line}`)).toBe(one.refused);
  });
});
