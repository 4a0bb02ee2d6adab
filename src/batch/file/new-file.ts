import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { fail, ok, type Result } from '../../permit/result.ts';

export type WriteFailure =
  | 'folder-missing'
  | 'folder-read-only'
  | 'disk-full'
  | 'not-written'
  | 'too-large-for-workbook';

/** Thrown while a workbook is written that holds more than a spreadsheet can open. */
export class TooLargeForWorkbook extends Error {}

/** A file on its way to disk: under a temporary name until it is whole. */
export interface NewFile {
  write(content: string | Uint8Array): void;
}

/**
 * Writes a file, for its owner only, that appears whole or not at all and replaces nothing: where `wanted` is taken, `NAME-2.csv`, then
 * `NAME-3.csv` is written. Answers the path. What `fill` throws is thrown on, and leaves no file.
 */
export async function writeNewFile(
  wanted: string,
  fill: (file: NewFile) => void | Promise<void>,
): Promise<Result<string, WriteFailure>> {
  const out = resolve(wanted);
  const temporary = join(dirname(out), `.permit-loader-${randomUUID()}.part`);
  try {
    const file = openSync(temporary, 'wx', 0o600);
    try {
      await fill({ write: (content) => writeAll(file, content) });
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return ok(placed(temporary, out));
  } catch (cause) {
    return failureOf(cause, out);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Gives the finished file its name without ever replacing another's. */
function placed(temporary: string, wanted: string): string {
  const extension = extname(wanted);
  const stem = wanted.slice(0, wanted.length - extension.length);
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${stem}-${n}${extension}`;
    if (claimName(temporary, name)) {
      syncFolder(dirname(name));
      return name;
    }
  }
}

/** A hard link fails where the name is taken, so nothing is ever replaced; where links are unknown, a name is reserved first. */
function claimName(temporary: string, name: string): boolean {
  try {
    linkSync(temporary, name);
    return true;
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code ?? '')) throw cause;
  }
  try {
    closeSync(openSync(name, 'wx', 0o600));
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw cause;
  }
  renameSync(temporary, name);
  return true;
}

/** Makes the new name survive a power loss; Windows has no such call and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } catch {
    // Some network file systems cannot; the file itself is synced.
  } finally {
    closeSync(handle);
  }
}

function writeAll(file: number, content: string | Uint8Array): void {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

/** The failure that an error of the file system stands for; anything else is thrown on. */
function failureOf(cause: unknown, out: string): Result<never, WriteFailure> {
  const facts = {
    path: out,
    folder: dirname(out),
    reason: cause instanceof Error ? cause.message : String(cause),
  };
  if (cause instanceof TooLargeForWorkbook) return fail('too-large-for-workbook', facts);
  switch (codeOf(cause)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return fail('folder-missing', facts);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return fail('folder-read-only', facts);
    case 'ENOSPC':
    case 'EDQUOT':
      return fail('disk-full', facts);
    case undefined:
      throw cause;
    default:
      return fail('not-written', facts);
  }
}

function codeOf(cause: unknown): string | undefined {
  const code = (cause as { code?: unknown }).code;
  return typeof code === 'string' ? code : undefined;
}
