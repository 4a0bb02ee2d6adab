import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { EarlyFlush } from '../../../src/batch/import/early-flush.ts';

const scratch = mkdtempSync(join(tmpdir(), 'permit-early-flush-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const much = 64 * 1024 * 1024;

it('flushes a file as often as much was put in, and lets go of it', async () => {
  const path = join(scratch, 'rows');
  writeFileSync(path, 'rows');
  const flush = new EarlyFlush(path);
  for (let times = 1; times <= 3; times++) flush.reached(times * much);
  await expect(flush.end()).resolves.toBeUndefined();
});

it('leaves a file alone into which little was put', async () => {
  const flush = new EarlyFlush(join(scratch, 'nowhere'));
  flush.reached(1_000);
  await expect(flush.end()).resolves.toBeUndefined();
});

it('passes on what the disk failed with, though more was put in after that', async () => {
  const flush = new EarlyFlush(join(scratch, 'nowhere'));
  flush.reached(much);
  await new Promise((resolve) => setTimeout(resolve, 50));
  flush.reached(2 * much);
  await expect(flush.end()).rejects.toMatchObject({ code: 'ENOENT' });
});
