import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openBugLog } from '../../src/main/log.ts';

const values = [
  'PL8RDR',
  'tok-9f31c2d7',
  '1a9b5375-cb75-4c71-9939-eeae550b09ac',
  'Zoé',
  '/home/jo/lot 7.csv',
];

/** Errors as runtime and libraries make them: with what they stumbled over. */
const bugs: readonly (() => unknown)[] = [
  () => JSON.parse('["PL8RDR", "tok-9f31c2d7" Zoé'),
  () => {
    throw new Error(`Cannot send 1a9b5375-cb75-4c71-9939-eeae550b09ac with token tok-9f31c2d7 for “Zoé”`);
  },
  () => readFileSync('/home/jo/lot 7.csv'),
  () => {
    throw new TypeError(`Unexpected value: {"plate":"PL8RDR","driver":"Zoé"}`);
  },
];

test('The log tells where a bug is, and no plate, reference ID, name, path or token', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'permit-loader-log-')), 'permit-loader.log');
  const log = openBugLog(path, () => new Date(0));
  for (const bug of bugs) {
    try {
      bug();
    } catch (cause) {
      log('test', cause);
    }
  }
  const written = readFileSync(path, 'utf8');
  expect(written.match(/log\.test\.ts:\d+/g)?.length).toBeGreaterThanOrEqual(bugs.length);
  expect(written).toContain('TypeError: Unexpected value');
  for (const value of values) expect(written).not.toContain(value);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
});
