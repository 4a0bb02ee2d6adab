import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type EndedCli, program } from '../support/command-line.ts';
import { loneCli } from '../support/lone-cli.ts';

const { data, run, cli, cliApart, add } = loneCli();
const unlocked = 'printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"';

// Elsewhere the keychain is the person's own.
test.skipIf(process.platform !== 'linux')(
  'a token goes from standard input to the keychain, and into no file or output',
  async () => {
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
    const ended = await run([...session, process.execPath, program, '--data-dir', data()]);
    expect(ended.out.split('\n').filter((line) => line.startsWith('exit'))).toEqual(Array(5).fill('exit 0'));
    expect(ended.out).toMatch(/has no token.*is in the keychain.*"token": "set".*was deleted.*has no token/s);
    expect(ended.out + ended.err).not.toContain('secret-1a9b');
    for (const name of readdirSync(data()))
      expect(readFileSync(join(data(), name), 'utf8')).not.toContain('secret-1a9b');
  },
);

test.skipIf(process.platform !== 'linux')(
  'a token stays with the controller and client code that it was set for',
  async () => {
    await add('Lot 7');
    const shell = `
    set -u
    pl() { "$@"; echo "exit $?"; }
    printf 'secret-1a9b' | pl "$@" token set "Lot 7"
    sed -i 's/OC-TOMA/OC-OTHER/' "$FILE"
    pl "$@" token status "Lot 7" --json
    sed -i 's/OC-OTHER/OC-TOMA/; s#https://#https://elsewhere.#' "$FILE"
    pl "$@" token status "Lot 7" --json
    pl "$@" resume none.permitbatch --connection "Lot 7"
    sed -i 's#https://elsewhere.#https://#' "$FILE"
    pl "$@" token status "Lot 7" --json`;
    const session = ['dbus-run-session', '--', 'env', `FILE=${join(data(), 'connections.json')}`];
    const inner = ['sh', '-c', unlocked, 'sh', 'sh', '-c', shell, 'sh'];
    const ended = await run([...session, ...inner, process.execPath, program, '--data-dir', data()]);
    expect(ended.out.match(/"token": "\w+"/g)).toEqual([
      '"token": "missing"',
      '"token": "missing"',
      '"token": "set"',
    ]);
    expect(ended.err).toContain('No token is kept for “Lot 7”');
  },
);

describe('refused', () => {
  async function refused(ended: Promise<EndedCli>, sentence: RegExp) {
    const { code, out, err } = await ended;
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(sentence);
    expect(err).not.toContain('secret-1a9b');
  }

  test.each<[string, readonly string[], string, RegExp]>([
    ['no token', ['token', 'set', 'Lot 7'], '', /No token was given/],
    ['no such form', ['token', 'set', 'Lot 7'], 'secret 1a9b\n', /This is not a token/],
    [
      'no such connection',
      ['token', 'set', 'Lot 8'],
      'secret-1a9b\n',
      /There is no connection named “Lot 8”/,
    ],
    ['practice', ['token', 'set', 'practice'], 'secret-1a9b\n', /needs no token/],
  ])('%s', async (_name, args, input, sentence) => {
    await add('Lot 7');
    await refused(cli(args, input), sentence);
  });

  test.each<[string, readonly string[], string, RegExp]>([
    ['no keychain', ['token', 'set', 'Lot 7'], 'secret-1a9b\n', /No keychain answers/],
    ['no keychain, in French', ['token', 'status', 'Lot 7', '--lang', 'fr'], '', /Aucun trousseau ne répond/],
  ])('%s', async (_name, args, input, sentence) => {
    await add('Lot 7');
    await refused(cliApart(args, input), sentence);
  });
});
