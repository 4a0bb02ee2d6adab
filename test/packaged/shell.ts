import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { enterDebian } from '../../scripts/setup/debian.mjs';

/** A root shell in a fresh Debian. */
export interface DebianShell {
  /** Runs a command; answers what it printed, and throws where it fails. */
  run(command: string): Promise<string>;
  /** Whether it succeeds within so many seconds, tried twice a second. */
  soon(command: string, seconds: number): Promise<boolean>;
  close(): Promise<void>;
}

const mark = '--- ended with ';

/** Opens it; `shared` is the folder /shared in it. */
export async function openDebian(system: string, shared: string): Promise<DebianShell> {
  const child: ChildProcessByStdio<Writable, Readable, null> = await enterDebian(system, shared);
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  async function attempt(command: string): Promise<{ readonly code: number; readonly output: string }> {
    child.stdin.write(`( ${command}\n) </dev/null 2>&1; code=$?; echo; echo "${mark}$code"\n`);
    const output: string[] = [];
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`The shell ended:\n${output.join('\n')}`);
      if (value.startsWith(mark))
        return { code: Number(value.slice(mark.length)), output: output.join('\n') };
      output.push(value);
    }
  }

  return {
    async run(command) {
      const { code, output } = await attempt(command);
      if (code !== 0) throw new Error(`${command}\nended with ${code}:\n${output}`);
      return output.trim();
    },
    async soon(command, seconds) {
      const tries = `for try in $(seq ${seconds * 2}); do ${command} && exit 0; sleep 0.5; done; exit 1`;
      return (await attempt(tries)).code === 0;
    },
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
