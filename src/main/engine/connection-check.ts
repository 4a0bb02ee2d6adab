import { changeSettings } from '../../batch/edits/remap.ts';
import { readCounts } from '../../batch/file/counts.ts';
import type { BatchDocument } from '../../batch/file/document.ts';
import { readMeta, writeMeta } from '../../batch/file/meta.ts';
import type { Connection } from '../../connections/connection.ts';
import { ok, type Result } from '../../permit/result.ts';

/** Makes a batch one for this connection: its rows are checked again when the time settings differ. */
export function checkFor(
  document: BatchDocument,
  { name, zone, endDate, dayEnd }: Connection,
): Result<unknown> {
  writeMeta(document, 'connection', name);
  const present = readMeta(document, 'settings');
  const same = present?.zone === zone && present.endDate === endDate && present.dayEnd === dayEnd;
  return same ? ok(null) : changeSettings(document, { zone, endDate, dayEnd });
}

/**
 * Checks a batch for the connection that it is about to be pushed to, and says whether that changed what a person
 * saw: how many rows are ready, or what is sent of an End Date.
 */
export function changesChecks(document: BatchDocument, connection: Connection): boolean {
  const before = readCounts(document);
  const sent = sentTime(document);
  checkFor(document, connection);
  const after = readCounts(document);
  return (
    before.valid !== after.valid ||
    before.warned !== after.warned ||
    before.invalid !== after.invalid ||
    sent !== sentTime(document)
  );
}

/** Settings that decide how an End Date goes out; where it goes unchanged the zone has no say. */
function sentTime(document: BatchDocument): string {
  const settings = readMeta(document, 'settings');
  return settings?.endDate === 'utc' ? `utc ${settings.zone}` : 'unchanged';
}
