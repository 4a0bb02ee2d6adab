import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * The canonical path of a file: absolute, without links, and on Windows in its own case and without short names such as
 * `MARCH-~1.PER`. Locks stand beside a file by its name, so nobody may know it by two. What is not there keeps the
 * name that it was asked for by.
 */
export function canonicalPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return resolve(path);
  }
}
