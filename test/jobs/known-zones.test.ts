import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCounts } from '../../src/batch/file/counts.ts';
import { readMeta } from '../../src/batch/file/meta.ts';
import { verifyBatch } from '../../src/batch/verify/verify-batch.ts';
import { connectionByHand, practiceConnection } from '../../src/connections/connection.ts';
import { checkNowFor } from '../../src/jobs/connection-check.ts';
import { learnZones, zoneNamesFor } from '../../src/jobs/known-zones.ts';
import { openFile } from '../../src/jobs/open-file.ts';
import { engineCalls } from '../../src/main/engine/calls.ts';
import { startPractice } from '../../src/opscom/practice/practice.ts';
import type { OperationName } from '../../src/permit/operation.ts';
import { removeFolder } from '../support/remove-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'known-zones-'));
});
afterEach(() => removeFolder(folder));

const lot = connectionByHand('https://controller.example', 'LOT');
const other = connectionByHand('https://controller.example', 'OTHER');
const totals = (...zones: string[]) => zones.map((zone) => ({ zone, type: 'standard', total: 1 }));

async function open(operation: OperationName) {
  const source = join(folder, 'new.csv');
  writeFileSync(
    source,
    'Reference ID,Zone,Plate,End Date\r\nr-1,Lot 01,A1,2099-01-01T00:00:00\r\nr-2,Lot 1,A2,2099-01-01T00:00:00',
  );
  const opened = await openFile(folder, {
    source,
    reading: { delimiter: ',' },
    operation,
    maps: [],
    connection: lot,
    duplicates: null,
    referenceOptional: false,
    appVersion: '0',
    onProgress: () => {},
    signal: new AbortController().signal,
  });
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

test('what a controller told last is known for it and its client code alone', () => {
  learnZones(folder, lot, totals('Lot 02', 'Lot 01', 'Lot 01'));
  learnZones(folder, practiceConnection, totals('Lot 09'));
  expect(zoneNamesFor(folder, { ...lot, name: 'Renamed' }, 'create')).toEqual(['Lot 01', 'Lot 02']);
  expect(zoneNamesFor(folder, lot, 'update')).toEqual([]);
  expect(zoneNamesFor(folder, other, 'create')).toEqual([]);
  expect(zoneNamesFor(folder, practiceConnection, 'create')).toEqual([]);
  learnZones(folder, lot, totals('Lot 03'));
  expect(zoneNamesFor(folder, lot, 'create')).toEqual(['Lot 03']);
});

test('a list that may not be whole is none', () => {
  learnZones(folder, lot, totals('Lot 01'));
  learnZones(folder, lot, totals('Lot 01', `${'x'.repeat(99)}…`));
  expect(zoneNamesFor(folder, lot, 'create')).toEqual([]);
  learnZones(folder, lot, totals(...Array.from({ length: 501 }, (_, at) => `Lot ${at}`)));
  expect(zoneNamesFor(folder, lot, 'create')).toEqual([]);
});

test('a file that another program spoilt knows nothing, and plates stay as they are', () => {
  writeFileSync(join(folder, 'zones.json'), '{"version":1,"connections":[{"target":"x","plates":[]}]}');
  expect(zoneNamesFor(folder, lot, 'create')).toEqual([]);
  learnZones(folder, lot, totals('Lot 01'));
  expect(JSON.parse(readFileSync(join(folder, 'zones.json'), 'utf8'))).toEqual({
    version: 1,
    connections: [{ target: 'https://controller.example LOT', zones: ['Lot 01'] }],
  });
});

test('creations are warned of a zone that the controller did not name, and of none once the names are others', async () => {
  learnZones(folder, lot, totals('Lot 01'));
  const document = await open('create');
  const unknown = () => readCounts(document).issues['zone-unknown']?.count ?? 0;
  expect(unknown()).toBe(1);
  expect(readCounts(document)).toMatchObject({ warned: 1, invalid: 0 });
  expect((await verifyBatch(document)).first).toBeNull();
  learnZones(folder, lot, []);
  await checkNowFor(folder, document, lot);
  expect(unknown()).toBe(0);
  learnZones(folder, lot, totals('Lot 1'));
  await checkNowFor(folder, document, { ...lot, name: 'Lot' });
  expect(unknown()).toBe(1);
  expect((await verifyBatch(document)).first).toBeNull();
  document.close();
});

test('a batch of updates is left alone by what is known of zones', async () => {
  learnZones(folder, lot, totals('Lot 01'));
  const document = await open('update');
  expect(readMeta(document, 'settings')?.zoneNames).toEqual([]);
  expect(readCounts(document).warned).toBe(0);
  document.close();
});

test('trying a connection makes its zones known', async () => {
  const practice = await startPractice();
  const onBug = (bug: unknown) => {
    throw bug;
  };
  const engine = engineCalls({ folder, appVersion: '0' }, { tell: () => {}, onBug });
  const connection = connectionByHand(practice.url, 'OC-TEST');
  await fetch(`${practice.url}/api/OC-TEST/v1/permits/push`, {
    method: 'POST',
    body: JSON.stringify({
      apiToken: practice.token,
      zone: 'Lot 01',
      LicencePlate: 'A1',
      endTime: '2099-01-01T00:00:00',
    }),
  });
  const tried = await engine.tryOut({ connection, token: practice.token, proxy: null });
  expect(tried).toMatchObject({ ok: true, value: { code: 'try-stats' } });
  expect(zoneNamesFor(folder, connection, 'create')).toEqual(['Lot 01']);
  await practice.close();
});
