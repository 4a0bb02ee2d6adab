import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * Aborts `interruption` when the program is asked to end: by Ctrl+C, by a scheduler, or because its terminal was closed.
 * Only a second request by a person or a scheduler calls `exit` at once: a closing terminal often says so twice.
 */
export function listenToSignals(interruption: AbortController, exit: () => void): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (asked) exit();
      asked = true;
      interruption.abort();
    });
  }
  process.on('SIGHUP', () => {
    if (!isToOutliveTerminal()) interruption.abort();
  });
}

/**
 * Whether the program was started with `nohup`. Node takes the signal's being ignored back when it starts, so that it
 * shows only in what else `nohup` does: the shell's `_` names it, and GNU's puts a file that cannot be read in the place
 * of a terminal's input.
 */
function isToOutliveTerminal(): boolean {
  if (basename(process.env['_'] ?? '') === 'nohup') return true;
  if (process.platform !== 'linux') return false;
  try {
    return /^flags:\s*\d*1$/m.test(readFileSync('/proc/self/fdinfo/0', 'utf8'));
  } catch {
    // Standard input is closed by now.
    return false;
  }
}
