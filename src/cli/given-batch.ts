import { dirname, resolve } from 'node:path';
import { foreignDamage } from '../batch/adopt.ts';
import { batchFolder } from '../batch/data-folder.ts';
import { type BatchDocument, openDocument } from '../batch/document.ts';
import { type ExitCode, exitCodes } from './command.ts';
import type { Terminal } from './terminal.ts';

/** Opens the batch that a command was given, or tells why not. One from outside the data folder is vetted first. */
export function openGivenBatch(terminal: Terminal, given: string): BatchDocument | ExitCode {
  const path = resolve(given);
  const opened = openDocument(path);
  if (!opened.ok) {
    const { code, facts } = opened.failure;
    return terminal.fail(code, terminal.words.cli.failures[code](facts), exitCodes.unusable);
  }
  const own = dirname(path) === batchFolder(terminal.dataFolder);
  const damage = own ? null : foreignDamage(opened.value);
  if (damage === null) return opened.value;
  opened.value.close();
  return terminal.fail(
    damage.code,
    terminal.words.cli.failures[damage.code](damage.facts),
    exitCodes.unusable,
  );
}
