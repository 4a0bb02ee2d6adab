import type { BatchDocument } from '../../batch/file/document.ts';
import { tally } from '../../batch/file/tally.ts';
import { lastRun } from '../../batch/push/run.ts';
import type { Connection } from '../../connections/connection.ts';

/**
 * Whether another controller has had rows of this batch. Then it stays with that one: what one controller accepted,
 * and practice least of all, must never count as accepted by another.
 */
export function boundElsewhere(
  document: BatchDocument,
  { name, controller, client }: Pick<Connection, 'name' | 'controller' | 'client'>,
): boolean {
  const run = lastRun(document);
  if (run === null || run.connection === name) return false;
  if (run.controller === controller && run.client === client) return false;
  const { accepted, rejected, unknown } = tally(document);
  return accepted + rejected + unknown > 0;
}
