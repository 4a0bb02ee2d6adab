import { mkdir } from 'node:fs/promises';
import { basename, join, parse } from 'node:path';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { changeCells } from '../batch/edits/edit.ts';
import type { CellChange } from '../batch/edits/row-changes.ts';
import { writeTable } from '../batch/exports/table-file.ts';
import { batchFolder, pastedFolder } from '../batch/file/data-folder.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import type { ChosenReason } from '../batch/file/left-out.ts';
import { type Meta, readMeta, writeMeta } from '../batch/file/meta.ts';
import { personHere } from '../batch/file/person.ts';
import type { HeaderMap } from '../batch/import/chosen-columns.ts';
import { createBatch } from '../batch/import/create.ts';
import { lastRun } from '../batch/push/run.ts';
import type { ReadFailure } from '../batch/reading/reading-options.ts';
import { type Book, type BookFailure, withBookPausing } from '../book/book.ts';
import type { FactValues } from '../book/fact.ts';
import { type UndoRow, type UndoSource, type UndoState, undoSource } from '../book/undo-rows.ts';
import { type WriteFailure, writeNewFile } from '../disk/new-file.ts';
import type { FieldName } from '../permit/field.ts';
import { fail, ok, type Result } from '../permit/result.ts';

export type UndoFailure = 'undo-nothing' | 'undo-delete' | BookFailure | WriteFailure | ReadFailure;

/** A batch that puts back what was known before another one, and of how many permits it can. */
export interface UndoBatch {
  readonly document: BatchDocument;
  readonly counts: UndoCounts;
}

export type UndoCounts = Readonly<Record<UndoState, number>>;

const rowsAtOnce = 1_000;

/** Why rows are left out of an undo at first. */
const reasons = {
  partly: 'undo-partly',
  'not-known': 'undo-not-known',
  'changed-since': 'undo-changed-since',
} as const satisfies Readonly<Partial<Record<UndoState, ChosenReason>>>;

interface UndoColumn {
  readonly name: keyof FactValues;
  readonly header: string;
  /** Null: for people to read, not to be sent. */
  readonly field: FieldName | null;
}

/** An update puts values back. */
const updateColumns: readonly UndoColumn[] = [
  { name: 'endTime', header: 'endTime', field: 'endDate' },
  { name: 'endDateUtc', header: 'EndDateUtc', field: 'endDate' },
  { name: 'plate', header: 'plate', field: 'plate' },
  { name: 'amount', header: 'amount', field: 'amount' },
  { name: 'currency', header: 'currency', field: 'currency' },
];

/** A creation is undone by a deletion, which needs no more than the reference ID. */
const createColumns: readonly UndoColumn[] = [
  { name: 'permitNo', header: 'Permit created', field: null },
  { name: 'zone', header: 'Zone created', field: null },
  { name: 'plate', header: 'Plate created', field: null },
];

/** What can be put back of what a batch changed, without making anything. */
export async function undoCounts(
  dataFolder: string,
  document: BatchDocument,
): Promise<Result<UndoCounts, UndoFailure>> {
  const found = await plan(dataFolder, document);
  return found.ok ? ok(countsOf(found.value.rows)) : found;
}

/**
 * Makes a batch that puts back what was last known of the permits before `undone` was pushed; it sends nothing. Rows
 * that can be put back in part only, or that another batch changed since, or of which nothing is known, are left out at first.
 */
