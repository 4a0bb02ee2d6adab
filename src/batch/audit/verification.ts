import type { EntryOf } from './entry.ts';
import type { Misfit } from './misfit.ts';
import type { TrailHead } from './trail.ts';

/** What verifying a trail found. It is whole and untouched where `first` is null. */
export interface Verification {
  readonly entries: number;
  readonly head: TrailHead | null;
  /** The good signatures, oldest first. */
  readonly signatures: readonly EntryOf<'signature'>[];
  /** Rows whose last request has no outcome yet: the trail tells nothing about them. */
  readonly inTheAir: number;
  /** What may be personal was left out: its digests stand, but could not be recomputed. */
  readonly redacted: boolean;
  /** What does not fit, of the first entry of which something does not. */
  readonly first: Misfit | null;
  readonly misfits: number;
}
