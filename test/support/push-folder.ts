import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { cliHere } from './cli-here.ts';
import { type EndedCli, type RunningCli, startCli, type Unusual } from './command-line.ts';

/** A folder for pushes by the command line; all that they write and say is searched for the token at the end. */
export interface PushFolder {
  readonly folder: string;
  readonly data: string;
  /** Writes a CSV with the columns Reference ID, License Plate, Note; answers its path. */
  csv(name: string, ...lines: readonly string[]): string;
  /** The options that push to a controller with the token on standard input, and ask for JSON. */
  to(url: string): string[];
  /** Starts a process with the token on its standard input. */
  start(args: readonly string[], unusual?: Unusual): RunningCli;
  /** The same in this process. */
  run(args: readonly string[]): Promise<EndedCli>;
  /** Fails where the token is found; removes everything. */
  remove(): void;
}

export function pushFolder(token: string): PushFolder {
  const folder = mkdtempSync(join(tmpdir(), 'cli-push-'));
  const data = join(folder, 'data');
  let said = '';
  const start = (args: readonly string[], unusual?: Unusual): RunningCli => {
    const running = startCli(data, args, `${token}\n`, unusual);
    running.child.stdout?.on('data', (chunk) => {
      said += chunk;
    });
    running.child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    return running;
  };
  return {
    folder,
    data,
    csv(name, ...lines) {
      const path = join(folder, name);
      writeFileSync(path, ['Reference ID,License Plate,Note', ...lines].join('\r\n'));
      return path;
    },
    to: (url) => ['--controller', url, '--client', 'OC-TEST', '--token-stdin', '--json'],
    start,
    async run(args) {
      const ended = await cliHere(data, args, `${token}\n`);
      said += ended.out + ended.err;
      return ended;
    },
    remove() {
      const holding = filesHolding(folder, token);
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
      expect(holding).toEqual([]);
      expect(said).not.toContain(token);
    },
  };
}

export function filesHolding(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));
}
