import { readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { type Failure, ok, type Result } from '../../permit/result.ts';
import { isBatchPath } from '../file/batch-extension.ts';
import { readCounts } from '../file/counts.ts';
import { batchFolder } from '../file/data-folder.ts';
import type { BatchDocument } from '../file/document.ts';
import { isClaimed } from '../file/lock.ts';
import { readMeta, rulesOf } from '../file/meta.ts';
import { damageOf, type OpenFailure, openDocument } from '../file/open-document.ts';
import { shortName } from '../file/short-name.ts';
import { type Tally, tally } from '../file/tally.ts';
import { lastRun, listRuns } from '../push/run.ts';
import { tombstones } from './removal.ts';
import { hasSameContent } from './same-content.ts';

/** Whether a run began that did not reach its end, and is not going on at this moment: it can be resumed. */
export function isInterrupted(document: BatchDocument): boolean {
  const run = lastRun(document);
  if (!run || run.end === 'finished') return false;
  return run.end !== null || !isClaimed(document.path);
}

/** The batch files of a data folder; absolute paths, in no order. */
export function batchFiles(dataFolder: string): string[] {
  const folder = batchFolder(dataFolder);
  return readdirSync(folder)
    .filter((name) => isBatchPath(name))
    .map((name) => join(folder, name));
}

/** What `read` finds in a batch file, or why the file cannot be opened. */
export function readBatch<Found>(
  path: string,
  read: (document: BatchDocument) => Found,
): Result<Found, OpenFailure> {
  const opened = openDocument(path);
  if (!opened.ok) return opened;
  try {
    return ok(read(opened.value));
  } catch (cause) {
    const damage = damageOf(path, cause);
    if (damage === null) throw cause;
    return { ok: false, failure: damage };
  } finally {
    opened.value.close();
  }
}

/** An earlier push of the same file to the same controller, the newest one that got an answer. */
export interface EarlierPush {
  readonly batch: string;
  readonly at: string;
  readonly tally: Tally;
}

/**
 * Looks for an earlier push of the file behind `document`, or of another one with the same content, to do the same with
 * its permits, to the same connection: the same name, or the same controller and client. A run that was stopped before any
 * row had an outcome does not count.
 */
export function findEarlierPush(
  dataFolder: string,
  document: BatchDocument,
  target: Target,
): EarlierPush | null {
  const sha256 = readMeta(document, 'source')?.sha256;
  let newest: EarlierPush | null = null;
  for (const path of new Set([document.path, ...batchFiles(dataFolder)])) {
    const found = readBatch(path, (batch) => earlierPushIn(batch, document, target));
    const earlier = found.ok ? found.value : null;
    if (earlier && (newest === null || earlier.at > newest.at)) newest = earlier;
  }
  for (const removed of tombstones(dataFolder)) {
    const { accepted, rejected, unknown } = removed.tally;
    if (removed.sha256 !== sha256 || accepted + rejected + unknown === 0) continue;
    const at = removed.pushes.findLast((push) => isSameTarget(push, target))?.at;
    if (at === undefined || (newest !== null && at <= newest.at)) continue;
    newest = { batch: removed.archivedTo ?? removed.batch, at, tally: removed.tally };
  }
  return newest;
}

/**
 * A batch file that cannot be read and may be of the same source file, for it has the name that such a batch gets; null
 * without one. What it was pushed to nobody can say.
 */
export function findUnreadableNamesake(dataFolder: string, document: BatchDocument): string | null {
  const name = readMeta(document, 'source')?.name ?? '';
  const stem = shortName(basename(name, extname(name)));
  for (const path of batchFiles(dataFolder)) {
    const own = basename(path, '.permitbatch').replace(/-\d+$/, '');
    if (path === document.path || (own !== stem && basename(path, '.permitbatch') !== stem)) continue;
    const found = readBatch(path, tally);
    if (!found.ok && found.failure.code !== 'batch-missing') return path;
  }
  return null;
}

type Target = { readonly connection: string; readonly controller: string; readonly client: string };

function isSameTarget({ connection, controller, client }: Target, target: Target): boolean {
  return (
    (connection !== '' && connection === target.connection) ||
    (controller === target.controller && client === target.client)
  );
}

function earlierPushIn(document: BatchDocument, again: BatchDocument, target: Target): EarlierPush | null {
  if (rulesOf(document).name !== rulesOf(again).name) return null;
  const run = listRuns(document)
    .reverse()
    .find((one) => isSameTarget(one, target));
  if (!run) return null;
  const counts = tally(document);
  if (counts.accepted + counts.rejected + counts.unknown === 0) return null;
  const sameFile = readMeta(document, 'source')?.sha256 === readMeta(again, 'source')?.sha256;
  if (!sameFile && !hasSameContent(document, again)) return null;
  return { batch: document.path, at: run.startedAt, tally: counts };
}

/** A line of the history; `list --json` prints it as it is. */
export interface ListedBatch extends Tally {
  /** Absolute path. */
  readonly batch: string;
  /** The source file's path. */
  readonly file: string;
  readonly createdAt: string;
  readonly rows: number;
  readonly valid: number;
  readonly warned: number;
  readonly invalid: number;
  readonly interrupted: boolean;
}

/** A batch file that cannot be opened. */
export interface UnopenedBatch {
  /** Absolute path. */
  readonly batch: string;
  /** Why; `words.reading.unopened` has a sentence for its code. */
  readonly failure: Failure<OpenFailure>;
}

export interface History {
  /** Newest first. */
  readonly batches: readonly ListedBatch[];
  /** By name. */
  readonly unopened: readonly UnopenedBatch[];
}

/** All batches of a data folder. None is left out unsaid: what cannot be opened is told apart. */
export function listBatches(dataFolder: string): History {
  const batches: ListedBatch[] = [];
  const unopened: UnopenedBatch[] = [];
  for (const path of batchFiles(dataFolder).sort()) {
    const found = readBatch(path, listedBatch);
    if (found.ok) batches.push(found.value);
    // One that was taken away since the folder was read is not there to be told of.
    else if (found.failure.code !== 'batch-missing') unopened.push({ batch: path, failure: found.failure });
  }
  batches.sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
  return { batches, unopened };
}

function listedBatch(document: BatchDocument): ListedBatch {
  const source = readMeta(document, 'source');
  const created = readMeta(document, 'created');
  if (!source || !created) throw new Error('The batch is not whole.');
  const { rows, valid, warned, invalid } = readCounts(document);
  return {
    batch: document.path,
    file: source.path,
    createdAt: created.at,
    rows,
    valid,
    warned,
    invalid,
    ...tally(document),
    interrupted: isInterrupted(document),
  };
}
