import { type FileHandle, open, stat } from 'node:fs/promises';
import { forbiddenCharacter } from '../../disk/file-name.ts';
import { retryWhileHeld } from '../../disk/retry-held.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import type { ReadFailure } from './reading-options.ts';

/** A source file held open while it is read, so that what is hashed, sniffed and parsed is one and the same. */
export interface SourceFile {
  readonly path: string;
  readonly size: number;
  readonly modifiedAt: Date;
  /** The file's bytes in blocks of at most `blockSize`; each block is good until the next is asked for. */
  blocks(blockSize?: number): AsyncGenerator<Buffer>;
  /** True when the file is no longer what it was when it was opened. */
  changed(bytesRead: number): Promise<boolean>;
  close(): Promise<void>;
}

/** How much is read at once, in bytes. */
export const usualBlockSize = 256 * 1024;

/** Opens a regular file for reading; every expected reason why it cannot is a failure with the path in its facts. */
export async function openSource(path: string): Promise<Result<SourceFile, ReadFailure>> {
  const character = forbiddenCharacter(path);
  if (character !== null) return fail('file-name-not-allowed', { path, character });
  let handle: FileHandle;
  try {
    // Asked before opening: to open a pipe is to wait until somebody writes to it.
    const found = await stat(path);
    if (!found.isFile())
      return fail(found.isDirectory() ? 'file-is-directory' : 'file-not-regular', { path });
    handle = await retryWhileHeld(() => open(path, 'r'));
  } catch (cause) {
    return fail(openFailure(cause), { path, reason: reasonOf(cause) });
  }
  const before = await handle.stat({ bigint: true });
  const size = Number(before.size);
  return ok({
    path,
    size,
    modifiedAt: new Date(Number(before.mtimeMs)),
    blocks: (blockSize = usualBlockSize) => blocksOf(handle, blockSize),
    async changed(bytesRead) {
      const after = await handle.stat({ bigint: true });
      return bytesRead !== size || after.size !== before.size || after.mtimeNs !== before.mtimeNs;
    },
    close: () => handle.close(),
  });
}

async function* blocksOf(handle: FileHandle, blockSize: number): AsyncGenerator<Buffer> {
  const read = (buffer: Buffer, position: number) => {
    const reading = handle.read(buffer, 0, blockSize, position);
    // Whoever wants the block is told what went wrong; whoever does not want it any more is not.
    reading.catch(() => {});
    return reading;
  };
  let spare: Buffer = Buffer.allocUnsafe(blockSize);
  let next = read(Buffer.allocUnsafe(blockSize), 0);
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await next;
    if (bytesRead === 0) return;
    position += bytesRead;
    // One block is read from the disk while the one before it is looked at.
    next = read(spare, position);
    spare = buffer;
    yield buffer.subarray(0, bytesRead);
  }
}

/** The failure that an error of the file system stands for. */
export function openFailure(cause: unknown): ReadFailure {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'file-missing';
    case 'EISDIR':
      return 'file-is-directory';
    case 'EACCES':
    case 'EPERM':
      return 'file-denied';
    case 'EBUSY':
    case 'ETXTBSY':
      return 'file-locked';
    default:
      return 'file-unreadable';
  }
}

export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** Errors of the file system are expected; everything else is a bug. */
export function isSystemError(cause: unknown): cause is Error {
  return cause instanceof Error && 'code' in cause && 'syscall' in cause;
}
