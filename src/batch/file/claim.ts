import { chmodSync, existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../permit/result.ts';
import { type Database, openDatabase, sqliteFailure } from './database.ts';

/** Something that no second process, nor anybody else in this one, has at the same time. */
export interface Claim {
  /** Whether it still keeps others out: a lock file that was taken away does not. */
  isHeld(): boolean;
  release(): void;
}

/**
 * Claims what a lock file stands for. The claim is SQLite's exclusive lock on that empty file: the operating system drops
 * it with the process that held it, however that one died, so a dead holder never blocks. The file stays, for removing
 * it would let two processes lock two files of one name. `wait`: milliseconds that somebody else is waited for.
 */
export function claimFile(path: string, wait: number): Result<Claim, 'busy' | 'unwritable'> {
  let db: Database | undefined;
  try {
    const isNew = !existsSync(path);
    db = openDatabase(path, { timeout: wait });
    if (isNew) chmodSync(path, 0o600);
    db.exec('begin exclusive');
  } catch (cause) {
    db?.close();
    if (sqliteFailure(cause) === 'busy') return fail('busy');
    return fail('unwritable', { reason: cause instanceof Error ? cause.message : String(cause) });
  }
  const held = db;
  const file = fileKey(path);
  return ok({
    isHeld: () => fileKey(path) === file,
    release: () => {
      held.exec('rollback');
      held.close();
    },
  });
}

/**
 * Claims a name among all processes of this user on this computer, whatever data folder they work in. Null where they
 * have no place in common: then nobody can be seen.
 */
export function claimHere(name: string, wait: number): Result<Claim, 'busy'> | null {
  const folder = claimsFolder();
  if (folder === null) return null;
  const claim = claimFile(join(folder, `${name}.lock`), wait);
  if (claim.ok) return claim;
  return claim.failure.code === 'busy' ? fail('busy') : null;
}

/** In the system's folder for what need not outlive a restart; only if it is this user's own. */
function claimsFolder(): string | null {
  const { uid, username } = userInfo();
  const folder = join(tmpdir(), `permit-loader-${uid === -1 ? username : uid}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    return found.isDirectory() && (uid === -1 || found.uid === uid) ? folder : null;
  } catch {
    return null;
  }
}

/** What tells a file from every other of this computer, under whatever name it is opened; null where there is none. */
export function fileKey(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.dev.toString(16)}-${found.ino.toString(16)}` : null;
}
