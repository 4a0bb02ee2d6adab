import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ConnectionDraft, newConnection } from '../../src/connections/connection.ts';
import {
  findConnection,
  listConnections,
  removeConnection,
  saveConnection,
} from '../../src/connections/store.ts';
import { wordsIn } from '../../src/words/words.ts';
import { tinyDisk } from '../support/tiny-disk.ts';

const draft: ConnectionDraft = { name: 'Lot 7', controller: 'https://controller.example', client: 'OC-TOMA' };
const stored = {
  name: 'Lot 7',
  controller: 'https://controller.example',
  client: 'OC-TOMA',
  rate: null,
  concurrency: 8,
  zone: null,
  endDate: 'unchanged',
  dayEnd: '23:59:59',
  plateForm: null,
};

let folder: string;
const path = () => join(folder, 'connections.json');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'permit-loader-connections-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function names(): string[] {
  const listed = listConnections(folder);
  return listed.ok ? listed.value.map(({ name }) => name) : [];
}

describe('what makes a connection', () => {
  test.each<[Partial<ConnectionDraft>, object]>([
    [
      {},
      { practice: false, concurrency: 8, rate: null, zone: null, endDate: 'unchanged', dayEnd: '23:59:59' },
    ],
    [{ controller: ' HTTPS://Controller.Example:443/ ' }, { controller: 'https://controller.example' }],
    [{ controller: 'http://127.0.0.1:8080' }, { controller: 'http://127.0.0.1:8080' }],
    [{ controller: 'http://localhost:8080/' }, { controller: 'http://localhost:8080' }],
    [{ controller: 'http://[::1]:8080' }, { controller: 'http://[::1]:8080' }],
    [{ client: ' oc_toma-2 ' }, { client: 'oc_toma-2' }],
    [
      { zone: 'America/Toronto', endDate: 'utc' },
      { zone: 'America/Toronto', endDate: 'utc' },
    ],
    [
      { rate: 0.5, concurrency: 64, dayEnd: '18:00:00', plateForm: ' 2-10 ' },
      { rate: 0.5, concurrency: 64, dayEnd: '18:00:00', plateForm: '2-10' },
    ],
  ])('%j', (change, expected) => {
    expect(newConnection({ ...draft, ...change })).toMatchObject({ ok: true, value: expected });
  });

  test.each<[Partial<ConnectionDraft>, string]>([
    [{ name: ' ' }, 'connection-name'],
    [{ name: 'a\nb' }, 'connection-name'],
    [{ name: 'x'.repeat(101) }, 'connection-name'],
    [{ name: ' practice ' }, 'connection-practice'],
    [{ controller: 'controller.example' }, 'controller-not-url'],
    [{ controller: 'ftp://controller.example' }, 'controller-not-url'],
    [{ controller: 'https://' }, 'controller-not-url'],
    [{ controller: 'http://controller.example' }, 'controller-not-https'],
    [{ controller: 'http://127.0.0.1.example' }, 'controller-not-https'],
    [{ controller: 'http://localhost.example' }, 'controller-not-https'],
    [{ controller: 'https://user:secret@controller.example' }, 'controller-credentials'],
    [{ controller: 'https://controller.example/api' }, 'controller-more-than-origin'],
    [{ controller: 'https://controller.example?x=1' }, 'controller-more-than-origin'],
    [{ controller: 'https://controller.example#x' }, 'controller-more-than-origin'],
    [{ client: '' }, 'client-code'],
    [{ client: '../x' }, 'client-code'],
    [{ client: 'a/b' }, 'client-code'],
    [{ client: 'a'.repeat(51) }, 'client-code'],
    [{ rate: 0 }, 'connection-rate'],
    [{ rate: Number.NaN }, 'connection-rate'],
    [{ concurrency: 0 }, 'connection-concurrency'],
    [{ concurrency: 65 }, 'connection-concurrency'],
    [{ concurrency: 1.5 }, 'connection-concurrency'],
    [{ zone: 'Toronto' }, 'connection-zone'],
    [{ zone: '+02:00' }, 'connection-zone'],
    [{ endDate: 'utc' }, 'connection-utc-without-zone'],
    [{ dayEnd: '24:00:00' }, 'connection-day-end'],
    [{ dayEnd: '18:00' }, 'connection-day-end'],
    [{ plateForm: '10-2' }, 'connection-plate-form'],
  ])('%j is refused', (change, code) => {
    const made = newConnection({ ...draft, ...change });
    expect(made).toMatchObject({ ok: false, failure: { code } });
    if (made.ok) return;
    for (const language of ['en', 'fr'] as const) {
      const sentence = wordsIn(language).opscom.failures[made.failure.code](made.failure.facts);
      expect(sentence).toMatch(/\.$/);
      expect(sentence).not.toMatch(/undefined|secret/);
    }
  });
});

test('the practice connection is there before anything was saved, and leaves no file', () => {
  expect(listConnections(folder)).toMatchObject({
    ok: true,
    value: [{ name: 'Practice', practice: true, controller: null }],
  });
  expect(readdirSync(folder)).toEqual([]);
});

