import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BatchDocument } from '../../src/batch/file/document.ts';
import { tally } from '../../src/batch/file/tally.ts';
import { PauseSwitch } from '../../src/batch/push/pause-switch.ts';
import { lastZoneTotals } from '../../src/batch/push/zone-changes.ts';
import { entries } from '../../src/batch/trail/trail.ts';
import { verifyBatch } from '../../src/batch/verify/verify-batch.ts';
import { connectionByHand } from '../../src/connections/connection.ts';
import { zoneNamesFor } from '../../src/jobs/known-zones.ts';
import { openFile } from '../../src/jobs/open-file.ts';
import { practiceController } from '../../src/jobs/practice-controller.ts';
import { push } from '../../src/jobs/push.ts';
import { startPractice } from '../../src/opscom/practice/practice.ts';
import type { OperationName } from '../../src/permit/operation.ts';
import { wordsIn } from '../../src/words/words.ts';
import { removeFolder } from '../support/remove-folder.ts';

let folder: string;
const closing: (() => unknown)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zone-totals-'));
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  removeFolder(folder);
});

const token = 'token-of-the-totals';

/** Pushes these lines to a controller to the end; the batch stays open. */
async function pushed(
  url: string,
  operation: OperationName,
  lines: readonly string[],
  rate: number | null = null,
): Promise<BatchDocument> {
  const source = join(folder, `${operation}.csv`);
  writeFileSync(source, lines.join('\r\n'));
  const connection = { ...connectionByHand(url, 'OC-TEST'), rate };
  const opened = await openFile(folder, {
    source,
    reading: { delimiter: ',' },
    operation,
    maps: [],
    connection,
    duplicates: null,
    referenceOptional: false,
    appVersion: '0',
    onProgress: () => {},
    signal: new AbortController().signal,
  });
  if (!opened.ok) throw new Error(opened.failure.code);
  const document = opened.value;
  closing.unshift(() => document.close());
  const practice = practiceController();
  const done = await push(
    folder,
    practice,
    document,
    {
      connection,
      token,
      proxy: null,
      kind: 'push',
      onlyValid: false,
      unknownToo: false,
      outcomes: null,
      again: false,
      shown: false,
      leaveOut: false,
      onlyChanged: false,
      trial: false,
      patienceMs: null,
      out: null,
      words: wordsIn('en'),
    },
    {
      onBegin: () => {},
      onProgress: () => {},
      onWrongLot: async () => true,
      onTrial: async () => {},
      signingKey: async () => null,
      pausing: new PauseSwitch(),
      signal: new AbortController().signal,
    },
  );
  if (!done.ok) throw new Error(done.failure.code);
  return document;
}

const header = 'Permit No,Zone,Plate,End Date';
const created = (nth: number, zone: string) => `P-${nth},${zone},AB ${nth},2099-12-31T23:59:59`;
const changesIn = (document: BatchDocument) => lastZoneTotals(document)?.changes ?? [];
const kinds = (document: BatchDocument) => [...entries(document.db)].map(({ kind }) => kind);

async function practice(): Promise<string> {
  const started = await startPractice({ token });
  closing.push(() => started.close());
  return started.url;
}

test('totals of creations, and of deletions as far as their zones are known here, stand side by side', async () => {
  const url = await practice();
  const first = await pushed(url, 'create', [
    header,
    created(1, 'Lot 01'),
    created(2, 'Lot 02'),
    created(3, 'Lot 01'),
  ]);
  expect(changesIn(first)).toEqual([
    { zone: 'Lot 01', before: 0, after: 2, seen: 2, expected: 2 },
    { zone: 'Lot 02', before: 0, after: 1, seen: 1, expected: 1 },
  ]);
  expect(kinds(first).slice(-3)).toEqual(['run-ended', 'totals', 'export']);
  expect((await verifyBatch(first)).first).toBeNull();
  expect(zoneNamesFor(folder, connectionByHand(url, 'OC-TEST'), 'create')).toEqual(['Lot 01', 'Lot 02']);

  const ids = first.db.prepare('select reference_id as id from outcome order by row').all() as {
    id: string;
  }[];
  const second = await pushed(url, 'delete', ['Reference ID', ids[0]?.id ?? '', ids[1]?.id ?? '']);
  expect(changesIn(second)).toEqual([
    { zone: 'Lot 01', before: 2, after: 1, seen: -1, expected: -1 },
    // A zone without permits is not named any more.
    { zone: 'Lot 02', before: 1, after: 0, seen: -1, expected: -1 },
  ]);
  expect((await verifyBatch(second)).first).toBeNull();
});

test('an update asks for no totals', async () => {
  const url = await practice();
  const document = await pushed(url, 'update', ['Reference ID,Plate', 'r-1,AB 1']);
  expect(changesIn(document)).toEqual([]);
  expect(kinds(document)).not.toContain('totals');
});

