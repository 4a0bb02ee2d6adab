import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readMeta } from '../../../src/batch/file/meta.ts';
import { rowsDigest } from '../../../src/batch/trail/rows-digest.ts';
import { createTestBatch } from '../../support/checked-batch.ts';

const scratch = mkdtempSync(join(tmpdir(), 'permit-digest-'));
afterAll(() => rmSync(scratch, { recursive: true }));

async function digests(name: string, content: string | Buffer, blockSize: number | undefined) {
  const source = join(scratch, `${name}.csv`);
  writeFileSync(source, content);
  const made = await createTestBatch(source, join(scratch, 'batches'), {
    ...(blockSize === undefined ? {} : { blockSize }),
  });
  if (!made.ok) throw new Error(made.failure.code);
  const kept = readMeta(made.value, 'rowsDigest');
  const found = rowsDigest(made.value);
  made.value.db.exec("update row set cells = '[]' where number = (select max(number) from row)");
  const touched = rowsDigest(made.value);
  made.value.close();
  return { kept, found, touched };
}

const header = 'Reference ID,Plate,End Date,Notes\r\n';
const plain = Array.from({ length: 3000 }, (_, at) => `ref-${at},PL ${at},2031-06-01T23:59:59,x\r\n`).join(
  '',
);
const odd = [
  'r1,é,日本,😀\r\n',
  '\r\n',
  ',,,\r\n',
  'r2,"two\nlines, and ""quotes""",back\\slash,tab\there\r\n',
  'r3,\u0001\u007f\u2028\u0000,/slash,\uFEFF\r\n',
  'r4,"stray,a,b\r\n',
  ' \r\n\r\n',
  'r5,short\r\n',
  'r6,a,b,c,too many\r\n',
  'r7,x"y,b,c\r\n',
].join('');

it.each([
  ['plain rows', header + plain],
  ['odd characters, blank records, stray quotes', header + odd],
  ['plain and odd rows in turn', header + odd + plain + odd + plain],
  ['lone line feeds', (header + plain + odd).replaceAll('\r\n', '\n')],
  ['mixed line breaks', header + plain.replaceAll('7\r\n', '7\n').replaceAll('8\r\n', '8\r')],
  ['half a pair of UTF-16', Buffer.from(`\uFEFF${header}r1,\ud800,b,c\r\nr2,\udc00x,b,c\r\n`, 'utf16le')],
  [
    'bytes that are no UTF-8',
    Buffer.concat([Buffer.from(`${header}é日r1,`), Buffer.from([0xe9, 0x80]), Buffer.from(',b,c\r\n')]),
  ],
])('is the same from the finished file, in blocks of any size: %s', async (name, content) => {
  const blocks = content.length > 10_000 ? [50, 4096, undefined] : [1, 7, 64, undefined];
  const all = new Set<string | null>();
  for (const blockSize of blocks) {
    const { kept, found, touched } = await digests(name.slice(0, 10), content, blockSize);
    expect(found).toBe(kept);
    expect(touched).not.toBe(kept);
    all.add(kept);
  }
  expect(all.size).toBe(1);
});

it('is what its description says, to the letter', async () => {
  const { kept } = await digests('letter', `${header}r1,é\\,b,c\r\n\r\nr2,"a ""q""",b,c\r\nr3,"x,b,c\r\n`, 3);
  const text = '["r1","é\\\\","b","c"],["r2","a \\"q\\"","b","c"],["r3","\\"x","b","c"],[[2,2],[4,5]][5]';
  expect(kept).toBe(createHash('sha256').update(text).digest('hex'));
});

it('is there for a table without rows', async () => {
  const { kept, found } = await digests('empty', header, undefined);
  expect(found).toBe(kept);
  expect(kept).toBe(createHash('sha256').update('[][]').digest('hex'));
});
