import { readMeta } from '../../batch/file/meta.ts';
import { lastRun } from '../../batch/push/run.ts';
import type { BridgeEvent } from '../../bridge/contract.ts';
import { findConnection } from '../../connections/store.ts';
import { checkKnown } from '../../jobs/connection-check.ts';
import type { Batches } from './batches.ts';

/**
 * Once a batch was pushed, the others that are open and wait for the same connection are held against what is known of
 * its permits again. Where one cannot be changed now, its push looks it up.
 */
export async function checkOthers(
  folder: string,
  batches: Batches,
  pushed: string,
  tell: (event: BridgeEvent) => void,
): Promise<void> {
  const nameOf = (batch: string): string | null => {
    const document = batches.open(batch);
    return document.ok ? readMeta(document.value, 'connection') : null;
  };
  const name = nameOf(pushed);
  const connection = name === null ? null : findConnection(folder, name);
  if (!connection?.ok) return;
  for (const batch of batches.handles()) {
    const document = batches.open(batch);
    if (batch === pushed || !document.ok || nameOf(batch) !== name || lastRun(document.value) !== null)
      continue;
    const checked = await batches.changeMany(batch, (own, writer) =>
      checkKnown(folder, own, connection.value, writer),
    );
    if (checked.ok) tell({ kind: 'checked', batch, summary: checked.value });
  }
}