test('connections are kept in one private file, by name, with nothing beside it', async () => {
  await saveConnection(folder, { ...draft, name: 'Lot 9' });
  await saveConnection(folder, draft);
  expect(names()).toEqual(['Practice', 'Lot 7', 'Lot 9']);
  expect(JSON.parse(readFileSync(path(), 'utf8'))).toEqual({
    version: 1,
    connections: [stored, { ...stored, name: 'Lot 9' }],
  });
  expect(readdirSync(folder)).toEqual(['connections.json']);
  if (process.platform !== 'win32') expect(statSync(path()).mode & 0o777).toBe(0o600);
  expect(findConnection(folder, 'lot 9')).toMatchObject({ ok: true, value: { name: 'Lot 9' } });
});

test('a change keeps the others; a name stands once, whatever its case', async () => {
  await saveConnection(folder, draft);
  await saveConnection(folder, { ...draft, name: 'Lot 9' });
  expect(await saveConnection(folder, { ...draft, rate: 5 }, 'LOT 7')).toMatchObject({
    ok: true,
    value: { rate: 5 },
  });
  expect(names()).toEqual(['Practice', 'Lot 7', 'Lot 9']);
  expect(await saveConnection(folder, { ...draft, name: 'LOT 9' })).toMatchObject({
    failure: { code: 'connection-exists' },
  });
  expect(await saveConnection(folder, { ...draft, name: 'Lot 9' }, 'Lot 7')).toMatchObject({
    failure: { code: 'connection-exists' },
  });
  expect(await saveConnection(folder, draft, 'Lot 8')).toMatchObject({
    failure: { code: 'connection-unknown' },
  });
});

test('removed', async () => {
  await saveConnection(folder, draft);
  expect(await removeConnection(folder, 'Practice')).toMatchObject({
    failure: { code: 'connection-practice' },
  });
  expect(await removeConnection(folder, 'Lot 8')).toMatchObject({ failure: { code: 'connection-unknown' } });
  expect(await removeConnection(folder, 'lot 7')).toMatchObject({ ok: true, value: { name: 'Lot 7' } });
  expect(names()).toEqual(['Practice']);
});

describe('a file that is not what was written is never replaced', () => {
  test.each<[string, string, string]>([
    ['cut off', '{"version":1,"conn', 'connections-damaged'],
    ['empty', '', 'connections-damaged'],
    ['another shape', '[]', 'connections-damaged'],
    [
      'a field too many',
      JSON.stringify({ version: 1, connections: [{ ...stored, token: 'x' }] }),
      'connections-damaged',
    ],
    [
      'plain http',
      JSON.stringify({ version: 1, connections: [{ ...stored, controller: 'http://x.example' }] }),
      'connections-damaged',
    ],
    [
      'the same name twice',
      JSON.stringify({ version: 1, connections: [stored, stored] }),
      'connections-damaged',
    ],
    ['a newer version', JSON.stringify({ version: 2, connections: 'other' }), 'connections-newer'],
  ])('%s', async (_name, text, code) => {
    writeFileSync(path(), text);
    expect(listConnections(folder)).toMatchObject({ ok: false, failure: { code } });
    expect(await saveConnection(folder, draft)).toMatchObject({ ok: false, failure: { code } });
    expect(await removeConnection(folder, 'Lot 7')).toMatchObject({ ok: false, failure: { code } });
    expect(readFileSync(path(), 'utf8')).toBe(text);
  });

  test('a BOM and another order of fields are no damage', () => {
    const { name, ...rest } = stored;
    writeFileSync(path(), `\uFEFF${JSON.stringify({ connections: [{ ...rest, name }], version: 1 })}`);
    expect(names()).toEqual(['Practice', 'Lot 7']);
  });
});

describe('a place that cannot be written is told, and what was there stays', () => {
  test('its folder cannot be made', async () => {
    // Nothing is there to read, and no folder can be made: a drive that is none, or a link to nowhere.
    const place = process.platform === 'win32' ? 'Q:\\nowhere' : join(folder, 'link');
    if (process.platform !== 'win32') symlinkSync(join(folder, 'nowhere'), place);
    expect(await saveConnection(place, draft)).toMatchObject({
      ok: false,
      failure: { code: 'connections-unwritable', facts: { path: join(place, 'connections.json') } },
    });
  });

  test('its disk is full', async ({ skip }) => {
    const disk = tinyDisk(1);
    if (disk === null) return skip('no disk can be mounted here');
    try {
      expect(await saveConnection(disk.folder, draft)).toMatchObject({ ok: true });
      disk.fill();
      expect(await saveConnection(disk.folder, { ...draft, name: 'Lot 9' })).toMatchObject({
        ok: false,
        failure: { code: 'connections-unwritable', facts: { reason: 'ENOSPC' } },
      });
      expect(readdirSync(disk.folder).sort()).toEqual(['ballast', 'connections.json']);
      expect(listConnections(disk.folder)).toMatchObject({ ok: true, value: [{}, { name: 'Lot 7' }] });
    } finally {
      disk.remove();
    }
  });
});
