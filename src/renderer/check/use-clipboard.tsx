import { List, Stack, Text } from '@mantine/core';
import { openConfirmModal } from '@mantine/modals';
import type { GridApi } from 'ag-grid-community';
import { type RefObject, useEffect, useRef } from 'react';
import type { BatchRow } from '../../bridge/rows.ts';
import type { Words } from '../../words/words.ts';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { copyText } from '../shell/copy-text.ts';
import { useTell } from '../shell/messages.tsx';
import type { RowFilter } from '../shell/navigation.tsx';
import { useAsk } from '../shell/problems.tsx';
import { isRange, type Rectangle } from './cell-selection.ts';
import {
  fetchRows,
  type GridCellsParts,
  pasteTarget,
  rowsAtHand,
  selectedCells,
  selectedRectangle,
} from './grid-cells.ts';
import type { GridCursor } from './grid-cursor.ts';
import { type PastePlan, pastePlan } from './paste-plan.ts';
import { parseTsv, tsvCell } from './tsv.ts';

/** Cells that are to hold these values, and what is said once they do. */
export type SetCells = (block: Pick<PastePlan, 'rows' | 'columns' | 'values'>, said: string) => void;

/** What becomes of it: the change, or a word on why there is none. */
interface Outcome {
  readonly tell: ReturnType<typeof useTell>;
  readonly onSet: SetCells;
}

interface ClipboardParts {
  readonly grid: GridApi<BatchRow> | null;
  readonly cursor: GridCursor | null;
  readonly place: RefObject<HTMLElement | null>;
  readonly batch: string;
  readonly filter: RowFilter;
  /** Absent where rows are only looked at. */
  readonly onSet: SetCells | undefined;
}

/**
 * Copy and Paste in the grid, and what clears the selected cells. Heard on the document: where no text is selected, the
 * event of a copy is the body's, whatever cell has the focus.
 */
