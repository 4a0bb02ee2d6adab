import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'playwright/test';
import { madeInstaller } from '../../scripts/setup/package.mjs';
import { samplePath } from '../support/sample.ts';
import { launchPackage } from './launch.ts';

// Elsewhere the tests make the unpacked app only; the installers of Windows and macOS are not made by them.
test.skip(process.platform !== 'linux', 'Only on Linux');

/** Unpacks it where there is something to unpack; answers the program to start. */
const unpacked = {
  'tar.gz': (archive: string, place: string) => {
    execFileSync('tar', ['-xzf', archive, '-C', place]);
    return join(place, readdirSync(place)[0] ?? '', 'permit-loader');
  },
  zip: (archive: string, place: string) => {
    execFileSync('unzip', ['-q', archive, '-d', place]);
    return join(place, 'permit-loader');
  },
  AppImage: (image: string) => image,
};

for (const [ending, unpack] of Object.entries(unpacked)) {
  test(`The ${ending} starts and opens a CSV`, async () => {
    const made = madeInstaller(`.${ending}`);
    const place = mkdtempSync(join(tmpdir(), 'permit-loader-installer-'));
    try {
      const source = join(place, 'à jour #7.csv');
      const data = join(place, 'data');
      const program = unpack(made, mkdtempSync(join(place, 'unpacked-')));
      copyFileSync(samplePath, source);
      const app = await launchPackage([`--user-data-dir=${data}`, pathToFileURL(source).href], {}, program);
      await expect(app.page.getByRole('radio', { name: 'All 30', exact: true })).toBeAttached({
        timeout: 30_000,
      });
      await app.close();
      expect(existsSync(join(data, 'batches/à jour #7.permitbatch'))).toBe(true);
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });
}

test('The manifest of the release tells the version, its notes and the hash of each installer that it names', () => {
  const manifest = readFileSync(madeInstaller('latest-linux.yml'), 'utf8');
  expect(manifest).toMatch(/^releaseNotes: \S/m);
  expect(manifest).toMatch(/^version: \d+\.\d+\.\d+$/m);
  expect(manifest.match(/ {4}sha512: [A-Za-z0-9+/]{86}==$/gm)?.length).toBeGreaterThan(0);
});
