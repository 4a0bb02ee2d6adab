import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isBatchPath } from '../batch/file/batch-extension.ts';
import { parsePublicKey, signingOf, type Verification } from '../batch/verify/verification.ts';
import { verifyBatch } from '../batch/verify/verify-batch.ts';
import { verifyReport } from '../batch/verify/verify-report.ts';
import type { Cli } from './cli.ts';
import { action } from './command.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { openGivenBatch } from './given-batch.ts';
import type { Terminal } from './terminal.ts';

interface VerifyOptions {
  readonly key?: string;
  readonly head?: string;
}

/** What a trail is held against besides itself. */
interface Held {
  readonly key: KeyObject | null;
  /** In lower-case hexadecimal. */
  readonly head: string | null;
}

/** `verify`: says whether an audit trail is whole and untouched. */
export function registerVerify(cli: Cli): void {
  const { commands, options } = cli.words.audit;
  cli.program
    .command('verify')
    .argument('<BATCH|REPORT.json>')
    .description(commands.verify)
    .option('--key <FILE>', options.key)
    .option('--head <HASH>', options.head)
    .action(action(cli, verify));
}

async function verify(terminal: Terminal, options: VerifyOptions, given: string): Promise<ExitCode> {
  const key = options.key === undefined ? null : readKey(terminal, options.key);
  if (typeof key === 'number') return key;
  const head = options.head?.trim().toLowerCase() ?? null;
  if (head !== null && !/^[0-9a-f]{64}$/.test(head)) {
    return terminal.fail('usage', terminal.words.audit.usage.head(options.head ?? ''), exitCodes.unusable);
  }
  const held = { key, head };
  if (!isBatchPath(given)) return verifyFile(terminal, given, held);
  const document = openGivenBatch(terminal, given);
  if (typeof document === 'number') return document;
  try {
    return tell(terminal, document.path, await verifyBatch(document, head), held);
  } finally {
    document.close();
  }
}

async function verifyFile(terminal: Terminal, path: string, held: Held): Promise<ExitCode> {
  const found = await verifyReport(path, held.head);
  if (found.ok) return tell(terminal, resolve(path), found.value, held);
  const { code, facts } = found.failure;
  const { usage } = terminal.words.audit;
  const sentence =
    code === 'no-report' ? usage.noReport(path) : usage.keyUnreadable(path, String(facts['reason']));
  return terminal.fail(code, sentence, exitCodes.unusable);
}

function readKey(terminal: Terminal, path: string): KeyObject | ExitCode {
  const { usage } = terminal.words.audit;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return terminal.fail('key-unreadable', usage.keyUnreadable(path, reason), exitCodes.unusable);
  }
  return parsePublicKey(text) ?? terminal.fail('key-unreadable', usage.key(path), exitCodes.unusable);
}

function tell(terminal: Terminal, file: string, found: Verification, { key, head: wanted }: Held): ExitCode {
  const words = terminal.words.audit;
  const { first, discrepancies, head, signatures, inTheAir, noted, entries } = found;
  const signing = signingOf(found, null);
  const byKey = key && signingOf(found, key);
  const discrepancy = first && {
    entry: first.seq,
    code: first.code,
    message: words.broken(first.seq, words.discrepancies[first.code](first.about)),
  };
  const good =
    discrepancy === null &&
    (byKey === null || byKey.code === 'signed') &&
    (wanted === null || noted !== null);
  const last = signatures.at(-1);
  terminal.printJson({
    file,
    ok: good,
    entries,
    auditHead: head?.hash ?? null,
    signed: last ? { entry: last.seq - 1, fingerprint: last.fingerprint } : null,
    unsigned: { runs: signing.runs, entries: signing.entries },
    key: byKey?.code ?? null,
    head: wanted === null ? null : { hash: wanted, entry: noted },
    redacted: found.redacted,
    inTheAir,
    discrepancy,
    discrepancies,
  });
  terminal.print(discrepancy ? discrepancy.message : words.whole(entries));
  if (discrepancies > 1) terminal.print(words.further(discrepancies - 1));
  if (found.redacted) terminal.print(words.redacted);
  if (inTheAir > 0) terminal.print(words.inTheAir(inTheAir));
  if (head) terminal.print(words.head(head.hash));
  if (wanted !== null) terminal.print(words.noted(noted, entries));
  terminal.print(last ? words.signedBy(last.fingerprint, last.seq - 1) : words.unsigned);
  if (last && signing.runs.length > 0) terminal.print(words.unsignedRuns(signing.runs));
  if (last && signing.entries > 0) terminal.print(words.unsignedEntries(signing.entries));
  if (byKey) terminal.print(words.keys[byKey.code](byKey.runs));
  return good ? exitCodes.good : exitCodes.rowsNotGood;
}