export function useClipboard({ grid, cursor, place, batch, filter, onSet }: ClipboardParts): () => void {
  const words = useWords();
  const ask = useAsk();
  const tell = useTell();
  const clear = useRef(() => {});
  useEffect(() => {
    if (grid === null || cursor === null) return;
    const parts: GridCellsParts = { bridge, batch, filter, grid, cursor, ask };
    const isHere = (): boolean => {
      const focused = document.activeElement;
      if (focused instanceof HTMLInputElement || grid.getEditingCells().length > 0) return false;
      return place.current?.contains(focused) === true;
    };
    const onCopy = (event: ClipboardEvent) => {
      const rectangle = isHere() ? selectedRectangle(parts) : null;
      if (rectangle === null) return;
      event.preventDefault();
      const columns = copiedColumns(parts, rectangle);
      const several = cursor.selection !== null && isRange(cursor.selection);
      const said = words.check.copied(rectangle.bottom - rectangle.top + 1, columns.length);
      const rows = rowsAtHand(grid, rectangle);
      if (rows !== null) {
        event.clipboardData?.setData('text/plain', tsvOf(rows, columns, several));
        if (several) tell(said);
        return;
      }
      void fetchRows(parts, rectangle).then((found) => {
        if (found === null) return;
        copyText(tsvOf(found, columns, several));
        tell(said);
      });
    };
    const onPaste = (event: ClipboardEvent) => {
      if (!isHere()) return;
      event.preventDefault();
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text === '') return;
      if (onSet === undefined) return tell(words.check.readOnly);
      // One cell would stand in every column of them, over what tells one permit from another.
      if (isOfWholeRows(cursor)) return tell(words.check.pasteWholeRows);
      void paste(parts, parseTsv(text), words, { tell, onSet });
    };
    clear.current = () => {
      if (onSet === undefined) return tell(words.check.readOnly);
      if (isOfWholeRows(cursor)) return tell(words.check.wholeRows);
      cursor.showCursor();
      void clearCells(parts, words, { tell, onSet });
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [grid, cursor, place, batch, filter, onSet, words, ask, tell]);
  return () => clear.current();
}

function isOfWholeRows({ selection }: GridCursor): boolean {
  return selection !== null && selection.whole !== null;
}

/** Column ids, of which whole rows have the file's alone. */
function copiedColumns({ grid, cursor }: GridCellsParts, { left, right }: Rectangle): string[] {
  const ids = grid
    .getAllDisplayedColumns()
    .slice(left, right + 1)
    .map((column) => column.getColId());
  return cursor.selection?.whole === null ? ids : ids.filter((id) => Number(id) >= 1);
}

function tsvOf(rows: readonly BatchRow[], columns: readonly string[], several: boolean): string {
  const textOf = (row: BatchRow, id: string): string => {
    if (id === 'number') return String(row.number);
    return id === 'answer' ? (row.outcome.message ?? '') : (row.cells[Number(id) - 1] ?? '');
  };
  // One cell alone is mostly pasted into a text, where quotes around it would be in the way.
  const write = several ? tsvCell : (cell: string) => cell;
  return rows.map((row) => columns.map((id) => write(textOf(row, id))).join('\t')).join('\r\n');
}

async function paste(
  parts: GridCellsParts,
  cells: string[][],
  words: Words['window'],
  { tell, onSet }: Outcome,
) {
  const { check, shell } = words;
  parts.cursor.showCursor();
  const target = await pasteTarget(parts, cells);
  if (target === null) return;
  const plan = pastePlan(cells, target);
  const free = plan.rows.length - plan.locked - plan.shapeless;
  if (free === 0 || plan.columns.length === 0) return tell(check.pasteNothing);
  const go = () => onSet(plan, check.pasted(free, plan.columns.length));
  const hidden = hiddenBetween(parts.grid, plan.columns);
  const left = [
    ...(plan.rowsBeyond > 0 ? [check.pasteRowsBeyond(plan.rowsBeyond)] : []),
    ...(plan.columnsBeyond > 0 ? [check.pasteColumnsBeyond(plan.columnsBeyond)] : []),
    ...(plan.locked > 0 ? [check.pasteLocked(plan.locked)] : []),
    ...(plan.shapeless > 0 ? [check.pasteShapeless(plan.shapeless)] : []),
    ...(plan.ragged > 0 ? [check.pasteRagged(plan.ragged)] : []),
    ...(hidden.length > 0 ? [check.pasteHidden(hidden)] : []),
  ];
  if (left.length === 0) return go();
  openConfirmModal({
    title: check.pasteTitle,
    children: (
      <Stack gap="sm">
        <Text>{check.pasteLead(free, plan.columns.length, plan.rows[0] ?? 0)}</Text>
        <List>
          {left.map((one) => (
            <List.Item key={one}>{one}</List.Item>
          ))}
        </List>
      </Stack>
    ),
    labels: { confirm: check.paste, cancel: shell.cancel },
    onConfirm: go,
  });
}

/** The names of hidden columns that stand between those that are pasted into. */
function hiddenBetween(grid: GridApi<BatchRow>, columns: readonly number[]): string[] {
  const all = grid.getAllGridColumns();
  const places = columns.map((column) => all.findIndex((one) => one.getColId() === String(column)));
  return all
    .slice(Math.min(...places), Math.max(...places))
    .filter((column) => !column.isVisible())
    .map((column) => column.getColDef().headerName ?? '');
}

async function clearCells(parts: GridCellsParts, words: Words['window'], { tell, onSet }: Outcome) {
  const cells = await selectedCells(parts);
  if (cells === null) return;
  const free = cells.numbers.length - cells.locked.length;
  if (free === 0) return tell(words.check.locked);
  const block = { rows: cells.numbers, columns: cells.columns, values: [['']] };
  onSet(block, words.check.cleared(free * cells.columns.length));
}
