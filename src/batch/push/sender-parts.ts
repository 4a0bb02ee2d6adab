import type { Client } from '../../opscom/client.ts';
import type { Failure } from '../../permit/result.ts';
import type { Gate } from './gate.ts';
import type { Journal, JournalKeeper } from './journal.ts';
import type { PendingRow } from './pending.ts';
import type { Progress } from './progress.ts';
import type { RowInHand } from './row-in-hand.ts';
import type { StopCode } from './stop-code.ts';

/** What a sender works with. */
export interface SenderParts {
  readonly client: Client;
  readonly journal: (keeper: JournalKeeper<RowInHand>) => Journal<RowInHand>;
  readonly gate: Gate;
  readonly progress: Progress;
  readonly rows: Iterator<PendingRow>;
  readonly run: number;
  /** Why nothing more may be sent although the batch can still be written; null while all is well. Asked with every group. */
  readonly danger: () => Failure<StopCode> | null;
  /** Whether no sleep of the machine is yet to be told by `slept`. */
  readonly isAwake: () => boolean;
  /** Milliseconds to wait for a controller that is in trouble or asks to wait; null: until cancelled. */
  readonly patienceMs: number | null;
  /** Milliseconds before a row's second attempt; doubled before each further one. */
  readonly backoffMs: number;
  /** Asked once when the first answers are all "record not found"; null: do not ask, for it was answered before. */
  readonly onWrongLot: (() => Promise<boolean>) | null;
  /** Asked once after the rows of a trial: the others go when it resolves; null: no trial. */
  readonly onTrial: (() => Promise<void>) | null;
  readonly onChange: () => void;
  readonly now: () => number;
  readonly date: () => Date;
  readonly random: () => number;
}
