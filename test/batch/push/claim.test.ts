import { execFile } from 'node:child_process';
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claimBatch, isClaimed } from '../../../src/batch/file/lock.ts';
import { openDocument } from '../../../src/batch/file/open-document.ts';
import { tally } from '../../../src/batch/file/tally.ts';
import { claimPush } from '../../../src/batch/push/claim.ts';
import { makeBatch } from '../../support/made-batch.ts';
import { push, tryPush } from '../../support/push-batch.ts';
import { accept, type ScriptedController, scriptedController } from '../../support/scripted-controller.ts';

let folder: string;
let controller: ScriptedController | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claims-'));
});
afterEach(async () => {
  await controller?.close();
  controller = null;
  rmSync(folder, { recursive: true, force: true });
});

const target = { controller: 'https://controller.test', client: 'OC-TEST' };

test.each<[string, (path: string, other: string) => void]>([
  ['a symbolic link', symlinkSync],
  ['a hard link', linkSync],
])('a batch is the same through %s', (_name, link) => {
  const document = makeBatch(folder, { rows: 3 });
  const other = join(folder, 'other.permitbatch');
  link(document.path, other);
  const claim = claimBatch(document.path);
  if (!claim.ok) throw new Error(claim.failure.code);
  expect(claimBatch(other, 0)).toMatchObject({ ok: false, failure: { code: 'batch-busy' } });
  expect(isClaimed(other)).toBe(true);
  claim.value.release();
  expect(isClaimed(other)).toBe(false);
  const again = claimBatch(other);
  expect(again.ok).toBe(true);
  if (again.ok) again.value.release();
  document.close();
});

test('a file that was opened twice, in two data folders, is claimed for one controller only once', () => {
  const [first, second] = ['one', 'two'].map((name) => {
    mkdirSync(join(folder, name));
    return makeBatch(join(folder, name), { rows: 3 });
  });
  if (!first || !second) throw new Error('There are two.');
  const claim = claimPush(first, target);
  if (!claim.ok) throw new Error(claim.failure.code);
  expect(claimPush(second, target)).toMatchObject({ ok: false, failure: { code: 'file-busy' } });
  const elsewhere = claimPush(second, { ...target, client: 'OC-OTHER' });
  expect(elsewhere.ok).toBe(true);
  if (elsewhere.ok) elsewhere.value.release();
  claim.value.release();
  const after = claimPush(second, target);
  expect(after.ok).toBe(true);
  if (after.ok) after.value.release();
  first.close();
  second.close();
});

test('a claim ends with its process, however that died', async () => {
  const document = makeBatch(folder, { rows: 3 });
  const module = join(import.meta.dirname, '../../support/run-module.mjs');
  const calls = JSON.stringify([['claimBatch', document.path]]);
  // It ends without letting go.
  const run = promisify(execFile)(process.execPath, [module, 'src/batch/file/lock.ts', calls]);
  expect((await run).stdout).toContain('"ok":true');
  const claim = claimBatch(document.path);
  expect(claim.ok).toBe(true);
  if (claim.ok) claim.value.release();
  document.close();
});

describe('a push ends, and says why, with the next group after', () => {
  const rows = 2_000;
  /** Pushes, and does something to the batch when so many requests have come. */
  async function pushAnd(spoil: (path: string) => void) {
    const document = makeBatch(folder, { rows });
    controller = await scriptedController((request, response) => {
      if (request.before === 300) spoil(document.path);
      setTimeout(() => accept(request, response), 2);
    });
    const end = await push(document, controller.url);
    const sent = controller.got.length;
    expect(sent).toBeLessThan(rows / 2);
    expect(end.tally.accepted + end.tally.unknown + end.tally.unsent).toBe(rows);
    document.close();
    return { document, end, sent };
  }

  /** What a batch file tells by itself, once the run's own connection is closed. */
  function tallyOf(path: string) {
    const opened = openDocument(path);
    if (!opened.ok) throw new Error(opened.failure.code);
    const found = tally(opened.value);
    opened.value.close();
    return found;
  }

  test('its lock file was removed, with every answer on record', async () => {
    const { document, end, sent } = await pushAnd((path) => rmSync(`${path}.lock`));
    expect(end).toMatchObject({ end: 'stopped', reason: { code: 'lock-gone' } });
    expect(end.tally).toMatchObject({ accepted: sent, unknown: 0 });
    expect(tallyOf(document.path)).toEqual(end.tally);
  });

  test('its write-ahead log was removed, with every answer in the file', async () => {
    const { document, end, sent } = await pushAnd((path) => rmSync(`${path}-wal`));
    expect(end).toMatchObject({ end: 'stopped', reason: { code: 'log-gone' } });
    expect(end.tally).toMatchObject({ accepted: sent, unknown: 0 });
    expect(tallyOf(document.path)).toEqual(end.tally);
  });

  test('it was replaced by another file: it is written anew beside that one', async () => {
    const { document, end } = await pushAnd((path) => {
      copyFileSync(path, `${path}.copy`);
      renameSync(`${path}.copy`, path);
    });
    expect(end).toMatchObject({ end: 'failed', reason: { code: 'batch-replaced' } });
    const kept = String(end.reason?.facts['kept']);
    expect(kept).not.toBe(document.path);
    const { accepted, unknown, unsent } = tallyOf(kept);
    expect(accepted).toBe(end.tally.accepted);
    expect(unknown + unsent).toBe(rows - accepted);
  });

  test('it was cut short', async () => {
    const { end } = await pushAnd((path) => truncateSync(path, 4096));
    expect(end).toMatchObject({ end: 'failed', reason: { code: 'batch-replaced' } });
  });
});

test('a batch that somebody changes is not pushed', async () => {
  controller = await scriptedController(accept);
  const document = makeBatch(folder, { rows: 3 });
  const claim = claimBatch(document.path);
  expect(await tryPush(document, controller.url)).toMatchObject({ failure: { code: 'batch-busy' } });
  expect(controller.got).toHaveLength(0);
  if (claim.ok) claim.value.release();
  document.close();
});