export async function undoBatch(
  dataFolder: string,
  undone: BatchDocument,
  appVersion: string,
): Promise<Result<UndoBatch, UndoFailure>> {
  const found = await plan(dataFolder, undone);
  if (!found.ok) return found;
  const { of, rows } = found.value;
  const settings = readMeta(undone, 'settings');
  const source = readMeta(undone, 'source');
  if (settings === null || source === null) throw new Error('The batch is not whole.');
  const columns = (of.operation === 'create' ? createColumns : updateColumns).filter(({ name }) =>
    rows.some(({ values }) => values[name] !== undefined),
  );
  const folder = pastedFolder(dataFolder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const wanted = join(folder, `${parse(source.name).name}.undo.csv`);
  const written = await writeNewFile(wanted, (file) => writeTable(file, wanted, tableLines(columns, rows)));
  if (!written.ok) return written;
  const undoes: Meta<'undoes'> = {
    batch: basename(undone.path),
    file: source.name,
    ...of.connection,
    utc: rows.some(({ values }) => values.endDateUtc !== undefined),
  };
  const maps: HeaderMap[] = [
    { header: referenceHeader, field: 'referenceId' },
    ...columns.map(({ header, field }) => ({ header, field })),
  ];
  const { zone, endDate, dayEnd, plateForm } = settings;
  const editor = { who: personHere(), now: () => new Date() };
  const made = await createBatch({
    source: written.value,
    folder: batchFolder(dataFolder),
    reading: { encoding: 'utf-8', delimiter: ',', quote: '"', headerRow: 1 },
    operation: of.operation === 'create' ? 'delete' : 'update',
    maps,
    settings: { zone, endDate, dayEnd, plateForm, dateOrder: null },
    duplicates: null,
    undoes,
    by: editor.who,
    appVersion,
    now: editor.now,
  });
  if (!made.ok) return made;
  const name = lastRun(undone)?.connection;
  if (name) writeMeta(made.value, 'connection', name);
  const left = changeCells(made.value, leftOutPages(rows), editor);
  if (!left.ok) throw new Error(`Rows could not be left out: ${left.failure.code}`);
  return ok({ document: made.value, counts: countsOf(rows) });
}

interface UndoPlan {
  readonly of: UndoSource;
  readonly rows: readonly UndoRow[];
}

/** Looks up what is known, while the event loop goes on. */
async function plan(dataFolder: string, document: BatchDocument): Promise<Result<UndoPlan, UndoFailure>> {
  const batch = basename(document.path);
  const looking = withBookPausing(dataFolder, (book) => planned(book, batch));
  let next = looking.next();
  while (!next.done) {
    await yieldToEventLoop();
    next = looking.next();
  }
  const found = next.value;
  if (!found.ok) return found;
  if (found.value === null) return fail('undo-nothing', { batch });
  return found.value.of.operation === 'delete' ? fail('undo-delete', { batch }) : ok(found.value);
}

function* planned(book: Book, batch: string): Generator<void, UndoPlan | null, void> {
  const of = undoSource(book, batch);
  if (of === null) return null;
  const rows: UndoRow[] = [];
  if (of.operation !== 'delete') {
    for (const row of of.rows()) if (rows.push(row) % rowsAtOnce === 0) yield;
  }
  return { of, rows };
}

function countsOf(rows: readonly UndoRow[]): UndoCounts {
  const counts = { restorable: 0, partly: 0, 'not-known': 0, 'changed-since': 0 };
  for (const { state } of rows) counts[state]++;
  return counts;
}

const referenceHeader = 'referenceID';
/** So that a line can be found again in what is undone. */
const rowHeader = 'Row undone';

function* tableLines(columns: readonly UndoColumn[], rows: readonly UndoRow[]): Generator<string[]> {
  yield [referenceHeader, ...columns.map(({ header }) => header), rowHeader];
  for (const { reference, row, values } of rows) {
    yield [reference, ...columns.map(({ name }) => values[name] ?? ''), String(row)];
  }
}

/** The header is row 1. */
const firstRow = 2;

function* leftOutPages(rows: readonly UndoRow[]): Generator<CellChange[]> {
  let page: CellChange[] = [];
  for (const [at, { state }] of rows.entries()) {
    if (state === 'restorable') continue;
    page.push({ row: at + firstRow, column: 0, value: reasons[state], kind: 'leave-out' });
    if (page.length < rowsAtOnce) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
