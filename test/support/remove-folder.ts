import { rmSync } from 'node:fs';

/**
 * Removes a test's folder. An engine in a test has no end, and what it holds open Windows does not let go: there the
 * folder stays for the system to clear.
 */
export function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch (cause) {
    const isHeld = cause instanceof Error && 'code' in cause && cause.code === 'EBUSY';
    if (process.platform !== 'win32' || !isHeld) throw cause;
  }
}
