import { resolve } from 'node:path';
import { defaultDataFolder } from '../batch/file/data-folder.ts';
import { onOneLine } from '../words/shown.ts';
import type { Words } from '../words/words.ts';
import type { Cli, SharedOptions, Streams } from './cli.ts';
import type { ExitCode } from './exit-code.ts';
import { openProgressBar, type ProgressBar } from './progress-bar.ts';
import { askSecretly } from './secret-prompt.ts';

/** What a command may use of the terminal it runs in. */
export interface Terminal {
  readonly words: Words;
  readonly version: string;
  /** Absolute path; batches live in its `batches`, connections beside them. */
  readonly dataFolder: string;
  readonly json: boolean;
  readonly interrupted: AbortSignal;
  /** A line for people on stdout; says nothing under `--json`. */
  print(line: string): void;
  /** The one JSON value on stdout; says nothing without `--json`. */
  printJson(value: unknown): void;
  /** A line for people that they must not miss: on stdout, under `--json` on stderr. */
  tell(line: string): void;
  /** A line for people on stderr, under `--json` too. */
  note(line: string): void;
  /** Tells a failure: a sentence on stderr, and under `--json` `{ "error": { code, message } }` on stdout. */
  fail(code: string, sentence: string, exitCode: ExitCode): ExitCode;
  /** A bar on stderr, drawn only where stderr is a terminal. */
  progressBar(): ProgressBar;
  /** Whether somebody watches stderr as it is written. */
  readonly watched: boolean;
  /** The first line of standard input without its line end; empty when there is none. */
  readFirstLine(): Promise<string>;
  /** The same, but where standard input is a terminal, asked for and not shown; null when the person gives up. */
  readSecret(prompt: string): Promise<string | null>;
}

export function openTerminal(cli: Cli, options: SharedOptions): Terminal {
  const json = options.json ?? false;
  const { stdin, stdout, stderr } = cli.streams;
  const print = (value: string) => stdout.write(`${value}\n`);
  const note = (line: string) => stderr.write(`${onOneLine(line)}\n`);
  return {
    words: cli.words,
    version: cli.version,
    dataFolder: options.dataDir === undefined ? defaultDataFolder() : resolve(options.dataDir),
    json,
    interrupted: cli.interrupted,
    print: (line) => {
      if (!json) print(onOneLine(line));
    },
    printJson: (value) => {
      if (json) print(JSON.stringify(value, null, 2));
    },
    tell: json ? note : print,
    note,
    fail: (code, sentence, exitCode) => {
      note(sentence);
      if (json) print(JSON.stringify({ error: { code, message: sentence } }, null, 2));
      return exitCode;
    },
    progressBar: () => openProgressBar(stderr),
    watched: stderr.isTTY ?? false,
    readFirstLine: () => firstLineOf(stdin),
    readSecret: (prompt) => (stdin.isTTY ? askSecretly(prompt, cli.streams) : firstLineOf(stdin)),
  };
}

/** Reads no further than the first line end, and at most 4 KiB: what comes after is not ours. */
async function firstLineOf(stdin: Streams['stdin']): Promise<string> {
  let text = '';
  stdin.setEncoding('utf8');
  for await (const chunk of stdin) {
    text += chunk;
    if (/[\r\n]/.test(text) || text.length > 4096) break;
  }
  return (text.split(/[\r\n]/, 1)[0] ?? '').replace(/^\uFEFF/, '');
}
