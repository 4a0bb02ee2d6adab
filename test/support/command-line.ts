import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(import.meta.dirname, '../../bin/permit-loader.mjs');

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command line as a process of its own, in English, and waits for its end. */
export function permitLoader(args: readonly string[], input = ''): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, '--lang', 'en', ...args], (failure, out, err) => {
      resolve({ code: Number(failure?.code ?? 0), out, err });
    });
    child.stdin?.end(input);
  });
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
