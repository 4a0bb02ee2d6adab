import { z } from 'zod';
import type { BatchSummary } from './batch.ts';
import { toEngine, toMain } from './call.ts';
import type { Opened } from './files.ts';
import { batch, row } from './handles.ts';

/** Finding reference IDs in the permit book: rows have permit numbers or plates, and it knows which permits have these. */
export const referenceCalls = {
  /** Of the rows that lack a reference ID; null where they have nothing to look it up by. */
  countReferences: toEngine(z.strictObject({ batch })).answers<ReferenceCounts | null>(),
  /** Fills in those of which one permit is known, as one step; the others get the permits to choose from. */
  findReferences: toEngine(z.strictObject({ batch })).answers<BatchSummary>(),
  /** The same for a file without a column for them: it is read once more with one, as `setForAll` does. */
  addReferences: toMain(z.strictObject({ batch })).answers<Opened>(),
  /** Says which permit a row means: its reference ID is filled in. */
  chooseReference: toEngine(
    z.strictObject({ batch, row, reference: z.string().min(1).max(50) }),
  ).answers<BatchSummary>(),
  /** The permits that a row without a reference ID may mean. */
  permitsMeant: toEngine(z.strictObject({ batch, row })).answers<readonly MeantPermit[]>(),
};

/** Rows without a reference ID, by how many permits known here they may mean: one, several, none. */
export interface ReferenceCounts {
  readonly found: number;
  readonly ambiguous: number;
  readonly missing: number;
}

/** A permit with what was last known of it here; null where that is not known. */
export interface MeantPermit {
  readonly reference: string;
  readonly permitNo: string | null;
  readonly zone: string | null;
  readonly plate: string | null;
  readonly startDate: string | null;
  readonly endDate: string | null;
  /** The day and the batch of the newest of these values. */
  readonly day: string;
  readonly batch: string;
}
