import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packages, places, rooms, roomsOfBatch } from '../scripts/house/rooms.mjs';
import { zones } from '../scripts/house/zones.mjs';
import { root } from '../scripts/setup/root.mjs';

const roomOf = (place: string) => place.split('/')[0] ?? '';
const listed = (table: Readonly<Record<string, string>>, name: string) => (table[name] ?? '').split(' ');
/** A package's module that the table's pattern stands for. */
const example = (pattern: string) => pattern.replace('*', 'fs');

/** One import in one file of a room, and whether lint must refuse it. */
const cases = places.flatMap((place) => {
  const room = roomOf(place);
  const inner = place.slice(room.length + 1);
  const up = '../'.repeat(place.split('/').length);
  const others = Object.keys(rooms).filter((other) => other !== room);
  const innerOthers = inner === '' ? [] : Object.keys(roomsOfBatch).filter((other) => other !== inner);
  const file = `src/${place}/probe.ts`;
  const deep = `src/${place}/inner/probe.ts`;
  const refusedRoom = (other: string) => !listed(rooms, room).includes(other);
  const refusedInner = (other: string) => !listed(roomsOfBatch, inner).includes(other);
  const refusedPackage = (its: string) => !its.split(' ').some((one) => one === room || one === place);
  return [
    ...others.flatMap((other) => [
      { file, from: `${up}${other}/thing.ts`, refused: refusedRoom(other) },
      { file: deep, from: `../${up}${other}/inner/thing.ts`, refused: refusedRoom(other) },
    ]),
    ...innerOthers.flatMap((other) => [
      { file, from: `../${other}/thing.ts`, refused: refusedInner(other) },
      { file: deep, from: `../../${other}/inner/thing.ts`, refused: refusedInner(other) },
      { file, from: `../../batch/${other}/thing.ts`, refused: true },
    ]),
    ...Object.entries(packages).flatMap(([name, its]) => [
      { file, from: example(name), refused: refusedPackage(its) },
      { file, from: `${example(name)}/part`, refused: refusedPackage(its) },
    ]),
    ...['test', 'scripts', 'bench'].map((top) => ({ file, from: `../${up}${top}/thing.ts`, refused: true })),
    { file, from: './thing.ts', refused: false },
    { file: deep, from: '../thing.ts', refused: false },
    { file, from: 'zod', refused: false },
  ];
});

/** Imports that make a circle, and one that makes none. */
const circles = [
  { file: 'src/cli/one.ts', text: "export { two } from './two.ts';\n", refused: true },
  { file: 'src/cli/two.ts', text: "export { one as two } from './one.ts';\n", refused: true },
  {
    file: 'src/cli/type.ts',
    text: "import type { B } from './type-b.ts';\nexport type A = B;\n",
    refused: true,
  },
  {
    file: 'src/cli/type-b.ts',
    text: "import type { A } from './type.ts';\nexport type B = A;\n",
    refused: true,
  },
  { file: 'src/cli/line.ts', text: "export { end } from './end.ts';\n", refused: false },
  { file: 'src/cli/end.ts', text: 'export const end = 1;\n', refused: false },
];

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'permit-loader-house-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const complaints = lint();

/** Lints all cases with the project's own rules: `rule file:line` of each complaint. */
function lint(): ReadonlySet<string> {
  for (const name of ['biome.json', 'biome.house.json']) cpSync(join(root, name), join(folder, name));
  for (const { file, text } of [
    ...cases.map(({ file, from }) => ({ file, text: `import '${from}';\n` })),
    ...circles,
  ]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    appendFileSync(join(folder, file), text);
  }
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const options = ['--vcs-enabled=false', '--reporter=github', '--max-diagnostics=none', 'src'];
  const { stdout } = spawnSync(process.execPath, [biome, 'lint', ...options], {
    cwd: folder,
    encoding: 'utf8',
  });
  const told = stdout.matchAll(
    /title=lint\/[a-z]+\/(noRestrictedImports|noImportCycles),file=([^,]+),line=(\d+)/g,
  );
  return new Set(
    Array.from(
      told,
      ([, rule, file = '', line]) => `${rule} ${relative(folder, file).replaceAll('\\', '/')}:${line}`,
    ),
  );
}

