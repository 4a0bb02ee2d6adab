import { trimmed } from '../../permit/cell.ts';
import { type Decisions, decisionsOf, groupsOf, isDecided } from '../check/duplicate-groups.ts';
import type { DuplicateDecision } from '../check/duplicate-key.ts';
import { keyColumn } from '../check/duplicates.ts';
import { changesOf, indexesOf } from '../check/indexes.ts';
import type { BatchDocument } from '../file/document.ts';
import { type BatchRow, rowsByNumber } from './rows.ts';
import { lockedAmong } from './unchangeable.ts';

/** Rows with one reference ID, beside each other. */
export interface ShownGroup {
  /** What the rows have in common: their reference ID, or permit number. */
  readonly key: string;
  /** Its place, from 0, among how many groups, of how many of which it is decided what is sent. */
  readonly at: number;
  readonly total: number;
  readonly decided: number;
  /** Its first rows, in order; how many there are in all. */
  readonly rows: readonly GroupRow[];
  readonly size: number;
  readonly isDecided: boolean;
}

interface GroupRow extends BatchRow {
  readonly decision: DuplicateDecision;
  /** The controller has it, or is about to get it. */
  readonly locked: boolean;
}

interface KeptGroups {
  readonly version: string;
  readonly groups: readonly (readonly number[])[];
  readonly decisions: Decisions;
  readonly decided: number;
}

const kept = new WeakMap<BatchDocument, KeptGroups>();

/**
 * The group at a place in the file's order, with its first `most` rows; null for the first that is not decided, or else
 * the first. Null where there is none; beyond the last one, the last.
 */
export function duplicateGroup(
  document: BatchDocument,
  place: number | null,
  most: number,
): ShownGroup | null {
  const { groups, decisions, decided } = groupsNow(document);
  const open = groups.findIndex((group) => !isDecided(group, decisions));
  const at = place === null ? Math.max(open, 0) : Math.min(place, groups.length - 1);
  const group = groups[at];
  if (group === undefined) return null;
  const numbers = group.slice(0, most);
  const locked = new Set(lockedAmong(document, numbers));
  const rows = rowsByNumber(document, numbers);
  return {
    key: trimmed(rows[0]?.cells[keyColumn(document) - 1] ?? ''),
    at,
    total: groups.length,
    decided,
    rows: rows.map((row) => ({
      ...row,
      decision: decisions.get(row.number) ?? null,
      locked: locked.has(row.number),
    })),
    size: group.length,
    isDecided: isDecided(group, decisions),
  };
}

/** Found anew only after a change: whoever goes from one group to the next must not wait for all of them. */
function groupsNow(document: BatchDocument): KeptGroups {
  const version = changesOf(document);
  const known = kept.get(document);
  if (known?.version === version) return known;
  const groups = groupsOf(indexesOf(document).references);
  const decisions = decisionsOf(document);
  const decided = groups.filter((group) => isDecided(group, decisions)).length;
  const found = { version, groups, decisions, decided };
  kept.set(document, found);
  return found;
}
