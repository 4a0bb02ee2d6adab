import { createHash, generateKeyPairSync } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cliHere } from '../support/cli-here.ts';
import { keyring, runCli } from '../support/command-line.ts';
import { samplePath } from '../support/sample.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-signing-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

/** In a process of its own, with the session's keychain or without. */
const run = (args: readonly string[], env: Readonly<Record<string, string>>) =>
  runCli(join(folder, 'data'), args, '', { env });

const verify = (...args: string[]) => cliHere(join(folder, 'data'), ['verify', ...args]);

async function pushed(env: Readonly<Record<string, string>>) {
  const file = join(folder, 'permits.csv');
  copyFileSync(samplePath, file);
  const ended = await run(['push', file, '--connection', 'Practice', '--only-valid', '--json'], env);
  expect(ended.code).toBe(1);
  return JSON.parse(ended.out) as { batch: string; auditHead: string; results: string };
}

test('a head that was noted is found in the chain, also that of results; another is not', async () => {
  const { batch, auditHead, results } = await pushed({});
  const report = join(folder, 'report.json');
  expect(
    (await cliHere(join(folder, 'data'), ['report', batch, '--format', 'json', '--out', report])).code,
  ).toBe(0);
  const written = createHash('sha256').update(readFileSync(results)).digest('hex');
  for (const given of [batch, report]) {
    for (const head of [auditHead, auditHead.toUpperCase(), written]) {
      const found = await verify(given, '--head', head, '--json');
      expect(found.code).toBe(0);
      expect(JSON.parse(found.out)).toMatchObject({
        ok: true,
        head: { hash: head.toLowerCase(), entry: expect.any(Number) },
      });
    }
    const lost = await verify(given, '--head', '0'.repeat(64), '--json');
    expect(lost.code).toBe(1);
    expect(JSON.parse(lost.out)).toMatchObject({ ok: false, discrepancy: null, head: { entry: null } });
  }
  expect((await verify(batch, '--head', 'abc')).code).toBe(2);
}, 60_000);

test('a later run without the key’s signature is found against the key, and said without it', async () => {
  const { batch } = await pushed(keyring);
  const key = join(folder, 'key.pem');
  expect((await run(['key', '--out', key], keyring)).code).toBe(0);
  const again = await run(['push', batch, '--connection', 'Practice', '--only-valid', '--again'], {});
  expect([0, 1]).toContain(again.code);
  const said = await verify(batch);
  expect(said.code).toBe(0);
  expect(said.out).toContain('Run 2 is not signed.');
  const held = await verify(batch, '--key', key, '--json');
  expect(held.code).toBe(1);
  expect(JSON.parse(held.out)).toMatchObject({ ok: false, key: 'partly', unsigned: { runs: [2] } });
}, 60_000);

test('a run is signed with the keychain’s key: that key verifies it, another does not', async () => {
  const { batch, auditHead } = await pushed(keyring);
  const key = join(folder, 'key.pem');
  const shown = JSON.parse((await run(['key', '--out', key, '--json'], keyring)).out);
  expect(readFileSync(key, 'utf8')).toContain('BEGIN PUBLIC KEY');
  const report = join(folder, 'report.json');
  expect(
    (await cliHere(join(folder, 'data'), ['report', batch, '--format', 'json', '--out', report])).code,
  ).toBe(0);

  for (const given of [batch, report]) {
    const verified = await verify(given, '--key', key, '--json');
    expect(verified.code).toBe(0);
    expect(JSON.parse(verified.out)).toMatchObject({
      ok: true,
      key: 'signed',
      signed: { fingerprint: shown.fingerprint },
    });
  }
  expect(readFileSync(report, 'utf8')).toContain(auditHead);

  const other = join(folder, 'other.pem');
  const { publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(other, publicKey.export({ type: 'spki', format: 'pem' }));
  for (const given of [batch, report]) {
    const refused = await verify(given, '--key', other, '--json');
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.out)).toMatchObject({ ok: false });
  }
  expect((await verify(batch, '--key', samplePath)).code).toBe(2);
}, 60_000);

test('without a keychain a run is unsigned, which verifies as whole but not against a key', async () => {
  const { batch } = await pushed({});
  const whole = await verify(batch, '--json');
  expect(whole.code).toBe(0);
  expect(JSON.parse(whole.out)).toMatchObject({ ok: true, signed: null });
  const said = (await verify(batch)).out;
  expect(said).toContain('Not signed.');
  expect(said).not.toContain('keychain');
  const key = join(folder, 'key.pem');
  const { publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(key, publicKey.export({ type: 'spki', format: 'pem' }));
  expect((await verify(batch, '--key', key)).code).toBe(1);
}, 60_000);
