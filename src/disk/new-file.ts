import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { fail, ok, type Result } from '../permit/result.ts';
import { claimName } from './claim-name.ts';
import { forbiddenCharacter } from './file-name.ts';
import { removeLeftover, removeLeftovers, workName } from './work-name.ts';

export type WriteFailure =
  | 'folder-missing'
  | 'folder-read-only'
  | 'name-not-allowed'
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
  const character = forbiddenCharacter(out);
  if (character !== null) return fail('name-not-allowed', { path: out, character });
  const temporary = join(dirname(out), workName());
  removeLeftovers(dirname(out));
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
    removeLeftover(temporary);
  }
}

/** Finds out by writing whether a file could be written there: rights, drives and programs that watch folders only tell then. */
export function tryWriting(wanted: string): Result<null, WriteFailure> {
  const out = resolve(wanted);
  const character = forbiddenCharacter(out);
  if (character !== null) return fail('name-not-allowed', { path: out, character });
  const temporary = join(dirname(out), workName());
  try {
    closeSync(openSync(temporary, 'wx', 0o600));
    return ok(null);
  } catch (cause) {
    return failureOf(cause, out);
  } finally {
    removeLeftover(temporary);
  }
}

/** Gives the finished file the first name that is free. */
function placed(temporary: string, wanted: string): string {
  const extension = extname(wanted);
  const stem = wanted.slice(0, wanted.length - extension.length);
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${stem}-${n}${extension}`;
    if (claimName(temporary, name)) return name;
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
