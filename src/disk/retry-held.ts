import { closeSync, openSync } from 'node:fs';

/**
 * How long a file that another program holds (an antivirus, a backup, a folder that synchronises, a preview) is waited
 * for: the pauses between attempts, in milliseconds, about a second in all.
 */
const pauses = [10, 20, 40, 80, 160, 300, 400] as const;

/** Windows' answers to renaming, removing or opening a file that somebody holds; elsewhere only the first can pass. */
const passing = { win32: ['EBUSY', 'EPERM', 'EACCES'], other: ['EBUSY'] };

/** Whether what a file system refused may be granted in a moment. */
export function isTransient(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return passing[process.platform === 'win32' ? 'win32' : 'other'].includes(code);
}

/** Does something with a file that another program may hold for a moment. In the end the first cause is thrown. */
export async function retryWhileHeld<Value>(
  work: () => Promise<Value>,
  left: readonly number[] = pauses,
  first?: unknown,
): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    const [pause, ...rest] = left;
    if (pause === undefined || !isTransient(cause)) throw first ?? cause;
    await new Promise((resolve) => setTimeout(resolve, pause));
    return retryWhileHeld(work, rest, first ?? cause);
  }
}

/** The same, holding up whoever asks. */
export function retryWhileHeldSync<Value>(
  work: () => Value,
  left: readonly number[] = pauses,
  first?: unknown,
): Value {
  try {
    return work();
  } catch (cause) {
    const [pause, ...rest] = left;
    if (pause === undefined || !isTransient(cause)) throw first ?? cause;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    return retryWhileHeldSync(work, rest, first ?? cause);
  }
}

/** Whether another program has a file open and lets nobody else open it. */
export function isHeld(path: string): boolean {
  try {
    closeSync(openSync(path, 'r+'));
    return false;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EBUSY';
  }
}
