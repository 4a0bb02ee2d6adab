import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from 'electron';
import { fail, ok, type Result } from '../permit/result.ts';

/**
 * Copies the sample out of the app, whose folder cannot be written to, so that its results can stand beside it.
 * A copy that somebody changed stays as it is, and a new one gets the next number.
 */
export async function copySample(folder: string): Promise<Result<string>> {
  const place = join(folder, 'sample');
  try {
    const sample = await readFile(join(app.getAppPath(), 'assets', 'sample-permits.csv'));
    await mkdir(place, { recursive: true, mode: 0o700 });
    for (let number = 1; ; number++) {
      const path = join(place, `sample-permits${number === 1 ? '' : `-${number}`}.csv`);
      if (await wrote(path, sample)) return ok(path);
      if (sample.equals(await readFile(path))) return ok(path);
    }
  } catch (cause) {
    return fail('sample-failed', { reason: cause instanceof Error ? cause.message : String(cause) });
  }
}

/** False where a file stood already. */
async function wrote(path: string, content: Buffer): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw cause;
  }
}
