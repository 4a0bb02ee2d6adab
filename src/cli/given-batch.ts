import { dirname } from 'node:path';
import { batchFolder } from '../batch/file/data-folder.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { openDocument } from '../batch/file/open-document.ts';
import { validateContent } from '../batch/library/validate-content.ts';
import { canonicalPath } from '../disk/canonical-path.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** Opens the batch that a command was given, or tells why not. One from outside the data folder is validated first. */
export function openGivenBatch(terminal: Terminal, given: string): BatchDocument | ExitCode {
  const path = canonicalPath(given);
  const opened = openDocument(path);
  if (!opened.ok) {
    const { code, facts } = opened.failure;
    return terminal.fail(code, terminal.words.cli.failures[code](facts), exitCodes.unusable);
  }
  const own = dirname(path) === canonicalPath(batchFolder(terminal.dataFolder));
  const valid = own ? opened : validateContent(opened.value);
  if (valid.ok) return opened.value;
  opened.value.close();
  const { code, facts } = valid.failure;
  return terminal.fail(code, terminal.words.cli.failures[code](facts), exitCodes.unusable);
}
