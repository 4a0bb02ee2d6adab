import type { EntryOf } from '../trail/entry.ts';
import { LineDigest } from '../trail/outcome-lines.ts';
import type { Discrepancies } from './discrepancy.ts';

interface Open {
  readonly group: EntryOf<'outcomes'>;
  readonly counts: Record<string, number>;
  readonly lines: LineDigest;
  readonly hidden: LineDigest | null;
  lastRow: number;
}

/** What an entry counts of its rows. */
const counted = ['accepted', 'rejected', 'unknown', 'unsent', 'resent'] as const;

/**
 * Holds outcome lines against the entries that tell them. Lines come in the order of row numbers, which is their order
 * within every group too, so that only the groups that rows of one stretch belong to are open at a time.
 */
export class GroupCheck {
  readonly #discrepancies: Discrepancies;
  readonly #groupOf: (seq: number) => EntryOf<'outcomes'> | null;
  readonly #saltOf: (seq: number) => string | null;
  readonly #open = new Map<number, Open>();
  /** By entry: 1 once all of its lines were there. */
  #whole = new Uint8Array(1 << 12);

  /** `saltOf` answers null where hidden lines are not to be had. */
  constructor(
    discrepancies: Discrepancies,
    groupOf: (seq: number) => EntryOf<'outcomes'> | null,
    saltOf: (seq: number) => string | null,
  ) {
    this.#discrepancies = discrepancies;
    this.#groupOf = groupOf;
    this.#saltOf = saltOf;
  }

  /** Whether all lines of a group were there. */
  isWhole(seq: number): boolean {
    return this.#whole[seq] === 1;
  }

  /** `line` and `hidden`: the canonical lines of what is said of the row; no `hidden` where it is not to be had. */
  add(
    seq: number,
    row: number,
    { outcome, resent }: { readonly outcome: string; readonly resent: boolean },
    line: string,
    hidden: string | null,
  ): void {
    const open = this.isWhole(seq) ? null : (this.#open.get(seq) ?? this.#begin(seq));
    if (!open) {
      this.#discrepancies.add('outcome-without-entry', seq, row);
      return;
    }
    if (row <= open.lastRow) this.#discrepancies.add('outcomes-changed', seq, row);
    open.lastRow = row;
    open.counts[outcome] = (open.counts[outcome] ?? 0) + 1;
    if (resent) open.counts['resent'] = (open.counts['resent'] ?? 0) + 1;
    open.lines.add(line);
    if (hidden !== null) open.hidden?.add(hidden);
    if (open.lines.count === open.group.count) this.#close(seq, open);
  }

  /** Groups that lines are missing of. */
  end(): void {
    for (const seq of this.#open.keys()) this.#discrepancies.add('outcomes-changed', seq);
  }

  #begin(seq: number): Open | null {
    const group = this.#groupOf(seq);
    if (!group) return null;
    const salt = this.#saltOf(seq);
    const open = {
      group,
      counts: {},
      lines: new LineDigest(),
      hidden: salt === null ? null : new LineDigest(salt),
      lastRow: -1,
    };
    this.#open.set(seq, open);
    return open;
  }

  #close(seq: number, { group, counts, lines, hidden }: Open): void {
    this.#open.delete(seq);
    if (seq >= this.#whole.length) {
      const longer = new Uint8Array(seq * 2);
      longer.set(this.#whole);
      this.#whole = longer;
    }
    this.#whole[seq] = 1;
    const fits =
      lines.end() === group.digest &&
      (hidden === null || hidden.end() === group.hidden) &&
      counted.every((name) => group[name] === (counts[name] ?? 0));
    if (!fits) this.#discrepancies.add('outcomes-changed', seq);
  }
}
