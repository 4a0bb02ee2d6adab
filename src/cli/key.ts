import { createPublicKey } from 'node:crypto';
import { fingerprintOf } from '../batch/trail/signature.ts';
import { publicKey } from '../connections/signing-key.ts';
import { writeNewFile } from '../disk/new-file.ts';
import type { Cli } from './cli.ts';
import { action } from './command.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { endDespiteHungKeychain } from './hung-keychain.ts';
import type { Terminal } from './terminal.ts';

interface KeyOptions {
  readonly out?: string;
}

/** `key`: the public key that audit trails are signed with here, for whoever is to verify them. */
export function registerKey(cli: Cli): void {
  const { commands, options } = cli.words.audit;
  cli.program
    .command('key')
    .description(commands.key)
    .option('--out <FILE>', options.keyOut)
    .action(action(cli, showKey));
}

async function showKey(terminal: Terminal, { out }: KeyOptions): Promise<ExitCode> {
  const { words } = terminal;
  const key = await publicKey();
  if (!key.ok) {
    const { code, facts } = key.failure;
    endDespiteHungKeychain(code);
    const sentence =
      code === 'signing-key-damaged' ? words.audit.keyDamaged : words.opscom.failures[code](facts);
    return terminal.fail(code, sentence, exitCodes.unusable);
  }
  const pem = key.value;
  const fingerprint = fingerprintOf(createPublicKey(pem));
  let path: string | null = null;
  if (out !== undefined) {
    const written = await writeNewFile(out, (file) => file.write(pem));
    if (!written.ok) {
      const { code, facts } = written.failure;
      return terminal.fail(code, words.push.results[code](facts), exitCodes.unusable);
    }
    path = written.value;
  }
  terminal.printJson({ fingerprint, publicKey: pem, file: path });
  terminal.print(words.audit.fingerprint(fingerprint));
  terminal.print(path === null ? pem.trimEnd() : words.audit.keyAt(path));
  return exitCodes.good;
}
