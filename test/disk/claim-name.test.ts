import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { claimName } from '../../src/disk/claim-name.ts';

// No file system without hard links can be had here: what FAT, exFAT and network drives answer is put into its place.
vi.mock('node:fs', async (original) => ({ ...(await original<object>()), linkSync: vi.fn() }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'permit-loader-claim-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each(['EISDIR', 'UNKNOWN', 'EPERM', 'ENOTSUP', 'EINVAL', 'EACCES'])(
  'a drive that answers a hard link with %s gets the file under its name all the same, and nothing is replaced',
  (code) => {
    vi.mocked(linkSync).mockImplementation(() => {
      throw Object.assign(new Error(`${code}: link`), { code });
    });
    const [work, name] = [join(folder, 'work.part'), join(folder, 'permits.results.csv')];
    writeFileSync(work, 'newer');
    expect(claimName(work, name)).toBe(true);
    expect(readFileSync(name, 'utf8')).toBe('newer');
    expect(readdirSync(folder)).toEqual(['permits.results.csv']);
    writeFileSync(work, 'newest');
    expect(claimName(work, name)).toBe(false);
    expect(readFileSync(name, 'utf8')).toBe('newer');
  },
);
