import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openDocument } from '../../src/batch/file/open-document.ts';
import { mappingMemory } from '../../src/batch/import/mapping-memory.ts';
import { listBatches } from '../../src/batch/library/history.ts';
import { removeBatch, tombstones } from '../../src/batch/library/removal.ts';
import { listConnections, saveConnection } from '../../src/connections/store.ts';
import { claimName } from '../../src/disk/claim-name.ts';
import { writeNewFile } from '../../src/disk/new-file.ts';
import { removeLeftover, workName } from '../../src/disk/work-name.ts';
import { openPreferences } from '../../src/main/preferences.ts';
import { runCli } from '../support/command-line.ts';
import { makeBatch } from '../support/made-batch.ts';
import { hold } from './held.ts';

/** Longer than it takes to start what meets the holder, shorter than the patience. */
const aMoment = 500;

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-held-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
let data: string;
beforeEach(() => {
  data = mkdtempSync(join(folder, 'data-'));
});

const by = { by: 'me', now: new Date() };
function newBatch(name: string): string {
  const document = makeBatch(data, { name, rows: 3 });
  document.close();
  return document.path;
}

describe('a batch that another program has open', () => {
  test('for itself alone is in use, and not told as damaged', async () => {
    const path = newBatch('backed-up');
    const holder = await hold(path, 'alone');
    expect(openDocument(path)).toMatchObject({ ok: false, failure: { code: 'batch-in-use' } });
    const { unopened } = listBatches(data);
    expect(unopened).toMatchObject([{ batch: path, failure: { code: 'batch-in-use' } }]);
    const told = await runCli(data, ['verify', path]);
    await holder.letGo();
    expect(told.code).toBe(2);
    expect(told.err).toContain('It is not damaged');
    expect(listBatches(data)).toMatchObject({ unopened: [], batches: [{ batch: path }] });
  });

  test.each(['alone', 'reading'] as const)(
    '(%s) is not removed, and nothing of a removal stays',
    async (how) => {
      const path = newBatch('previewed');
      const archive = join(data, 'archive');
      const holder = await hold(path, how);
      const kept = removeBatch(path, { ...by, archive });
      await holder.letGo();
      expect(kept).toMatchObject({
        ok: false,
        failure: { code: how === 'alone' ? 'batch-in-use' : 'not-removed' },
      });
      if (!kept.ok && how === 'reading') expect(kept.failure.facts['reason']).toMatch(/^EBUSY: .*previewed/);
      expect(tombstones(data)).toEqual([]);
      expect(existsSync(archive) ? readdirSync(archive) : []).toEqual([]);
      expect(listBatches(data).batches).toMatchObject([{ batch: path }]);

      expect(removeBatch(path, { ...by, archive })).toMatchObject({ ok: true });
      expect(readdirSync(archive)).toEqual([basename(path)]);
      expect(tombstones(data)).toHaveLength(1);
    },
  );

  test('for a moment is removed then', async () => {
    const path = newBatch('scanned');
    await hold(path, 'reading', aMoment);
    expect(removeBatch(path, { ...by, archive: null })).toMatchObject({ ok: true });
    expect(existsSync(path)).toBe(false);
  });
});

test('a finished file gets its name although a scanner reads it, and what it was called before goes when it can', async () => {
  const [work, name] = [join(data, workName()), join(data, 'permits.permitbatch')];
  writeFileSync(work, 'whole');
  const scanner = await hold(work, 'reading');
  expect(claimName(work, name)).toBe(true);
  expect(readFileSync(name, 'utf8')).toBe('whole');
  expect(existsSync(work)).toBe(true);
  await scanner.letGo();
  expect(claimName(work, name)).toBe(false);
  removeLeftover(work);
  expect(readdirSync(data)).toEqual(['permits.permitbatch']);
});

describe('files that are replaced', () => {
  const connection = { name: 'Lot 7', controller: 'https://controller.example', client: 'OC-TOMA' };

  test('connections survive a reader, and one that takes its time is told of', async () => {
    expect((await saveConnection(data, connection)).ok).toBe(true);
    const path = join(data, 'connections.json');
    await hold(path, 'reading', aMoment);
    expect((await saveConnection(data, { ...connection, name: 'Lot 8' })).ok).toBe(true);
    const holder = await hold(path, 'reading');
    const refused = await saveConnection(data, { ...connection, name: 'Lot 9' });
    await holder.letGo();
    expect(refused).toMatchObject({ ok: false, failure: { code: 'connections-unwritable' } });
    const listed = listConnections(data);
    expect(listed.ok && listed.value.map(({ name }) => name)).toEqual(['Practice', 'Lot 7', 'Lot 8']);
    expect(readdirSync(data)).toEqual(['connections.json']);
    await hold(path, 'alone', aMoment);
    expect(listConnections(data).ok).toBe(true);
  });

  test('preferences survive a reader', async () => {
    const path = join(data, 'preferences.json');
    const failed: unknown[] = [];
    openPreferences(path, (error) => failed.push(error)).change({ theme: 'light' });
    await hold(path, 'reading', aMoment);
    openPreferences(path, (error) => failed.push(error)).change({ language: 'fr' });
    await hold(path, 'alone', aMoment);
    expect(openPreferences(path, (error) => failed.push(error)).get()).toMatchObject({
      theme: 'light',
      language: 'fr',
    });
    expect(failed).toEqual([]);
  });

  test('what columns stand for is remembered beside a reader, and never forgotten for one', async () => {
    const columns = (header: string) => [
      { header, field: 'referenceId' as const, certainty: 'chosen' as const, proposal: null },
    ];
    const path = join(data, 'mappings.json');
    const memory = mappingMemory(data);
    memory.remember(columns('Key'), 'update');
    await hold(path, 'reading', aMoment);
    memory.remember(columns('Number'), 'update');
    const holder = await hold(path, 'alone');
    memory.remember(columns('Third'), 'update');
    await holder.letGo();
    expect(memory.recall(['Key'], 'update')?.fields).toEqual(['referenceId']);
    expect(memory.recall(['Number'], 'update')?.fields).toEqual(['referenceId']);
  });
});

describe('results', () => {
  test('whose file is open in a spreadsheet go beside it', async () => {
    const wanted = join(data, 'permits.results.csv');
    writeFileSync(wanted, 'older');
    const holder = await hold(wanted, 'alone');
    const written = await writeNewFile(wanted, (file) => file.write('newer'));
    await holder.letGo();
    expect(written).toEqual({ ok: true, value: join(data, 'permits.results-2.csv') });
    expect(readFileSync(wanted, 'utf8')).toBe('older');
  });

  test('are written although their temporary file is held and has to stay', async () => {
    const scanning = scanNew(data, /\.part$/);
    const wanted = join(data, 'permits.results.csv');
    const written = await writeNewFile(wanted, async (file) => {
      file.write('whole');
      await scanning;
    });
    expect(written).toEqual({ ok: true, value: wanted });
    expect(readFileSync(wanted, 'utf8')).toBe('whole');
    await (await scanning).letGo();
  });
});

/** A scanner, as an antivirus is: opens what appears in a folder under such a name. */
async function scanNew(place: string, name: RegExp): Promise<{ letGo(): Promise<void> }> {
  for (;;) {
    const found = existsSync(place) ? readdirSync(place).find((one) => name.test(one)) : undefined;
    if (found !== undefined) return hold(join(place, found), 'reading');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
