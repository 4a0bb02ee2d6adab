import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { BatchDocument } from '../file/document.ts';
import { unreadableTable } from '../file/readable.ts';
import { openSnapshot } from '../file/snapshot.ts';
import { fileSalt } from '../trail/salt.ts';
import { storedMeta } from '../trail/stored-meta.ts';
import { storedEntries } from '../trail/trail.ts';
import { checkEdits } from './batch-edits.ts';
import { checkMeta } from './batch-meta.ts';
import { checkOutcomes, countedTally } from './batch-outcomes.ts';
import { checkRows } from './batch-rows.ts';
import { checkRuns } from './batch-runs.ts';
import { Discrepancies } from './discrepancy.ts';
import { TallyCheck } from './tally-check.ts';
import { TrailWalk } from './trail-walk.ts';
import { type Verification, verificationOf } from './verification.ts';

/**
 * Recomputes a batch's whole trail, and from it where every table must stand: the chain of entries, the rows as they
 * were read, mapping, settings and counts, each step of edits and each row's overlay, check states, runs, every
 * outcome there ever was, and every tally. Reads one state of the batch, everything once, in pages; other work gets its
 * turn between them, also that of a push. `head`: a hash in hexadecimal that is looked for in the chain.
 */
export async function verifyBatch(
  document: BatchDocument,
  head: string | null = null,
): Promise<Verification> {
  const snapshot = openSnapshot(document);
  try {
    return await verify(snapshot, head);
  } finally {
    snapshot.close();
  }
}

async function verify(document: BatchDocument, wanted: string | null): Promise<Verification> {
  const { db } = document;
  const discrepancies = new Discrepancies();
  const walk = new TrailWalk(discrepancies, wanted);
  const spoilt = unreadableTable(db);
  if (spoilt !== null) {
    discrepancies.add('unreadable', 0, spoilt);
    return verificationOf(walk.end(), discrepancies, 0, false);
  }
  const salt = String(storedMeta(db, 'salt'));
  for (const stored of storedEntries(db)) {
    walk.step(stored, () => fileSalt(salt, stored.seq));
    if (stored.seq % 1000 === 0) await yieldToEventLoop();
  }
  const walked = walk.end();
  if (!walked.read) {
    discrepancies.add('no-trail', 0);
    return verificationOf(walked, discrepancies, 0, false);
  }
  await yieldToEventLoop();
  checkMeta(document, walked, walked.read, discrepancies);
  // Without columns and settings as they were, nothing can be said about rows.
  const { first } = discrepancies;
  if (first?.code !== 'columns-changed' && first?.code !== 'settings-changed') {
    await checkRows(document, walked, discrepancies);
    checkEdits(document, walked, discrepancies);
  }
  checkRuns(document, walked, discrepancies);
  await yieldToEventLoop();
  const tallies = new TallyCheck(walked, discrepancies);
  const inTheAir = await checkOutcomes(document, walked, tallies, discrepancies);
  tallies.end(countedTally(document));
  return verificationOf(walked, discrepancies, inTheAir, false);
}
