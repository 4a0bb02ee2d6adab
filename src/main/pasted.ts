import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pastedFolder } from '../batch/file/data-folder.ts';
import { writeNewFile } from '../disk/new-file.ts';
import { fail, type Result } from '../permit/result.ts';

/** Keeps rows that were pasted as a file to be read like any other, under a name for people; answers its path. */
export async function keepPasted(dataFolder: string, name: string, text: string): Promise<Result<string>> {
  const folder = pastedFolder(dataFolder);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    return fail('paste-failed', { reason: cause instanceof Error ? cause.message : String(cause) });
  }
  // The mark says how the characters are written: nothing is to be guessed about text that is known.
  const written = await writeNewFile(join(folder, name), (file) => file.write(`\ufeff${text}`));
  return written.ok ? written : fail('paste-failed', { reason: String(written.failure.facts['reason']) });
}
