import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../../disk/replace-file.ts';
import { retryWhileHeldSync } from '../../disk/retry-held.ts';
import { removeLeftover, workName } from '../../disk/work-name.ts';
import { type Failure, fail, ok, type Result } from '../../permit/result.ts';
import { batchFolder } from '../file/data-folder.ts';
import type { BatchDocument } from '../file/document.ts';
import { claimBatch } from '../file/lock.ts';
import { readMeta } from '../file/meta.ts';
import { openDocument } from '../file/open-document.ts';
import { placeBatch } from '../file/place-batch.ts';
import { tally } from '../file/tally.ts';
import { listRuns } from '../push/run.ts';
import { trailHead } from '../trail/trail.ts';

const count = z.int().min(0);

const tombstone = z.object({
  batch: z.string(),
  file: z.string(),
  /** Of the source file: pushing it again is still noticed. */
  sha256: z.string(),
  createdAt: z.string(),
  removedAt: z.string(),
  by: z.string(),
  /** Where the batch was put; null: it was deleted. */
  archivedTo: z.string().nullable(),
  tally: z.object({ accepted: count, rejected: count, unknown: count, unsent: count, skipped: count }),
  pushes: z.array(
    z.object({ at: z.string(), connection: z.string(), controller: z.string(), client: z.string() }),
  ),
  /** The head of its audit trail: an archived copy, or a report, can be held against it. */
  auditHead: z.string().nullable(),
});

/** What stays in the history of a batch that was archived or deleted. */
export type Tombstone = Readonly<z.infer<typeof tombstone>>;

const ending = '.removed.json';

export type RemovalFailure =
  | 'batch-missing'
  | 'batch-busy'
  | 'batch-in-use'
  | 'batch-unreadable'
  | 'not-removed';

/**
 * Takes a batch out of the data folder: into the folder `archive`, or for good. Before anything goes, a tombstone
 * that says what it was is on disk; where the batch does not go, it does not stay either. Not while it is being pushed.
 */
export function removeBatch(
  path: string,
  options: { readonly archive: string | null; readonly by: string; readonly now: Date },
): Result<Tombstone, RemovalFailure> {
  const lock = claimBatch(path);
  if (!lock.ok) return lock.failure.code === 'batch-busy' ? fail('batch-busy') : notRemoved(lock.failure);
  let removed: Result<Tombstone, RemovalFailure>;
  try {
    removed = removeClaimed(path, options);
  } finally {
    lock.value.release();
  }
  if (removed.ok) removeLeftover(`${path}.lock`);
  return removed;
}

function removeClaimed(
  path: string,
  { archive, by, now }: Parameters<typeof removeBatch>[1],
): Result<Tombstone, RemovalFailure> {
  const opened = openDocument(path);
  if (!opened.ok) {
    const { code, facts } = opened.failure;
    return fail(code === 'batch-missing' || code === 'batch-in-use' ? code : 'batch-unreadable', facts);
  }
  const document = opened.value;
  const stonePath = `${path}${ending}`;
  let archivedTo: string | null = null;
  try {
    let stone: Tombstone;
    try {
      archivedTo = archive === null ? null : copyTo(document, archive);
      stone = tombstoneOf(document, { removedAt: now.toISOString(), by, archivedTo });
      replaceFile(stonePath, JSON.stringify(stone, null, 2));
    } finally {
      document.close();
    }
    retryWhileHeldSync(() => rmSync(path));
    for (const suffix of ['-wal', '-shm']) removeLeftover(`${path}${suffix}`);
    return ok(stone);
  } catch (cause) {
    removeLeftover(stonePath);
    if (archivedTo !== null) removeLeftover(archivedTo);
    return notRemoved(cause);
  }
}

function notRemoved(cause: Failure | unknown): Result<never, 'not-removed'> {
  const reason = cause instanceof Error ? cause.message : JSON.stringify(cause);
  return fail('not-removed', { reason });
}

/** All tombstones of a data folder, the newest first. A file that makes no sense is passed over. */
export function tombstones(dataFolder: string): Tombstone[] {
  const folder = batchFolder(dataFolder);
  const found: Tombstone[] = [];
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(ending)) continue;
    try {
      const parsed = tombstone.safeParse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
      if (parsed.success) found.push(parsed.data);
    } catch {
      // Not ours, or cut off by a full disk: there is nothing to tell from it.
    }
  }
  return found.sort((one, other) => (one.removedAt < other.removedAt ? 1 : -1));
}

function tombstoneOf(
  document: BatchDocument,
  removal: Pick<Tombstone, 'removedAt' | 'by' | 'archivedTo'>,
): Tombstone {
  const source = readMeta(document, 'source');
  const created = readMeta(document, 'created');
  if (!source || !created) throw new Error('The batch is not whole.');
  return {
    batch: basename(document.path),
    file: source.path,
    sha256: source.sha256,
    createdAt: created.at,
    ...removal,
    tally: tally(document),
    pushes: listRuns(document).map(({ startedAt, connection, controller, client }) => ({
      at: startedAt,
      connection,
      controller,
      client,
    })),
    auditHead: trailHead(document.db)?.hash ?? null,
  };
}

/** A copy in one file, with all that the journal still held; answers its path. */
function copyTo({ path, db }: BatchDocument, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const copy = join(folder, workName());
  try {
    db.prepare('vacuum into ?').run(copy);
    const file = openSync(copy, 'r+');
    fsyncSync(file);
    closeSync(file);
    return placeBatch(copy, folder, basename(path, extname(path)));
  } finally {
    removeLeftover(copy);
  }
}
