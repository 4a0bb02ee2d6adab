import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const program = join(import.meta.dirname, '../../bin/permit-loader.mjs');

export interface EndedCli {
  /** null when a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A running command line, as a process of its own with nothing of the session around it. */
export interface RunningCli {
  readonly child: ChildProcess;
  readonly ended: Promise<EndedCli>;
}

/** What may be unusual about a process: the ID of another user to run it as, more of an environment. */
export interface Unusual {
  readonly user?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** What of the environment leads to the session's keychain; the command line has none without it. */
export const keyring = { DBUS_SESSION_BUS_ADDRESS: process.env['DBUS_SESSION_BUS_ADDRESS'] ?? '' };

/** Starts the built command line; `input` is its standard input. */
export function startCli(
  dataFolder: string,
  args: readonly string[],
  input = '',
  { user, env = {} }: Unusual = {},
): RunningCli {
  const child = spawn(process.execPath, [program, '--data-dir', dataFolder, ...args], {
    env: { PATH: process.env['PATH'], HOME: dataFolder, LC_ALL: 'C', ...env },
    ...(user !== undefined && { uid: user, gid: user }),
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ended = new Promise<EndedCli>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
  return { child, ended };
}

export function runCli(...start: Parameters<typeof startCli>): Promise<EndedCli> {
  return startCli(...start).ended;
}

/** `permit-loader practice` in a process of its own: where it answers, and how to stop it. */
export async function practiceProcess(
  args: readonly string[] = [],
): Promise<{ readonly url: string; readonly child: ChildProcess; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [program, 'practice', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const [url] = (await once(lines, 'line')) as [string];
  return {
    url,
    child,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
