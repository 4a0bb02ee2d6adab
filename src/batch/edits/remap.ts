import type { DateOrder } from '../../permit/check.ts';
import { type ColumnRole, fieldOf } from '../../permit/column-role.ts';
import type { ColumnMatch } from '../../permit/mapping.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { openPairs } from '../check/duplicate-groups.ts';
import { keyHeld } from '../check/duplicate-key.ts';
import { applyDuplicates } from '../check/duplicates.ts';
import { forgetIndexes, keepIndexes } from '../check/indexes.ts';
import { PlateIndex } from '../check/plate-index.ts';
import { eachTwin, markTwins, plateHeld } from '../check/plates.ts';
import { checkerOf, recheckRows } from '../check/recheck.ts';
import { ReferenceIndex } from '../check/reference-index.ts';
import { readCounts, recount } from '../file/counts.ts';
import type { BatchDocument } from '../file/document.ts';
import { type Meta, readMeta, rulesOf, writeMeta } from '../file/meta.ts';
import { issueIndex } from '../file/schema.ts';
import { inPausingTransaction } from '../file/transaction.ts';
import { ensureTrail, recordMapping, recordSettings } from '../trail/record.ts';
import { runAtOnce, type SlicedStep } from './sliced-step.ts';

export type RemapFailure = 'map-field-twice';

/**
 * Lays down what each column stands for, by position, and checks the whole batch again. A batch may be without a
 * reference column until it is pushed: people choose their columns in any order. A column that is asked about goes on
 * being asked about until it stands for something or is one of those that are left out (from 0).
 */
export function remap(
  document: BatchDocument,
  fields: readonly (ColumnRole | null)[],
  leftOut: readonly number[] = [],
): Result<null, RemapFailure> {
  return runAtOnce(remapSliced(document, fields, leftOut));
}

/** The same, pausing; `writer` as in `changeFound`. */
export function* remapSliced(
  document: BatchDocument,
  fields: readonly (ColumnRole | null)[],
  leftOut: readonly number[] = [],
  writer = document,
): SlicedStep<RemapFailure> {
  const columns = readMeta(document, 'columns') ?? [];
  const seen = new Set<ColumnRole>();
  for (const field of fields) {
    if (field === null) continue;
    if (seen.has(field)) return fail('map-field-twice', { field, header: '' });
    seen.add(field);
  }
  const rules = rulesOf(document);
  for (const field of seen) {
    if (!rules.fields.includes(fieldOf(field)))
      throw new Error(`A batch to ${rules.name} has no field ${field}.`);
  }
  const chosen = columns.map((column, at): ColumnMatch => {
    const field = fields[at] ?? null;
    const isOpen = column.proposal !== null && !leftOut.includes(at);
    if (field === column.field && (column.proposal === null || isOpen)) return column;
    return { header: column.header, field, certainty: 'chosen', proposal: null };
  });
  return yield* checkAnew(document, writer, () => writeMeta(writer, 'columns', chosen), recordMapping);
}

/** The settings that checking depends on besides the mapping and what a person chooses. */
export type CheckChange = Partial<
  Pick<Meta<'settings'>, 'zone' | 'endDate' | 'dayEnd' | 'plateForm' | 'zoneNames' | 'checkedAt'>
>;

/** Lays down settings, and checks the batch again. */
export function changeSettings(document: BatchDocument, change: CheckChange): Result<null, never> {
  return runAtOnce(changeSettingsSliced(document, change));
}

/** The same, pausing; `writer` as in `changeFound`. `connection`: the name of the one that the settings are of. */
export function changeSettingsSliced(
  document: BatchDocument,
  change: CheckChange,
  writer = document,
  connection?: string,
): SlicedStep<never> {
  const write = (): void => {
    changeIn(writer, change);
    if (connection !== undefined) writeMeta(writer, 'connection', connection);
  };
  return checkAnew(document, writer, write, recordSettings);
}

/** Lays down which of day and month comes first, and checks the batch again; `record` puts it on the trail. */
export function chooseDateOrder(
  document: BatchDocument,
  dateOrder: DateOrder | null,
  writer: BatchDocument,
  record: (at: Date) => void,
): SlicedStep<never> {
  return checkAnew(
    document,
    writer,
    () => changeIn(writer, { dateOrder }),
    (_, at) => record(at),
  );
}

function changeIn(writer: BatchDocument, change: Partial<Meta<'settings'>>): void {
  const settings = readMeta(writer, 'settings');
  if (!settings) throw new Error('The batch has no settings.');
  writeMeta(writer, 'settings', { ...settings, ...change });
}

function* checkAnew(
  document: BatchDocument,
  writer: BatchDocument,
  change: () => void,
  record: (document: BatchDocument, at: Date) => void,
): SlicedStep<never> {
  const { db } = writer;
  const now = new Date();
  // Two of them would take a hundred megabytes of a million rows.
  forgetIndexes(document);
  const { value: checked } = yield* inPausingTransaction(db, function* () {
    ensureTrail(writer, now);
    change();
    const checker = checkerOf(writer);
    const { key, plate } = checker;
    const total = readCounts(writer).rows;
    const references = new ReferenceIndex();
    const plates = new PlateIndex();
    // An index is made faster from a full table than line by line.
    db.exec(
      'drop index if exists issue_code; update row set skipped = 0 where skipped = 1; update row set twin = null where twin is not null',
    );
    const rechecked = recheckRows(writer, null, (row, issues) => {
      const held = keyHeld(row, issues, key + 1);
      if (held !== '') references.add(held, row.number);
      const heldPlate = plateHeld(row.cells, issues, plate + 1);
      if (heldPlate !== '') plates.add(heldPlate, row.number);
    });
    for (const done of rechecked) yield { done, total };
    db.exec(issueIndex);
    yield { done: total, total };
    for (const twins of eachTwin(writer, checker, plates)) {
      markTwins(writer, checker, twins);
      yield { done: total, total };
    }
    const choice = readMeta(writer, 'settings')?.duplicates ?? null;
    for (const _ of applyDuplicates(writer, choice, openPairs(writer, references)))
      yield { done: total, total };
    yield { done: total, total };
    recount(writer);
    record(writer, now);
    return ok({ references, plates });
  });
  if (document.db.isOpen) keepIndexes(document, checked);
  return ok(null);
}
