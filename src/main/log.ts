import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const fullAt = 1_000_000;

/** Writes a bug to the log and answers the ID that the window shows for it. */
export type BugLog = (where: string, error: unknown) => string;

/** A log of bugs at `path`, kept to two files of a megabyte. It gets stacks only, never a call's input. */
export function openBugLog(path: string, now: () => Date): BugLog {
  return (where, error) => {
    const id = randomBytes(4).toString('hex');
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const line = `${now().toISOString()} ${id} ${where}\n${stack}\n`;
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