/** A controller that accepts every creation, and answers the nth question for totals as told; null hangs. */
async function controller(...answers: readonly (string | null)[]) {
  const asked: string[] = [];
  const bodies: string[] = [];
  const times: number[] = [];
  const server: Server = createServer((request, response) => {
    const path = request.url?.split('/').at(-1) ?? '';
    const nth = asked.filter((one) => one === 'stats').length;
    asked.push(path);
    times.push(performance.now());
    request.on('data', (chunk) => bodies.push(String(chunk)));
    request.on('end', () => {
      if (path !== 'stats')
        response.end(`{"status":"success","reference_id":"new-${asked.length}","InternalReferenceID":"i"}`);
      else if (typeof answers[nth] === 'string') response.end(answers[nth]);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, bodies, times };
}

const stats = (...lines: readonly (readonly [zone: string, type: string, total: number])[]) =>
  JSON.stringify({ data: lines.map(([zone, type, total]) => ({ zone, type, total: String(total) })) });

test('types count together, what others did shows as a difference, and a zone that was not named is told apart', async () => {
  const { url, asked, bodies } = await controller(
    stats(['Lot 01', 'standard', 4], ['Lot 01', 'temp', 35], ['Lot 02', 'temp', 1]),
    stats(['Lot 01', 'standard', 7], ['Lot 01', 'temp', 35], ['Lot 02', 'temp', 1]),
  );
  const document = await pushed(url, 'create', [
    header,
    created(1, 'Lot 01'),
    created(2, 'Lto 01'),
    created(3, ''),
  ]);
  expect(asked).toEqual(['stats', 'push', 'push', 'push', 'stats']);
  expect(bodies.every((body) => body.includes(token))).toBe(true);
  expect(changesIn(document)).toEqual([
    { zone: 'Lot 01', before: 39, after: 42, seen: 3, expected: 1 },
    { zone: null, before: null, after: null, seen: null, expected: 2 },
    { zone: 'Lot 02', before: 1, after: 1, seen: 0, expected: 0 },
  ]);
  expect((await verifyBatch(document)).first).toBeNull();
});

const denied = '{"ErrorCode":9002,"ErrorMessage":"No permission."}';

test.each([
  ['a token that may not read them', [denied, denied], []],
  ['an answer that is none', ['<html>', '{"data":5}'], []],
  [
    'an answer after the run alone',
    [denied, stats(['Lot 01', 'temp', 1])],
    [{ before: null, after: 1, seen: null, expected: 1 }],
  ],
  [
    'an answer before the run alone',
    [stats(['Lot 01', 'temp', 1]), denied],
    [{ before: 1, after: null, seen: null, expected: 1 }],
  ],
] as const)('%s stops nothing', async (_, answers, expected) => {
  const { url } = await controller(...answers);
  const document = await pushed(url, 'create', [header, created(1, 'Lot 01')]);
  expect(tally(document)).toMatchObject({ accepted: 1, rejected: 0, unknown: 0 });
  expect(changesIn(document)).toMatchObject(expected);
  expect(changesIn(document)).toHaveLength(expected.length);
  expect((await verifyBatch(document)).first).toBeNull();
});

test('the questions count against the requests a second, as rows do', async () => {
  const none = stats();
  const { url, asked, times } = await controller(none, none);
  await pushed(url, 'create', [header, created(1, 'Lot 01'), created(2, 'Lot 01')], 4);
  expect(asked).toEqual(['stats', 'push', 'push', 'stats']);
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThan(150);
});

test('where the requests a second leave no time for the questions, they are not asked', async () => {
  const { url, asked } = await controller();
  const document = await pushed(url, 'create', [header, created(1, 'Lot 01')], 0.4);
  expect(asked).toEqual(['push']);
  expect(tally(document)).toMatchObject({ accepted: 1 });
  expect(kinds(document)).not.toContain('totals');
});

test('what was told before a run is on the trail before its first row', async () => {
  const { url } = await controller(stats(['Lot 01', 'temp', 3]), stats(['Lot 01', 'temp', 4]));
  const document = await pushed(url, 'create', [header, created(1, 'Lot 01')]);
  const ran = kinds(document);
  expect(ran.slice(ran.indexOf('run-started'))).toEqual([
    'run-started',
    'totals',
    'outcomes',
    'run-ended',
    'totals',
    'export',
  ]);
});

test('a controller that hangs when it is asked for totals holds a run up by less than 5 s in all', async () => {
  const { url, asked } = await controller(null, null);
  const begun = performance.now();
  const document = await pushed(url, 'create', [header, created(1, 'Lot 01')]);
  const took = performance.now() - begun;
  expect(asked).toEqual(['stats', 'push', 'stats']);
  expect(tally(document)).toMatchObject({ accepted: 1 });
  expect(changesIn(document)).toEqual([]);
  // Both questions were given up in turn; the rest of the push is within the second that this machine gets.
  expect(took).toBeGreaterThan(4_700);
  expect(took).toBeLessThan(9_000);
});
