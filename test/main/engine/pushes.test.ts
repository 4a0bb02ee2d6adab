import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDocument } from '../../../src/batch/file/open-document.ts';
import type { BridgeEvent } from '../../../src/bridge/contract.ts';
import { practiceConnection } from '../../../src/connections/connection.ts';
import { type EngineCalls, engineCalls } from '../../../src/main/engine/calls.ts';
import { makeBatch } from '../../support/made-batch.ts';
import { outcomesOf } from '../../support/push-batch.ts';
import { removeFolder } from '../../support/remove-folder.ts';

const batch = 'made.permitbatch';
let folder: string;
let heard: BridgeEvent[];
let engine: EngineCalls;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engine-'));
  heard = [];
  const onBug = (bug: unknown) => {
    throw bug;
  };
  engine = engineCalls({ folder, appVersion: '0' }, { tell: (event) => heard.push(event), onBug });
});
afterEach(() => removeFolder(folder));

const ended = () => heard.find((event) => event.kind === 'push-ended');

async function practise(kind: 'push' | 'retry', leaveOut: boolean) {
  heard = [];
  const begun = await engine.push({
    batch,
    kind,
    leaveOut,
    connection: practiceConnection,
    token: null,
    out: null,
    proxy: null,
    signingKey: null,
    onlyValid: false,
    unknownToo: false,
    again: false,
    trial: false,
    outcomes: null,
    language: 'en',
  });
  expect(begun).toEqual({ ok: true, value: null });
  await expect.poll(ended).toBeDefined();
  return ended();
}

test('practice with some permits left out meets rejections; a retry without finds them all', async () => {
  makeBatch(folder, { rows: 60 }).close();
  const first = await practise('push', true);
  expect(first).toMatchObject({ end: 'finished', summary: { tally: { accepted: 57, rejected: 3 } } });
  const opened = openDocument(join(folder, 'batches', batch));
  if (!opened.ok) throw new Error(opened.failure.code);
  const rejected = outcomesOf(opened.value).filter(({ status }) => status === 'rejected');
  expect(rejected.map(({ row, error_code }) => [row, error_code])).toEqual([
    [3, 9009],
    [23, 9009],
    [43, 9009],
  ]);
  opened.value.close();
  const second = await practise('retry', false);
  expect(second).toMatchObject({ end: 'finished', summary: { tally: { accepted: 60, rejected: 0 } } });
});

test('a source that is gone since is told with the progress', async () => {
  makeBatch(folder, { rows: 3 }).close();
  rmSync(join(folder, 'made.csv'));
  await practise('push', false);
  const progress = heard.filter((event) => event.kind === 'push');
  expect(progress.length).toBeGreaterThan(0);
  expect(progress.every(({ source }) => source === 'gone')).toBe(true);
});

test('results that cannot stand beside the source are told while rows are sent, and put where it was said', async () => {
  const place = mkdtempSync(join(folder, 'stick-'));
  const document = makeBatch(folder, { rows: 3 });
  document.db
    .prepare("update meta set value = json_set(value, '$.path', ?) where key = 'source'")
    .run(join(place, 'made.csv'));
  document.close();
  rmSync(place, { recursive: true });
  const end = await practise('push', false);
  const [progress] = heard.filter((event) => event.kind === 'push');
  const results = join(folder, 'results');
  expect(progress?.elsewhere).toMatchObject({ folder: results, why: { code: 'folder-missing' } });
  expect(end?.summary.results).toBe(join(results, 'made.results.csv'));
});
