import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const runner = [
  process.execPath,
  join(root, 'test/support/run-module.mjs'),
  join(root, 'src/connections/keychain.ts'),
];
const unlocked = 'printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"';
const locked = 'gnome-keyring-daemon --start --components=secrets >/dev/null && exec "$@"';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'permit-loader-keychain-'));
  for (const name of ['data', 'run']) mkdirSync(join(home, name), { mode: 0o700 });
});

afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

/** Calls the keychain's functions in a process of its own, wrapped in a session of its own where `session` is given. */
function answers(calls: readonly (readonly string[])[], session: string | null, bus?: string): unknown[] {
  const wrapping = session === null ? [] : ['dbus-run-session', '--', 'sh', '-c', session, 'sh'];
  const [program = '', ...rest] = [...wrapping, ...runner, JSON.stringify(calls)];
  const { DBUS_SESSION_BUS_ADDRESS: _outer, DISPLAY: _display, ...environment } = process.env;
  const env = {
    ...environment,
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_RUNTIME_DIR: join(home, 'run'),
    ...(bus !== undefined && { DBUS_SESSION_BUS_ADDRESS: bus }),
  };
  return JSON.parse(
    execFileSync(program, rest, { cwd: root, env, stdio: ['ignore', 'pipe', 'ignore'] }).toString(),
  );
}

/** What tokens are set for. */
const here = 'https://lot.example.com OC-TOMA';

const ok = (value: unknown) => ({ ok: true, value });
const failed = (code: string, facts = {}) => ({ ok: false, failure: { code, facts } });

test('what is no token never reaches the keychain, and is in no failure', () => {
  const calls = [
    ['writeToken', 'Lot 7', here, ''],
    ['writeToken', 'Lot 7', here, 'two words'],
    ['writeToken', 'Lot 7', here, 'x'.repeat(51)],
  ];
  // Where a keychain were asked, its own failure would be the answer.
  expect(answers(calls, null, 'disabled:')).toEqual([
    failed('token-missing'),
    failed('token-form', { length: 9 }),
    failed('token-form', { length: 51 }),
  ]);
});

// Elsewhere the keychain is the person's own: no test may write to it, and none can have another.
describe.skipIf(process.platform !== 'linux')('a keyring of its own', () => {
  test('a token is kept, told, moved and deleted', () => {
    expect(
      answers(
        [
          ['tokenStatus', 'Lot 7', here],
          ['writeToken', 'Lot 7', here, ' 1a9b-TOKEN \n'],
          ['tokenStatus', 'Lot 7', here],
          ['readToken', 'Lot 7', here],
          ['writeToken', 'Lot 7', here, 'another'],
          ['readToken', 'Lot 7', here],
          ['moveToken', 'Lot 7', 'lot 7'],
          ['readToken', 'Lot 7', here],
          ['readToken', 'lot 7', here],
          ['moveToken', 'lot 7', 'Lot 8'],
          ['moveToken', 'nothing', 'Lot 8'],
          ['readToken', 'Lot 8', here],
          ['deleteToken', 'Lot 8'],
          ['deleteToken', 'Lot 8'],
          ['tokenStatus', 'Lot 8', here],
        ],
        unlocked,
      ),
    ).toEqual(
      [
        ...['missing', null, 'set', '1a9b-TOKEN', null, 'another'],
        ...[null, null, 'another', null, null, 'another', true, false, 'missing'],
      ].map(ok),
    );
  });

  test('a token goes only where it was set for, whatever it is called', () => {
    const there = 'https://elsewhere.example.com OC-TOMA';
    expect(
      answers(
        [
          ['writeToken', 'Lot 7', here, 'token'],
          ['readToken', 'Lot 7', there],
          ['tokenStatus', 'Lot 7', there],
          ['moveToken', 'Lot 7', 'Lot 8'],
          ['readToken', 'Lot 8', there],
          ['readToken', 'Lot 8', here],
          ['writeToken', 'Lot 8', there, 'another'],
          ['readToken', 'Lot 8', here],
          ['readToken', 'Lot 8', there],
        ],
        unlocked,
      ),
    ).toEqual([null, null, 'missing', null, null, 'token', null, null, 'another'].map(ok));
  });

  test('a locked keyring that nobody unlocks takes no token', () => {
    answers([['writeToken', 'Lot 7', here, 'token']], unlocked);
    expect(answers([['writeToken', 'Lot 8', here, 'token']], locked)).toEqual([failed('keychain-locked')]);
  });

  test.each(['disabled:', 'unix:path=/nonexistent', ''])('no keychain answers on the bus "%s"', (bus) => {
    const calls = [
      ['readToken', 'Lot 7', here],
      ['writeToken', 'Lot 7', here, 'token'],
      ['deleteToken', 'Lot 7'],
    ];
    expect(answers(calls, null, bus)).toEqual(calls.map(() => failed('keychain-unreachable')));
  });
});
