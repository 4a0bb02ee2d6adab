import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/setup/root.mjs';
import { askFeed, isNewer, manifestName } from '../../../src/main/updates/release.ts';

const feed = { url: 'https://example.com/apps/', page: 'https://example.com/apps/' };
const sha512 = `${'A'.repeat(86)}==`;
const manifest = `version: 1.2.3\nfiles:\n  - url: a.AppImage\n    sha512: ${sha512}\n    size: 3\nreleaseNotes: |\n  What is new.\n`;
const other = manifest.replace('1.2.3', '9.9.9');

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-release-'));
const ours = keyPair('ours');
const theirs = keyPair('theirs');

function keyPair(name: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const file = join(folder, `${name}.pem`);
  writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const key = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  writeFileSync(join(folder, `${name}.pub.pem`), key);
  return { file, builtIn: join(folder, `${name}.pub.pem`), key };
}

/** As whoever makes a release signs it. */
function signed(text: string, by: ReturnType<typeof keyPair>, builtIn = by.builtIn): string {
  const file = join(folder, 'latest-linux.yml');
  writeFileSync(file, text);
  execFileSync(process.execPath, [join(root, 'scripts/sign-release.mjs'), by.file, file], {
    env: { ...process.env, UPDATE_KEY: builtIn },
    stdio: 'pipe',
  });
  return readFileSync(`${file}.sig`, 'utf8');
}

/** A feed that has these files, and what it was asked for. */
function serve(files: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const get = (url: string) => {
    asked.push(url);
    const text = files[new URL(url).pathname.split('/').pop() ?? ''];
    return Promise.resolve(text === undefined ? null : Buffer.from(text));
  };
  return { asked, ask: (key: string | null) => askFeed(get, feed, 'latest-linux.yml', key) };
}

test('A release that is signed with the key of the app is genuine', async () => {
  const { asked, ask } = serve({
    'latest-linux.yml': manifest,
    'latest-linux.yml.sig': signed(manifest, ours),
  });
  expect(await ask(ours.key)).toEqual({
    ok: true,
    value: {
      version: '1.2.3',
      notes: 'What is new.\n',
      files: [{ url: 'a.AppImage', sha512 }],
      proof: 'genuine',
    },
  });
  expect(asked).toEqual([`${feed.url}latest-linux.yml`, `${feed.url}latest-linux.yml.sig`]);
});

test.each([
  ['signed by somebody else', manifest, signed(manifest, theirs), ours.key, 'forged'],
  ['changed after it was signed', other, signed(manifest, ours), ours.key, 'forged'],
  ['with a signature that is none', manifest, 'genuine, honestly', ours.key, 'forged'],
  ['with an empty signature', manifest, '', ours.key, 'forged'],
  ['without a signature', manifest, undefined, ours.key, 'unknown'],
  ['signed, but the app has no key', manifest, signed(manifest, ours), null, 'unknown'],
])('A release %s is %5$s', async (_, text, signature, key, proof) => {
  const files = {
    'latest-linux.yml': text,
    ...(signature === undefined ? {} : { 'latest-linux.yml.sig': signature }),
  };
  expect(await serve(files).ask(key)).toMatchObject({ ok: true, value: { proof } });
});

test.each([
  ['nothing', undefined],
  ['no YAML', '\t- {'],
  ['no version', 'files: []'],
  ['a version that is none', manifest.replace('1.2.3', '1.2.3/../..')],
  ['no hash', manifest.replace(sha512, 'x')],
  ['no file', 'version: 1.2.3\nfiles: []\n'],
])('A feed with %s has no release', async (_, text) => {
  const files: Record<string, string> = text === undefined ? {} : { 'latest-linux.yml': text };
  expect(await serve(files).ask(null)).toMatchObject({ ok: false, failure: { code: 'feed-unreadable' } });
});

test('A feed that does not answer is told', async () => {
  const asked = askFeed(() => Promise.reject(new Error('ECONNREFUSED')), feed, 'latest.yml', null);
  expect(await asked).toMatchObject({
    ok: false,
    failure: { code: 'feed-unreachable', facts: { reason: 'ECONNREFUSED' } },
  });
});

test('A release is not signed with a key that the apps do not have', () => {
  expect(() => signed(manifest, theirs, ours.builtIn)).toThrow(/does not belong/);
});

test.each([
  ['1.2.4', '1.2.3', true],
  ['1.10.0', '1.9.9', true],
  ['2.0.0', '1.99.99', true],
  ['1.2.3', '1.2.3', false],
  ['1.2.2', '1.2.3', false],
  ['0.9.9', '1.0.0', false],
])('%s is newer than %s: %s', (version, than, newer) => {
  expect(isNewer(version, than)).toBe(newer);
});

test('The manifest has the name that electron-builder gives it', () => {
  expect(manifestName('win32', 'x64')).toBe('latest.yml');
  expect(manifestName('darwin', 'arm64')).toBe('latest-mac.yml');
  expect(manifestName('linux', 'x64')).toBe('latest-linux.yml');
  expect(manifestName('linux', 'arm64')).toBe('latest-linux-arm64.yml');
});
