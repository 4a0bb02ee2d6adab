import { Readable, Writable } from 'node:stream';
import { version } from '../../package.json';
import { runProgram } from '../../src/cli/program.ts';
import type { EndedCli } from './command-line.ts';

/**
 * The command line run in this process, for what it reads, does, says and answers: starting a process takes most of a
 * short command's time. What a process of its own shows (signals, locks, users, the environment, no keychain) is
 * `runCli`'s.
 */
export async function cliHere(dataFolder: string, args: readonly string[], input = ''): Promise<EndedCli> {
  const out = collector();
  const err = collector();
  const code = await runProgram({
    argv: ['--data-dir', dataFolder, ...args],
    streams: { stdin: Readable.from([Buffer.from(input)]), stdout: out.stream, stderr: err.stream },
    version,
    systemLanguage: 'en',
    interrupted: new AbortController().signal,
  });
  return { code, out: out.text(), err: err.text() };
}

function collector() {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}
