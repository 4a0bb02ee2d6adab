import type { BridgeEvent } from '../bridge/contract.ts';
import { fail } from '../permit/result.ts';
import type { Activity } from './activity.ts';
import type { Engine } from './engine-process.ts';

const reason = { code: 'engine-stopped', facts: {} } as const;

/**
 * Ends, for the window, what a dead engine was at: each reading with a failure, each push as failed with the batch
 * as its journal has it. Asking for that starts the engine again.
 */
export function reportDeath(engine: Engine, activity: Activity, tell: (event: BridgeEvent) => void): void {
  for (const [reading, file] of [...activity.readings]) {
    tell({ kind: 'reading-ended', reading, file, result: fail(reason.code) });
  }
  for (const batch of [...activity.pushes.keys()]) {
    void engine.call('summary', { batch }).then((summary) => {
      if (!summary.ok) return activity.pushRefused(batch);
      tell({
        kind: 'push-ended',
        batch,
        summary: summary.value,
        end: 'failed',
        reason,
        mismatched: 0,
        superseded: 0,
        resultsFailure: null,
      });
    });
  }
}
