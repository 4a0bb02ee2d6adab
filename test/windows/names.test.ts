import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { batchFolder, defaultDataFolder } from '../../src/batch/file/data-folder.ts';
import { claimBatch } from '../../src/batch/file/lock.ts';
import { openDocument } from '../../src/batch/file/open-document.ts';
import { listBatches } from '../../src/batch/library/history.ts';
import { importBatch } from '../../src/batch/library/import-batch.ts';
import { canonicalPath } from '../../src/disk/canonical-path.ts';
import { runCli } from '../support/command-line.ts';
import { makeBatch } from '../support/made-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-names-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
let data: string;
beforeEach(() => {
  data = mkdtempSync(join(folder, 'Data-'));
});

const target = ['--controller', 'http://127.0.0.1:1', '--client', 'OC-TEST', '--token-stdin', '--json'];

test('the local folder of a person’s programs is the default, not the one that roams', () => {
  expect(defaultDataFolder()).toBe(join(process.env['LOCALAPPDATA'] ?? '', 'Permit Loader'));
});

/** The 8.3 name that Windows gives a file beside its own; the same name on a drive that gives none. */
function shortNameOf(path: string): string {
  const { stdout } = spawnSync('cmd.exe', ['/d', '/s', '/c', `"dir /x "${path}""`], {
    encoding: 'utf8',
    windowsVerbatimArguments: true,
  });
  const [, short = basename(path)] = /\s(\S+~\S+)\s/.exec(stdout) ?? [];
  return join(dirname(path), short);
}

describe('a batch of one’s own', () => {
  let path: string;
  beforeEach(() => {
    const document = makeBatch(data, { name: 'Renewals of March', rows: 3 });
    document.close();
    path = canonicalPath(document.path);
  });

  test.for<[string, () => string]>([
    ['in another case', () => path.toUpperCase()],
    ['by its short name', () => shortNameOf(path)],
    ['with slashes', () => path.replaceAll('\\', '/')],
  ])('is known %s: it is opened where it is, and has one lock', async ([, other], { skip }) => {
    const named = other();
    if (named === path) skip('This drive gives no short names.');
    expect(canonicalPath(named)).toBe(path);
    const opened = await importBatch(named, batchFolder(data), new Date());
    if (!opened.ok) throw new Error(opened.failure.code);
    opened.value.close();
    expect(opened.value.path).toBe(path);
    expect(listBatches(data).batches).toHaveLength(1);

    const claim = claimBatch(path);
    const { out } = await runCli(data, ['push', named, ...target], 'token-of-some-length\n');
    if (claim.ok) claim.value.release();
    expect(JSON.parse(out)).toMatchObject({ batch: path, stoppedBy: { code: 'batch-busy' } });
  });

  test('is listed when its ending was written in capitals', () => {
    renameSync(path, join(dirname(path), 'OTHER.PERMITBATCH'));
    expect(listBatches(data).batches).toMatchObject([
      { batch: join(batchFolder(data), 'OTHER.PERMITBATCH') },
    ]);
  });
});

test('a long name in a deep folder is cut so that SQLite can open the batch and what it keeps beside it', async () => {
  const deep = join(data, 'd'.repeat(Math.max(1, 170 - data.length)));
  mkdirSync(deep);
  for (const end of ['a', 'b']) {
    const source = join(data, `${'permits '.repeat(14)}${end}.csv`);
    writeFileSync(source, 'Reference ID,License Plate\r\nref-1,ABC\r\n');
    const { code } = await runCli(deep, ['validate', source]);
    expect(code).toBe(0);
  }
  const made = readdirSync(batchFolder(deep)).filter((name) => name.endsWith('.permitbatch'));
  expect(made).toHaveLength(2);
  for (const name of made) {
    expect(join(batchFolder(deep), `${name}.lock-journal`).length).toBeLessThan(260);
    const opened = openDocument(join(batchFolder(deep), name));
    if (!opened.ok) throw new Error(opened.failure.code);
    opened.value.close();
  }
  expect(made.map((name) => basename(name, '.permitbatch'))).toEqual([
    expect.stringMatching(/^permits .*-2$/),
    expect.stringMatching(/^permits .*[^2]$/),
  ]);
});

test('results that cannot stand beside the source are told before the first request, and put into the data folder', async () => {
  const source = join(data, 'gone', 'permits.csv');
  mkdirSync(dirname(source));
  writeFileSync(source, 'Reference ID,License Plate\r\nref-1,ABC\r\n');
  const validated = await runCli(data, ['validate', source, '--json']);
  rmSync(dirname(source), { recursive: true });
  const { batch } = JSON.parse(validated.out) as { batch: string };
  const pushed = await runCli(data, ['push', batch, '--connection', 'Practice', '--json']);
  const told = pushed.err.split('\n');
  const at = told.findIndex((line) => line.startsWith(`There is no folder ${dirname(source)}`));
  expect(told[at + 1]).toBe(`The results will be written to ${join(data, 'results')} instead.`);
  expect(JSON.parse(pushed.out)).toMatchObject({
    accepted: 1,
    results: join(data, 'results', 'permits.results.csv'),
  });
});
