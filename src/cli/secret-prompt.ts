import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Streams } from './cli.ts';

/** Asks on the terminal for something that must not be shown there; null when the person gives up with Ctrl+C or Ctrl+D. */
export function askSecretly(prompt: string, { stdin, stderr }: Streams): Promise<string | null> {
  stderr.write(prompt);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: silent, terminal: true });
  return new Promise((resolve) => {
    const end = (answer: string | null): void => {
      resolve(answer);
      lines.close();
    };
    lines.once('line', end);
    lines.once('SIGINT', () => end(null));
    lines.once('close', () => end(null));
  }).then((answer) => {
    stderr.write('\n');
    return answer as string | null;
  });
}
