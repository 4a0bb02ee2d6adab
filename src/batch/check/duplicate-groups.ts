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

/** What was decided of the rows of these groups. */
export function decisionsAmong(
  document: BatchDocument,
  groups: readonly (readonly number[])[],
): Map<number, DuplicateDecision> {
  const sentToo = `instr(coalesce(confirmed ->> '$."${keyColumn(document)}"', ''), '"reference-duplicate"') > 0`;
  const find = document.db.prepare(
    `select number, skipped = ${skippedByDecision} as out from row
     where number in (select value from json_each(?)) and (skipped = ${skippedByDecision} or ${sentToo})`,
  );
  const decisions = new Map<number, DuplicateDecision>();
  for (let at = 0; at < groups.length; at += 2_000) {
    const lines = find.all(JSON.stringify(groups.slice(at, at + 2_000).flat())) as {
      number: number;
      out: number;
    }[];
    for (const { number, out } of lines) decisions.set(number, out ? 'left-out' : 'sent-too');
  }
  return decisions;
}

/** Whether there is nothing left to decide: at most one row is sent, or a person said of each that it is sent beside others. */
export function isDecided(group: readonly number[], decisions: Decisions): boolean {
  const sent = group.filter((row) => decisions.get(row) !== 'left-out');
  return sent.length < 2 || sent.every((row) => decisions.get(row) === 'sent-too');
}

/** Pairs of a row and the first one with its reference ID, in the rows' order, where nobody decided which are sent. */
export function openPairs(document: BatchDocument, index: ReferenceIndex): number[] {
  const groups = groupsOf(index);
  return pairsOf(groups, decisionsAmong(document, groups));
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
