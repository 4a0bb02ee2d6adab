import { batchFolder } from '../../batch/file/data-folder.ts';
import type { BridgeEvent } from '../../bridge/contract.ts';
import { practiceController } from '../../jobs/practice-controller.ts';
import { openBatches } from './batches.ts';
import { changeFilters } from './change-filters.ts';
import { checkOthers } from './check-others.ts';
import { bookHandlers } from './handlers/book.ts';
import { bulkHandlers } from './handlers/bulk.ts';
import { connectionHandlers } from './handlers/connections.ts';
import { duplicateHandlers } from './handlers/duplicates.ts';
import { editHandlers } from './handlers/edits.ts';
import { fileHandlers } from './handlers/files.ts';
import { historyHandlers } from './handlers/history.ts';
import { permitHandlers } from './handlers/permits.ts';
import { pushHandlers } from './handlers/push.ts';
import { referenceHandlers } from './handlers/references.ts';
import { reportHandlers } from './handlers/reports.ts';
import { rowHandlers } from './handlers/rows.ts';
import { openPushes } from './pushes.ts';

/** What the engine is started with. */
export interface EngineStart {
  /** The app's data folder. */
  readonly folder: string;
  readonly appVersion: string;
}

interface Outside {
  readonly tell: (event: BridgeEvent) => void;
  /** A bug that no call waits for. */
  readonly onBug: (bug: unknown) => void;
}

/** All that the engine can do, over the batches of one data folder: the window's calls, and those of main's handlers. */
export function engineCalls({ folder, appVersion }: EngineStart, { tell, onBug }: Outside) {
  const practice = practiceController();
  const pushes = openPushes({
    folder,
    practice,
    tell,
    onEnd: (batch) => void checkOthers(folder, batches, batch, tell).catch(onBug),
    onBug,
  });
  const batches = openBatches(batchFolder(folder), { isPushed: pushes.has, tell });
  const changes = changeFilters(folder, batches, pushes.has);
  return {
    ...fileHandlers({ folder, appVersion, batches, tell, onBug }),
    ...rowHandlers({ folder, batches, changes, onBug }),
    ...editHandlers({ folder, batches }),
    ...bulkHandlers({ folder, batches, changes }),
    ...duplicateHandlers(folder, batches),
    ...bookHandlers({ folder, appVersion, batches, changes }),
    ...permitHandlers(folder, appVersion),
    ...referenceHandlers({ folder, batches }),
    ...pushHandlers({ folder, batches, pushes }),
    ...historyHandlers({ folder, batches }),
    ...reportHandlers({ folder, batches }),
    ...connectionHandlers(folder, practice),
  };
}

/** Each call of the engine's with its input and its answer; those of the bridge's contract are the window's. */
export type EngineCalls = ReturnType<typeof engineCalls>;
