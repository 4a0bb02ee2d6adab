import { readFileSync } from 'node:fs';
import { ratiosFit } from '../opscom/practice/faults.ts';
import { type Practice, startPractice } from '../opscom/practice/practice.ts';
import { referenceIdsIn } from '../opscom/practice/seed-file.ts';
import { parseToken } from '../permit/token.ts';
import type { Cli } from './cli.ts';
import { action } from './command.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

interface PracticeOptions {
  readonly port?: string;
  readonly token?: string;
  readonly seed?: string;
  readonly randomSeed?: string;
  readonly latency?: string;
  readonly fail?: string;
  readonly throttle?: string;
  readonly drop?: string;
  readonly garble?: string;
  readonly log?: string;
}

/** `practice`: serves the practice controller on loopback until a signal ends it. */
export function registerPractice(cli: Cli): void {
  const { about, options } = cli.words.opscom.practice;
  cli.program
    .command('practice')
    .description(about)
    .option('--port <N>', options.port)
    .option('--token <T>', options.token)
    .option('--seed <FILE>', options.seed)
    .option('--random-seed <N>', options.randomSeed)
    .option('--latency <MS>', options.latency)
    .option('--fail <RATIO>', options.fail)
    .option('--throttle <N>', options.throttle)
    .option('--drop <RATIO>', options.drop)
    .option('--garble <RATIO>', options.garble)
    .option('--log <FILE>', options.log)
    .action(action(cli, practice));
}

async function practice(terminal: Terminal, options: PracticeOptions): Promise<ExitCode> {
  const words = terminal.words.opscom;
  const refuse = (code: string, sentence: string) => terminal.fail(code, sentence, exitCodes.unusable);
  const limits = [
    ['--port', options.port, 0, 65_535, true],
    ['--random-seed', options.randomSeed, 0, 2 ** 32 - 1, true],
    ['--latency', options.latency, 0, 600_000, true],
    ['--throttle', options.throttle, 1, 1_000_000, true],
    ['--fail', options.fail, 0, 1, false],
    ['--drop', options.drop, 0, 1, false],
    ['--garble', options.garble, 0, 1, false],
  ] as const;
  for (const [name, text, least, most, whole] of limits) {
    if (text === undefined) continue;
    const value = numberIn(text);
    if (value >= least && value <= most && (!whole || Number.isInteger(value))) continue;
    const sentence = whole ? words.practice.notWhole : words.practice.notANumber;
    return refuse('option-value', sentence(name, text, least, most));
  }
  const faults = {
    ...numeric('latency', options.latency),
    ...numeric('fail', options.fail),
    ...numeric('drop', options.drop),
    ...numeric('garble', options.garble),
    ...numeric('throttle', options.throttle),
    ...numeric('randomSeed', options.randomSeed),
  };
  if (!ratiosFit(faults)) return refuse('option-value', words.practice.ratiosTooHigh);
  if (options.token !== undefined) {
    const token = parseToken(options.token);
    if (!token.ok) {
      return refuse(token.failure.code, words.failures[token.failure.code](token.failure.facts));
    }
  }
  let seed: string[] | undefined;
  if (options.seed !== undefined) {
    let bytes: Buffer;
    try {
      bytes = readFileSync(options.seed);
    } catch (cause) {
      return refuse('seed-unreadable', words.practice.seedUnreadable(options.seed, reasonOf(cause)));
    }
    const found = referenceIdsIn(bytes);
    if (found === null) {
      return refuse('seed-without-reference', words.practice.seedWithoutReference(options.seed));
    }
    seed = found;
  }

  let running: Practice;
  try {
    running = await startPractice({
      faults,
      port: Number(options.port ?? 0),
      ...(options.token !== undefined && { token: options.token.trim() }),
      ...(seed !== undefined && { seed }),
      ...(options.log !== undefined && { database: options.log }),
    });
  } catch (cause) {
    const reason = reasonOf(cause);
    const aboutPort = cause instanceof Error && 'syscall' in cause;
    return aboutPort
      ? refuse('port-taken', words.practice.portTaken(Number(options.port ?? 0), reason))
      : refuse('log-unusable', words.practice.logUnusable(options.log ?? '', reason));
  }
  terminal.print(running.url);
  terminal.printJson({ url: running.url });
  if (seed !== undefined) terminal.note(words.practice.seeded(new Set(seed).size));
  if (terminal.watched) terminal.note(words.practice.stop);
  await interruption(terminal.interrupted);
  await running.close();
  return exitCodes.good;
}

function numberIn(text: string): number {
  return /^\d+(\.\d+)?$|^\.\d+$/.test(text) ? Number(text) : Number.NaN;
}

function numeric<Name extends string>(name: Name, text: string | undefined): { [N in Name]?: number } {
  return (text === undefined ? {} : { [name]: Number(text) }) as { [N in Name]?: number };
}

function interruption(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && cause.code ? String(cause.code) : cause.message;
}
