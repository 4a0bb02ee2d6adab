import type { Tally } from '../../file/tally.ts';
import type { EntryOf } from '../../trail/entry.ts';
import type { TrailHead } from '../../trail/trail.ts';

/** One run as the trail tells it. */
export interface RunSummary {
  readonly run: number;
  readonly kind: EntryOf<'run-started'>['runKind'];
  readonly connection: string;
  readonly controller: string;
  readonly client: string;
  readonly who: string;
  readonly host: string;
  readonly concurrency: number;
  readonly rate: number | null;
  readonly startedAt: string;
  /** null for a run that was cut off, and for one that is still going on. */
  endedAt: string | null;
  end: EntryOf<'run-ended'>['end'] | null;
  stoppedBy: EntryOf<'run-ended'>['stoppedBy'];
  pauses: number;
  accepted: number;
  rejected: number;
  unknown: number;
  unsent: number;
  resent: number;
}

/** What a report says first. All of it follows from the trail, but for `tally` and `resent`, which follow from the rows. */
export interface ReportSummary {
  readonly source: EntryOf<'read'>['source'];
  readonly created: EntryOf<'read'>['created'];
  readonly by: EntryOf<'read'>['by'];
  /** The trail began only after the batch was made: an earlier version kept none. */
  readonly late: boolean;
  readonly columns: EntryOf<'read'>['columns'];
  readonly settings: EntryOf<'read'>['settings'];
  readonly counts: EntryOf<'read'>['counts'];
  /** Of all rows; adds up to the rows read. */
  readonly tally: Tally;
  /** Rows that were sent again although an earlier request may have arrived. */
  readonly resent: number;
  readonly runs: readonly RunSummary[];
  readonly edits: {
    readonly steps: number;
    /** Steps that were taken back. */
    readonly undone: number;
    /** Cells changed by the steps that stand, by kind: `edit` by hand, or the kind of repair. */
    readonly cells: Readonly<Record<string, number>>;
  };
  /** Milliseconds from request to reply; over the replies that the trail counts. */
  readonly replies: { readonly count: number; readonly sumMs: number; readonly maxMs: number };
  readonly exports: readonly {
    readonly at: string;
    readonly what: string;
    readonly path: string;
    readonly sha256: string;
  }[];
  readonly head: TrailHead;
  /** The newest signature; null: unsigned. */
  readonly signature: {
    readonly entry: number;
    readonly fingerprint: string;
    readonly publicKey: string;
  } | null;
}
