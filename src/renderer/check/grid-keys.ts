import type { GridApi } from 'ag-grid-community';
import type { BatchRow } from '../../bridge/rows.ts';
import type { GridCursor } from './grid-cursor.ts';
import { focusOf, type GridFocus } from './grid-focus.ts';

interface Pressed {
  readonly clear: () => void;
  readonly onRepair?: (focus: GridFocus) => void;
}

/** The keys that open a menu everywhere. */
export function opensMenu({ key, shiftKey, altKey }: KeyboardEvent): boolean {
  return key === 'ContextMenu' || (shiftKey && key === 'F10') || (altKey && key === 'ArrowDown');
}

/** Does what a key says on the cursor's cell; answers whether the grid is to do nothing of its own. */
export function pressed(
  event: KeyboardEvent,
  cells: GridCursor,
  grid: GridApi<BatchRow>,
  { clear, onRepair }: Pressed,
): boolean {
  const ctrl = event.ctrlKey || event.metaKey;
  if (cells.press(event)) return true;
  if (ctrl && event.key === 'a') {
    cells.selectAll();
    return true;
  }
  if (event.key === 'Escape') return cells.collapse();
  if (event.key === 'Delete') {
    clear();
    return true;
  }
  if (ctrl && event.key === '.') {
    cells.showCursor();
    const focus = focusOf(grid);
    if (focus !== null) onRepair?.(focus);
    return true;
  }
  // Whatever else changes a cell does so where it is seen.
  if (event.key === 'Enter' || event.key === 'F2' || event.key === 'Backspace' || event.key.length === 1) {
    if (!ctrl) cells.showCursor();
  }
  return false;
}
