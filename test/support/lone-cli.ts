import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { cliHere } from './cli-here.ts';
import { type EndedCli, program } from './command-line.ts';

/** The command line with a home of its own in each test of the file, and with nothing of the surrounding session. */
export function loneCli() {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'permit-loader-cli-'));
    for (const name of ['data', 'run']) mkdirSync(join(home, name), { mode: 0o700 });
  });
  afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

  const data = () => join(home, 'app');

  /** Runs any program there. */
  function run(command: readonly string[], input = ''): Promise<EndedCli> {
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

  /** In a process of its own, which finds no keychain. */
  const cliApart = (args: readonly string[], input = '') =>
    run([process.execPath, program, '--data-dir', data(), ...args], input);
  const cli = (args: readonly string[], input = '') => cliHere(data(), args, input);
  const add = (name: string, ...more: readonly string[]) =>
    cli([
      ...['connection', 'add', name, '--controller', 'https://controller.example', '--client', 'OC-TOMA'],
      ...more,
    ]);
  return { home: () => home, data, run, cli, cliApart, add };
}
