import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const fullAt = 1_000_000;

/** Writes a bug to the log and answers the ID that the window shows for it. */
export type BugLog = (where: string, error: unknown) => string;

/**
 * A log of bugs at `path`, kept to two files of a megabyte. It gets stacks only, never a call's input; what a message
 * quotes is left out, for that is where a plate, a path or worse would stand.
 */
export function openBugLog(path: string, now: () => Date): BugLog {
  return (where, error) => {
    const id = randomBytes(4).toString('hex');
    const line = `${now().toISOString()} ${id} ${where}\n${stackOf(error)}\n`;
    process.stderr.write(line);
    try {
      mkdirSync(dirname(path), { recursive: true });
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > fullAt) renameSync(path, `${path}.old`);
      appendFileSync(path, line, { mode: 0o600 });
    } catch (cause) {
      process.stderr.write(`The log cannot be written: ${String(cause)}\n`);
    }
    return id;
  };
}

function stackOf(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const frames = text.search(/^ {4}at /m);
  const message = frames < 0 ? text : text.slice(0, frames);
  return withoutValues(message) + (frames < 0 ? '' : text.slice(frames));
}

/**
 * Without quoted text and words with a digit in them, as plates, reference IDs, tokens, dates and amounts have. Exit
 * codes and the like, of three digits at most, stay.
 */
function withoutValues(message: string): string {
  return message
    .replace(/"(?:[^"\\]|\\.)*"?|'[^']*'|“[^”]*”|`[^`]*`|«[^»]*»/gs, '…')
    .replace(/\S*\d\S*/g, (word) => (/^\d{1,3}[.,:;]?$/.test(word) ? word : '…'));
}
