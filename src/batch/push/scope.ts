import type { RetriedOutcome } from '../trail/stored-run.ts';

/** Which rows are a run's. A resumption has the scope of the run that it goes on with. */
export interface Scope {
  readonly kind: 'push' | 'retry';
  /** The run whose rows they are: what earlier ones settled may be sent again. */
  readonly base: number;
  /**
   * A person's word that unknown rows are to be sent again although the operation is not one that may be repeated:
   * what was asked for may have happened already.
   */
  readonly unknownToo: boolean;
  /** Of a retry: only rows with these outcomes; null: the rejected and the unknown ones. */
  readonly outcomes: readonly RetriedOutcome[] | null;
}
