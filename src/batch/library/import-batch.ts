import { chmodSync, copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { canonicalPath } from '../../disk/canonical-path.ts';
import { isHeld, retryWhileHeldSync } from '../../disk/retry-held.ts';
import { removeLeftover, workName } from '../../disk/work-name.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { changeSettingsSliced } from '../edits/remap.ts';
import { runInSlices } from '../edits/sliced-step.ts';
import type { BatchDocument } from '../file/document.ts';
import { isClaimed } from '../file/lock.ts';
import { readMeta, writeMeta } from '../file/meta.ts';
import { damageOf, type OpenFailure, openDocument } from '../file/open-document.ts';
import { placeBatch } from '../file/place-batch.ts';
import { ensureTrail, recordMove } from '../trail/record.ts';
import { validateInSlices } from './validate-content.ts';

export type ImportFailure = OpenFailure | 'batch-damaged' | 'batch-busy' | 'store-failed';

/**
 * Opens a batch file that may lie anywhere and come from anybody. One of `folder` is opened as it is. Of any other a
 * copy is made there: its content is held to what this product writes, its rows are checked again, and it forgets
 * what only meant something where it came from: its results go beside the file that was opened. The original stays
 * untouched. Its rows are checked with pauses, in which `slices` is told how far it is and may stop it.
 */
export async function importBatch(
  path: string,
  folder: string,
  now: Date,
  slices = atOnce,
): Promise<Result<BatchDocument, ImportFailure | 'cancelled'>> {
  const source = canonicalPath(path);
  if (dirname(source) === canonicalPath(folder)) return openDocument(source);
  if (!existsSync(source)) return fail('batch-missing', { path });
  const work = join(folder, workName());
  try {
    mkdirSync(work, { recursive: true, mode: 0o700 });
    const copy = join(work, 'copy');
    const copied = copyBatch(source, copy);
    if (!copied.ok) return copied;
    const fit = await prepareCopy(copy, source, now, slices);
    if (!fit.ok) return fit;
    return openDocument(placeBatch(copy, folder, basename(source, extname(source))));
  } catch (cause) {
    const damage = damageOf(path, cause);
    if (damage) return { ok: false, failure: damage };
    if (isHeld(source)) return fail('batch-in-use', { path });
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    return fail('store-failed', { path: folder, reason: cause.message });
  } finally {
    removeLeftover(work);
  }
}

type Slices = Parameters<typeof runInSlices>[1];

const atOnce: Slices = { signal: new AbortController().signal, onProgress: () => {} };

/** With its journal, in which the newest rows may still be; not while somebody is writing both. */
function copyBatch(source: string, copy: string): Result<null, ImportFailure> {
  if (!statSync(source).isFile()) return fail('batch-foreign', { path: source });
  if (isClaimed(source)) return fail('batch-busy');
  retryWhileHeldSync(() => copyFileSync(source, copy));
  chmodSync(copy, 0o600);
  const journal = `${source}-wal`;
  if (existsSync(journal)) copyFileSync(journal, `${copy}-wal`);
  return ok(null);
}

/** Checks the copy and makes it a batch of this folder, in one file. */
async function prepareCopy(
  copy: string,
  source: string,
  now: Date,
  slices: Slices,
): Promise<Result<null, ImportFailure | 'cancelled'>> {
  const opened = openDocument(copy);
  if (!opened.ok) {
    const { code, facts } = opened.failure;
    return fail(code, { ...facts, path: source });
  }
  const document = opened.value;
  try {
    const valid = await validate(document, slices);
    if (!valid.ok && valid.failure.code === 'cancelled') return fail('cancelled');
    if (!valid.ok) return fail(valid.failure.code, { ...valid.failure.facts, path: source });
    relocate(document, source, now);
    const checked = await runInSlices(changeSettingsSliced(document, { checkedAt: now.getTime() }), {
      ...slices,
      onProgress: ({ done, total }) => slices.onProgress({ done: Math.floor((total + done) / 2), total }),
    });
    if (!checked.ok && checked.failure.code === 'cancelled') return fail('cancelled');
    document.db.exec(
      'pragma wal_checkpoint(truncate); pragma journal_mode = delete; pragma journal_mode = wal;',
    );
    return ok(null);
  } finally {
    document.close();
  }
}

/** Validates the content; that is the first half of what is done with each row, and checking it the second. */
async function validate(
  document: BatchDocument,
  { signal, onProgress }: Slices,
): Promise<Result<null, 'batch-damaged' | 'cancelled'>> {
  const { total } = document.db.prepare('select count(*) as total from row').get() as { total: number };
  const validating = validateInSlices(document);
  while (!signal.aborted) {
    const next = validating.next();
    if (next.done) return next.value;
    onProgress({ done: Math.floor(next.value / 2), total });
    await yieldToEventLoop();
  }
  return fail('cancelled');
}

/** Paths of another computer mean nothing here, and one that a stranger chose must never be opened or written to. */
function relocate(document: BatchDocument, opened: string, now: Date): void {
  ensureTrail(document, now);
  const source = readMeta(document, 'source');
  if (source === null) throw new Error('The batch has no source.');
  const name = source.name.replace(/^.*[/\\]/s, '') || 'permits.csv';
  writeMeta(document, 'source', { ...source, name, path: join(dirname(opened), name) });
  document.db.exec('update run set results = null');
  recordMove(document, source.path, now);
}
