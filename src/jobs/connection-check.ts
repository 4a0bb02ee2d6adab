import { isDeepStrictEqual } from 'node:util';
import type { EditFailure } from '../batch/edits/edit.ts';
import { markKnown } from '../batch/edits/mark-known.ts';
import { changeSettingsSliced, type RemapFailure } from '../batch/edits/remap.ts';
import { runInSlices, type SlicedStep } from '../batch/edits/sliced-step.ts';
import { readCounts } from '../batch/file/counts.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { readMeta, writeMeta } from '../batch/file/meta.ts';
import { tally } from '../batch/file/tally.ts';
import { lastRun } from '../batch/push/run.ts';
import { type BookFailure, withBookPausing } from '../book/book.ts';
import { bookConnectionOf } from '../book/fact.ts';
import { knownOfRows } from '../book/known-rows.ts';
import type { Connection } from '../connections/connection.ts';
import { fail, ok, type Result } from '../permit/result.ts';
import { recallSliced } from './known-plates.ts';
import { zoneNamesFor } from './known-zones.ts';

/**
 * Refuses where another controller has had rows of this batch. It stays with that one: what one controller accepted,
 * and practice least of all, must never count as accepted by another. A controller is told by its origin and client
 * code, whatever the connection to it is called; practice, whose origin is another at each start, by its name. A batch
 * that undoes another goes nowhere else than that one did.
 */
export function refuseElsewhere(
  document: BatchDocument,
  { name, practice, controller, client }: Connection,
): Result<null, 'batch-bound' | 'undo-bound'> {
  const undoes = readMeta(document, 'undoes');
  const own = bookConnectionOf({ name, controller: practice ? null : controller, client });
  if (undoes !== null && (undoes.controller !== own.controller || undoes.client !== own.client)) {
    return fail('undo-bound', { file: undoes.file, controller: undoes.controller, client: undoes.client });
  }
  const run = lastRun(document);
  if (run === null) return ok(null);
  const same = practice ? run.connection === name : run.controller === controller && run.client === client;
  const { accepted, rejected, unknown } = tally(document);
  if (same || accepted + rejected + unknown === 0) return ok(null);
  return fail('batch-bound', { controller: run.controller, client: run.client });
}

/**
 * Makes a batch one for this connection, where it may be: its rows are checked again when its settings differ, and
 * plates that are known to be ones there are kept as they are; and they are held against what is known of its permits.
 * Pauses; `writer` as in `changeFound`.
 */
export function* checkFor(
  dataFolder: string,
  document: BatchDocument,
  connection: Connection,
  writer = document,
): SlicedStep<RemapFailure | EditFailure | 'batch-bound' | 'undo-bound'> {
  const done = yield* checkSettingsFor(dataFolder, document, connection, writer);
  if (!done.ok) return done;
  const recalled = yield* recallSliced(dataFolder, document, connection, writer);
  if (!recalled.ok) return recalled;
  // Nobody is kept from checking by a book that cannot be used; a push says so.
  yield* checkKnown(dataFolder, document, connection, writer);
  return ok(null);
}

/** Holds the rows against what is known of the connection's permits (book/known-rows.ts). */
export function* checkKnown(
  dataFolder: string,
  document: BatchDocument,
  connection: Connection,
  writer = document,
): SlicedStep<BookFailure> {
  const found = yield* withBookPausing(dataFolder, (book) =>
    markKnown(document, knownOfRows(book, document, bookConnectionOf(connection), Date.now()), writer),
  );
  return found.ok ? found.value : found;
}

function* checkSettingsFor(
  dataFolder: string,
  document: BatchDocument,
  connection: Connection,
  writer: BatchDocument,
): SlicedStep<RemapFailure | 'batch-bound' | 'undo-bound'> {
  const here = refuseElsewhere(document, connection);
  if (!here.ok) return here;
  const { name, zone, endDate, dayEnd, plateForm } = connection;
  const present = readMeta(document, 'settings');
  const zoneNames = zoneNamesFor(dataFolder, connection, present?.operation);
  if (
    present?.zone === zone &&
    present.endDate === endDate &&
    present.dayEnd === dayEnd &&
    present.plateForm === plateForm &&
    isDeepStrictEqual(present.zoneNames, zoneNames)
  ) {
    writeMeta(writer, 'connection', name);
    return ok(null);
  }
  return yield* changeSettingsSliced(document, { zone, endDate, dayEnd, plateForm, zoneNames }, writer, name);
}

/** The same, to its end, while the event loop goes on. */
export async function checkNowFor(
  dataFolder: string,
  document: BatchDocument,
  connection: Connection,
): Promise<void> {
  const done = await toItsEnd(checkFor(dataFolder, document, connection));
  if (!done.ok) throw new Error(`The batch could not be checked: ${done.failure.code}`);
}

/** `checkKnown`, likewise. */
export function checkKnownNow(
  dataFolder: string,
  document: BatchDocument,
  connection: Connection,
): Promise<Result<null, BookFailure | 'cancelled'>> {
  return toItsEnd(checkKnown(dataFolder, document, connection));
}

function toItsEnd<Code extends string>(step: SlicedStep<Code>): Promise<Result<null, Code | 'cancelled'>> {
  return runInSlices(step, { signal: new AbortController().signal, onProgress: () => {} });
}

/**
 * Checks a batch for the connection that it is about to be pushed to, and says whether that changed what a person
 * saw: how many rows are ready, or what is sent of an End Date.
 */
export async function changesChecks(
  dataFolder: string,
  document: BatchDocument,
  connection: Connection,
): Promise<boolean> {
  const before = readCounts(document);
  const sent = sentTime(document);
  await checkNowFor(dataFolder, document, connection);
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
