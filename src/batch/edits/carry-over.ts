import { type ColumnRole, fieldOf } from '../../permit/column-role.ts';
import type { ColumnMatch } from '../../permit/mapping.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import type { Confirmed } from '../../permit/row-reading.ts';
import type { Overlay } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { chosenReason, skippedAsDuplicate } from '../file/left-out.ts';
import { readMeta } from '../file/meta.ts';
import { pagesOf } from '../file/pages.ts';
import { setForAll } from './bulk/set-for-all.ts';
import { choose } from './choose.ts';
import { changeCellsEach, type EditFailure, type Editor } from './edit.ts';
import { recalledCells } from './recalled-plates.ts';
import { type RemapFailure, remapSliced } from './remap.ts';
import type { CellChange } from './row-changes.ts';
import { type AddedValue, addedValues } from './row-shape.ts';
import { runAtOnce, type SlicedStep } from './sliced-step.ts';

export type CarryFailure = EditFailure | RemapFailure | 'source-changed';

/**
 * Gives a batch that was just read what a person had decided about an earlier one of the same file: its columns, its
 * choices and its edits, which become one step that undo takes back; before it each choice is one. Nothing of what was
 * sent comes along.
 */
export function carryOver(
  from: BatchDocument,
  to: BatchDocument,
  editor: Editor,
): Result<null, CarryFailure> {
  return runAtOnce(carryOverEach(from, to, editor));
}

/** The same, pausing. Each of its steps is a transaction of its own: a batch that is left before the end is to be removed. */
export function* carryOverEach(
  from: BatchDocument,
  to: BatchDocument,
  editor: Editor,
): SlicedStep<CarryFailure> {
  const source = readMeta(from, 'source');
  if (source?.sha256 !== readMeta(to, 'source')?.sha256) {
    return fail('source-changed', { path: source?.path ?? '' });
  }
  const columns = readMeta(from, 'columns') ?? [];
  const decided = columns.flatMap(({ proposal }, at) => (proposal === null ? [at] : []));
  const added = addedValues(to);
  const mapped = yield* remapSliced(to, rolesCarried(columns, readMeta(to, 'columns') ?? [], added), decided);
  if (!mapped.ok) return mapped;
  const settings = readMeta(from, 'settings');
  if (settings?.dateOrder != null) {
    yield* choose(to, { question: 'date-order', answer: settings.dateOrder }, editor);
  }
  if (settings?.duplicates != null) {
    yield* choose(to, { question: 'duplicates', answer: settings.duplicates }, editor);
  }
  const target = columnsCarried(from, to);
  const { edited } = from.db.prepare(`select count(*) as edited from row where ${isChanged}`).get() as {
    edited: number;
  };
  const pages = editPages(from, target);
  const carried = edited > 0 ? yield* changeCellsEach(to, pages, editor, edited) : ok(null);
  if (!carried.ok) return carried;
  const held = new Set(target.values());
  for (const { field, column, value } of added)
    if (!held.has(column)) setForAll(to, { field, value }, editor);
  return ok(null);
}

/** What each column of `to` stands for: what it did, but for a field that has a column of its own there now. */
function rolesCarried(
  from: readonly ColumnMatch[],
  to: readonly ColumnMatch[],
  added: readonly AddedValue[],
): (ColumnRole | null)[] {
  const fields = new Set(added.map(({ field }) => field));
  return to.map(({ field }, at) => {
    if (at >= to.length - added.length) return field;
    const role = from[at]?.field ?? null;
    return role === null || fields.has(fieldOf(role)) ? null : role;
  });
}

/** Where each column's changes go, counted from 1: not where a field has another value for all rows, or none any more. */
function columnsCarried(from: BatchDocument, to: BatchDocument): ReadonlyMap<number, number> {
  const before = addedValues(from);
  const own = (readMeta(from, 'columns') ?? []).length - before.length;
  const target = new Map(Array.from({ length: own + 1 }, (_, column) => [column, column] as const));
  for (const { field, column, value } of before) {
    const same = addedValues(to).find((one) => one.field === field && one.value === value);
    if (same !== undefined) target.set(column, same.column);
  }
  return target;
}

function* editPages(document: BatchDocument, target: ReadonlyMap<number, number>): Generator<CellChange[]> {
  const columns = 'number, edits, confirmed, skipped';
  const query = { columns, from: 'row', key: ['number'], where: isChanged };
  const recalled = recalledCells(document);
  for (const rows of pagesOf<EditedRow>(document.db, query)) {
    const own = rows.flatMap(changesOf).filter((change) => !isRecalled(recalled, change));
    yield own.flatMap((change) => {
      const column = target.get(change.column);
      return column === undefined ? [] : [{ ...change, column }];
    });
  }
}

/** What was kept for being known on its connection is nobody's word here, and says nothing of another one. */
function isRecalled(recalled: ReadonlyMap<number, number>, { row, column, kind }: CellChange): boolean {
  return kind === 'confirm' && recalled.get(row) === column;
}

/** Rows with an edit, a word of confirmation, or left out on purpose. */
const isChanged = `edits is not null or confirmed is not null or skipped > ${skippedAsDuplicate}`;

interface EditedRow {
  readonly number: number;
  readonly edits: string | null;
  readonly confirmed: string | null;
  readonly skipped: number;
}

function changesOf({ number: row, edits, confirmed, skipped }: EditedRow): CellChange[] {
  const values = Object.entries(JSON.parse(edits ?? '{}') as Overlay);
  const codes = Object.entries(JSON.parse(confirmed ?? '{}') as Confirmed);
  const reason = chosenReason(skipped);
  return [
    ...(reason === '' ? [] : [{ row, column: 0, value: reason, kind: 'leave-out' as const }]),
    ...values.map(([column, value]) => ({ row, column: Number(column), value, kind: 'edit' as const })),
    ...codes.map(([column, codes]) => ({
      row,
      column: Number(column),
      value: JSON.stringify(codes),
      kind: 'confirm' as const,
    })),
  ];
}