/** Who may import whom, as a document's table says: rooms by name. */
function documented(document: string, heading: string): Readonly<Record<string, string>> {
  const text = readFileSync(join(root, document), 'utf8');
  const [, after = ''] = text.split(`${heading}\n`);
  const rows = (after.split(/\n#/)[0] ?? '').matchAll(/^\| `(?:src\/)?(\w+)` \|.*\| ([^|]+) \|$/gm);
  return Object.fromEntries(
    Array.from(rows, ([, room = '', may = '']) => [room, may === 'nothing' ? '' : may.replaceAll(', ', ' ')]),
  );
}

describe('lint keeps the rooms of the house apart', () => {
  it.each(places)('%s', (place) => {
    const wrong = cases.filter((one) => {
      if (!one.file.startsWith(`src/${place}/`)) return false;
      const line = 1 + cases.filter(({ file }) => file === one.file).indexOf(one);
      return complaints.has(`noRestrictedImports ${one.file}:${line}`) !== one.refused;
    });
    expect(wrong).toEqual([]);
  });

  it.each(circles)('a circle at $file: refused $refused', ({ file, refused }) => {
    expect(complaints.has(`noImportCycles ${file}:1`)).toBe(refused);
  });

  it('with the rules that `npm run house` writes', () => {
    expect(readFileSync(join(root, 'biome.house.json'), 'utf8')).toBe(zones());
  });

  it('and every source file stands in one of them', () => {
    const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    const lost = files
      .map(({ parentPath, name }) =>
        relative(join(root, 'src'), join(parentPath, name)).replaceAll('\\', '/'),
      )
      .filter((file) => !places.some((place) => file.startsWith(`${place}/`)));
    expect(lost).toEqual([]);
  });

  it('as the documents say', () => {
    // Of the rooms that are there: the table may know of one that is to come.
    const isThere = (room: string) => existsSync(join(root, 'src', room));
    const there = Object.entries(rooms).flatMap(([room, may]) =>
      isThere(room) ? [[room, may.split(' ').filter(isThere).join(' ')]] : [],
    );
    expect(documented('README.md', '## The house')).toEqual(Object.fromEntries(there));
    expect(documented('docs/developers.md', '### The rooms of `src/batch`')).toEqual(roomsOfBatch);
  });
});

describe('a source file holds one idea', () => {
  /** Tables of words, which are as long as there is to say. */
  const tables = /^(words\/|permit\/header-names\.ts)/;

  it('in 300 lines at most', () => {
    const long = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => /\.tsx?$/.test(path) && !tables.test(path))
      .map((path) => ({ path, lines: readFileSync(join(root, 'src', path), 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });
});

/** Tests of no one room: of the project itself at the top, and what crosses rooms in folders of its own. */
const acrossRooms = [
  'e2e',
  'fixtures',
  'golden',
  'hostile',
  'kills',
  'packaged',
  'sample',
  'support',
  'windows',
];

describe('test mirrors src', () => {
  const tests = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.test.ts') && path.includes('/') && !acrossRooms.includes(roomOf(path)))
    .map((path) => path.replace(/\.test\.ts$/, ''));

  it('a test has the name of what it tests, or stands in a folder of that name', () => {
    const isSource = (path: string) =>
      [`${path}.ts`, `${path}.tsx`, `${path}.ts`.replace(/^words\//, 'words/en/')].some((file) =>
        existsSync(join(root, 'src', file)),
      );
    expect(tests.filter((path) => !isSource(path) && !isSource(dirname(path)))).toEqual([]);
  });
});
