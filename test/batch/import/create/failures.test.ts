import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CreateOptions } from '../../../../src/batch/import/create-options.ts';
import { inspectSource } from '../../../../src/batch/import/inspect.ts';
import { createTestBatch } from '../../../support/checked-batch.ts';

const scratch = mkdtempSync(join(tmpdir(), 'permit-failures-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const header = 'Reference ID,Plate\r\n';

function file(name: string, content: string | Buffer): string {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
}

async function batchFailure(source: string, more: Partial<CreateOptions> = {}): Promise<string> {
  const folder = mkdtempSync(join(scratch, 'batches-'));
  const made = await createTestBatch(source, folder, {
    ...more,
  });
  if (made.ok) {
    made.value.close();
    return 'none';
  }
  expect(readdirSync(folder), 'no batch is left behind').toEqual([]);
  return made.failure.code;
}

describe('says why a file cannot be read, and leaves no batch', () => {
  const cases: readonly [what: string, code: string, make: () => string][] = [
    ['no such file', 'file-missing', () => join(scratch, 'gone.csv')],
    ['a file for a folder', 'file-missing', () => join(file('plain.csv', header), 'x.csv')],
    ['a folder', 'file-is-directory', () => scratch],
    ['an empty file', 'file-empty', () => file('empty.csv', '')],
    ['nothing but blank lines', 'file-empty', () => file('blank.csv', '\r\n \r\n,,\r\n')],
    ['nothing but a byte order mark', 'file-empty', () => file('mark.csv', '\uFEFF')],
    [
      'the beginning of an old workbook',
      'file-not-xlsx',
      () => file('old.csv', Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(512)}`, 'hex')),
    ],
    ['an archive', 'file-not-xlsx', () => file('zip.csv', Buffer.from('504b0304140000000800', 'hex'))],
    ['a PDF', 'file-pdf', () => file('print.csv', '%PDF-1.7\n1 0 obj\n')],
    [
      'random bytes',
      'file-binary',
      () =>
        file('noise.csv', Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 73 + (at >> 3)) % 256))),
    ],
    ['no reference column', 'no-reference-column', () => file('other.csv', 'Name,Plate\r\na,b\r\n')],
    ['a header below a title', 'header-not-first', () => file('title.csv', `Export\r\n${header}a,b\r\n`)],
  ];
  it.each(cases)('%s: %s', async (_what, code, make) => {
    expect(await batchFailure(make())).toBe(code);
  });

  it('a file without permission', async () => {
    const path = file('secret.csv', header);
    chmodSync(path, 0o000);
    // Root may read everything, and Windows takes no heed of such modes.
    if (process.getuid?.() === 0 || process.platform === 'win32') return;
    expect(await batchFailure(path)).toBe('file-denied');
  });

  it.skipIf(process.platform === 'win32')('a pipe', async () => {
    const path = join(scratch, 'pipe');
    execFileSync('mkfifo', [path]);
    const reading = batchFailure(path);
    expect(await Promise.race([reading, new Promise((done) => setTimeout(done, 20_000, 'waits'))])).toBe(
      'file-not-regular',
    );
  });

  it('a file that grows while it is read', async () => {
    const path = file('growing.csv', header + 'ref,PLATE\r\n'.repeat(2000));
    let grown = false;
    const code = await batchFailure(path, {
      blockSize: 4096,
      onProgress: () => {
        if (!grown) appendFileSync(path, 'more,PLATE\r\n');
        grown = true;
      },
    });
    expect(code).toBe('file-changed');
  });

  it('cancelled in the middle', async () => {
    const path = file('long.csv', header + 'ref,PLATE\r\n'.repeat(60_000));
    const cancelling = new AbortController();
    const code = await batchFailure(path, {
      blockSize: 4096,
      signal: cancelling.signal,
      onProgress: () => cancelling.abort(),
    });
    expect(code).toBe('cancelled');
  });

  it('a folder that cannot hold the batch', async () => {
    const path = file('fine.csv', `${header}ref-1,PLATE\r\n`);
    expect(await batchFailure(path, { folder: join(path, 'inside') })).toBe('store-failed');
  });
});

describe('refuses options that cannot be', () => {
  const path = () => file('options.csv', `${header}ref-1,PLATE\r\n`);
  it.each([
    [{ encoding: 'klingon' }, 'option-encoding'],
    [{ delimiter: '\n' }, 'option-delimiter'],
    [{ delimiter: ';;' }, 'option-delimiter'],
    [{ quote: '' }, 'option-quote'],
    [{ quote: ',', delimiter: ',' }, 'option-quote'],
    [{ headerRow: 9 }, 'header-row-missing'],
  ])('%j: %s', async (reading, code) => {
    const read = await inspectSource(path(), reading);
    expect(read).toMatchObject({ ok: false, failure: { code } });
  });

  it.each([
    [[{ header: 'Nope', field: 'plate' as const }], 'map-header-unknown'],
    [
      [
        { header: 'Plate', field: 'referenceId' as const },
        { header: 'Reference ID', field: 'referenceId' as const },
      ],
      'map-field-twice',
    ],
    [[{ header: 'Reference ID', field: null }], 'no-reference-column'],
  ])('%j: %s', async (maps, code) => {
    expect(await batchFailure(path(), { maps })).toBe(code);
  });
});

it('takes a batch name that is free', async () => {
  const source = file('twice.csv', `${header}ref-1,PLATE\r\n`);
  const folder = join(scratch, 'twice');
  mkdirSync(folder);
  for (let time = 0; time < 3; time++) expect(await batchFailure(source, { folder })).toBe('none');
  expect(
    readdirSync(folder)
      .filter((name) => name.endsWith('.permitbatch'))
      .sort(),
  ).toEqual(['twice-2.permitbatch', 'twice-3.permitbatch', 'twice.permitbatch']);
});
