import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const program = join(import.meta.dirname, '../../bin/permit-loader.mjs');
const unlocked = 'printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"';

let home: string;
let data: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'permit-loader-cli-'));
  data = join(home, 'app');
  for (const name of ['data', 'run']) mkdirSync(join(home, name), { mode: 0o700 });
});

afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a program with nothing of the surrounding session. */
function run(command: readonly string[], input = ''): Promise<Ended> {
  const { DBUS_SESSION_BUS_ADDRESS: _bus, DISPLAY: _display, ...environment } = process.env;
  const env = {
    ...environment,
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_RUNTIME_DIR: join(home, 'run'),
    LC_ALL: 'C',
  };
  const [file = '', ...args] = command;
  return new Promise((resolve) => {
    const child = execFile(file, args, { env }, (failure, out, err) => {
      resolve({ code: Number(failure?.code ?? 0), out, err });
    });
    child.stdin?.end(input);
  });
}

const cli = (args: readonly string[], input = '') =>
  run([process.execPath, program, '--data-dir', data, ...args], input);

const add = (name: string, ...more: readonly string[]) =>
  cli([
    'connection',
    'add',
    name,
    '--controller',
    'https://controller.example',
    '--client',
    'OC-TOMA',
    ...more,
  ]);

describe('connection', () => {
  test('added, listed and removed', async () => {
    const options = ['--rate', '5', '--concurrency', '4', '--zone', 'America/Toronto', '--end-date', 'utc'];
    const added = await add('Lot 7', ...options, '--day-end', '18:00:00');
    expect(added).toMatchObject({ code: 0, err: '' });
    const listed = await cli(['connection', 'list', '--json']);
    expect(JSON.parse(listed.out)).toEqual({
      connections: [
        expect.objectContaining({ name: 'Practice', practice: true }),
        {
          name: 'Lot 7',
          practice: false,
          controller: 'https://controller.example',
          client: 'OC-TOMA',
          rate: 5,
          concurrency: 4,
          zone: 'America/Toronto',
          endDate: 'utc',
          dayEnd: '18:00:00',
        },
      ],
    });
    expect((await cli(['connection', 'list'])).out).toMatch(
      /^Lot 7 +https:\/\/controller\.example +OC-TOMA$/m,
    );
    expect((await cli(['connection', 'remove', 'Lot 7'])).code).toBe(0);
    expect((await cli(['connection', 'list'])).out).not.toContain('Lot 7');
  });

  test.each<[string, readonly string[]]>([
    ['no controller', ['connection', 'add', 'Lot 7', '--client', 'OC-TOMA']],
    ['plain http', ['connection', 'add', 'Lot 7', '--controller', 'http://x.example', '--client', 'OC-TOMA']],
    [
      'no number',
      ['connection', 'add', 'L', '--controller', 'https://x.example', '--client', 'C', '--rate', 'x'],
    ],
    ['removing what is not there', ['connection', 'remove', 'Lot 7']],
    ['removing practice', ['connection', 'remove', 'Practice']],
    ['no subcommand', ['connection']],
  ])('%s is wrong usage', async (_name, args) => {
    const ended = await cli(args);
    expect(ended.code).toBe(2);
    expect(ended.err).not.toBe('');
    expect(ended.out).toBe('');
  });
});

test('a token goes from standard input to the keychain, and into no file or output', async () => {
  await add('Lot 7');
  const shell = `
    set -u
    pl() { "$@"; echo "exit $?"; }
    pl "$@" token status "Lot 7"
    printf 'secret-1a9b\\nmore\\n' | pl "$@" token set "lot 7"
    pl "$@" token status "Lot 7" --json
    pl "$@" token delete "Lot 7"
    pl "$@" token status "Lot 7"`;
  const session = ['dbus-run-session', '--', 'sh', '-c', unlocked, 'sh', 'sh', '-c', shell, 'sh'];
  const ended = await run([...session, process.execPath, program, '--data-dir', data]);
  expect(ended.out.split('\n').filter((line) => line.startsWith('exit'))).toEqual(Array(5).fill('exit 0'));
  expect(ended.out).toMatch(/has no token.*is in the keychain.*"token": "set".*was deleted.*has no token/s);
  expect(ended.out + ended.err).not.toContain('secret');
  for (const name of readdirSync(data))
    expect(readFileSync(join(data, name), 'utf8')).not.toContain('secret');
});

describe('token, refused', () => {
  test.each<[string, readonly string[], string, RegExp]>([
    ['no keychain', ['token', 'set', 'Lot 7'], 'secret-1\n', /No keychain answers/],
    ['no token', ['token', 'set', 'Lot 7'], '', /No token was given/],
    ['no such form', ['token', 'set', 'Lot 7'], 'secret 1\n', /This is not a token/],
    ['no such connection', ['token', 'set', 'Lot 8'], 'secret-1\n', /There is no connection named “Lot 8”/],
    ['practice', ['token', 'set', 'practice'], 'secret-1\n', /needs no token/],
    ['in French', ['token', 'status', 'Lot 7', '--lang', 'fr'], '', /Aucun trousseau ne répond/],
  ])('%s', async (_name, args, input, sentence) => {
    await add('Lot 7');
    const ended = await cli(args, input);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toMatch(sentence);
    expect(ended.err).not.toContain('secret');
  });
});

describe('practice', () => {
  test('prints its URL first, knows the seed, and ends cleanly on a signal', async () => {
    const seed = join(home, 'seed.csv');
    writeFileSync(seed, 'referenceID,plate\r\na-1,PL\r\n');
    const child = spawn(process.execPath, [program, 'practice', '--token', 'token-1', '--seed', seed]);
    const lines = createInterface({ input: child.stdout });
    const [url] = (await once(lines, 'line')) as [string];
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const ask = async (referenceID: string) => {
      const body = JSON.stringify({ apiToken: 'token-1', referenceID });
      const response = await fetch(`${url}/api/ANY/v1/permits/update`, { method: 'POST', body });
      return response.json();
    };
    expect(await ask('a-1')).toMatchObject({ status: 'success' });
    expect(await ask('a-2')).toMatchObject({ ErrorCode: 9009 });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test.each([
    [['--fail', '2']],
    [['--fail', '0.6', '--drop', '0.6']],
    [['--port', '-1']],
    [['--port', 'x']],
    [['--latency', '1.5']],
    [['--token', 'two words']],
    [['--seed', 'no-such-file.csv']],
    [['--log', '/no/such/folder/log.sqlite']],
  ])('%j is wrong usage', async (args) => {
    const ended = await cli(['practice', ...args]);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toMatch(/\.\n$/);
  });
});
