import type { BatchDocument } from '../file/document.ts';
import { skippedByDecision } from '../file/left-out.ts';
import type { DuplicateDecision } from './duplicate-key.ts';
import { keyColumn } from './duplicates.ts';
import type { ReferenceIndex } from './reference-index.ts';

/** What was decided of rows; those that are missing, nothing. */
export type Decisions = ReadonlyMap<number, DuplicateDecision>;

/** The rows of every reference ID that more than one row holds, each in order, by their first rows. */
export function groupsOf(index: ReferenceIndex): number[][] {
  const groups: number[][] = [];
  for (const group of index.groups()) groups.push(group.sort((a, b) => a - b));
  return groups.sort(([one = 0], [other = 0]) => one - other);
}

/** What was decided of the batch's rows: the log of edits names those that can be meant, far fewer than have duplicates. */
export function decisionsOf(document: BatchDocument): Decisions {
  const sentToo = `instr(coalesce(confirmed ->> '$."${keyColumn(document)}"', ''), '"reference-duplicate"') > 0`;
  const lines = document.db
    .prepare(
      `select number, skipped = ${skippedByDecision} as out from row
       where (skipped = ${skippedByDecision} or ${sentToo}) and number in (
         select row from edit where (kind = 'leave-out' and after = 'duplicate-by-hand')
         or (kind = 'confirm' and instr(after, '"reference-duplicate"') > 0))`,
    )
    .all() as { number: number; out: number }[];
  return new Map(lines.map(({ number, out }) => [number, out ? 'left-out' : 'sent-too']));
}

/** Whether there is nothing left to decide: at most one row is sent, or a person said of each that it is sent beside others. */
export function isDecided(group: readonly number[], decisions: Decisions): boolean {
  const sent = group.filter((row) => decisions.get(row) !== 'left-out');
  return sent.length < 2 || sent.every((row) => decisions.get(row) === 'sent-too');
}

/** Pairs of a row and the first one with its reference ID, in the rows' order, where nobody decided which are sent. */
export function openPairs(document: BatchDocument, index: ReferenceIndex): number[] {
  return pairsOf(groupsOf(index), decisionsOf(document));
}

/** The same of rows that were just read, of which nobody decided anything. */
export function allPairs(index: ReferenceIndex): number[] {
  return pairsOf(groupsOf(index), new Map());
}

export function pairsOf(groups: readonly (readonly number[])[], decisions: Decisions): number[] {
  const pairs: number[] = [];
  for (const group of groups) {
    if (isDecided(group, decisions)) continue;
    const [first = 0, ...others] = group.filter((row) => decisions.get(row) !== 'left-out');
    for (const row of others) pairs.push(row, first);
  }
  return pairs;
}
