import type { Words } from '../words/words.ts';
import { exitCodes } from './exit-code.ts';

/**
 * Lets the work go on where what it tells cannot be written, says so once, and keeps such an end from passing as a good
 * one. A reader that is gone, such as `head` or a closed terminal, is in its right; a full disk is not.
 */
export function watchOutput(words: Words): void {
  let failed = false;
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (failed || ['EPIPE', 'EIO', 'ECONNRESET'].includes(code ?? '')) return;
    failed = true;
    process.stderr.write(`${words.cli.outputFailed(message)}\n`);
  });
  // A sentence that cannot be told has nowhere else to go.
  process.stderr.on('error', () => {});
  // Node tells of the failure when the work may be done already.
  process.on('exit', (exitCode) => {
    if (failed && exitCode === exitCodes.good) process.exitCode = exitCodes.unusable;
  });
}
