import type { Column, GridApi } from 'ag-grid-community';
import type { BatchRow } from '../../bridge/rows.ts';
import {
  type CellPlace,
  type CellSelection,
  type Extent,
  isRange,
  isWithin,
  placeAfter,
  rectangleOf,
  selectionAt,
} from './cell-selection.ts';

const rowHeight = 32;

/**
 * The grid's cursor and the cells that are selected from it: the grid's free edition knows one cell only. The cursor is
 * the cell that the grid has the focus on, which is always brought into view.
 */
export class GridCursor {
  #grid: GridApi<BatchRow> | null = null;
  #selection: CellSelection | null = null;
  /** A column is dragged over from here on while the button is held. */
  #dragging = false;
  /** The cursor is being moved by what was selected, not by the grid. */
  #moving = false;
  readonly #host: HTMLElement;
  readonly #onSelect: (selection: CellSelection | null) => void;

  constructor(host: HTMLElement, onSelect: (selection: CellSelection | null) => void) {
    this.#host = host;
    this.#onSelect = onSelect;
  }

  /** What is selected; null before any cell was. */
  get selection(): CellSelection | null {
    return this.#selection;
  }

  /** Takes over a grid; the answer ends that. */
  attach(grid: GridApi<BatchRow>): () => void {
    this.#grid = grid;
    const ending = new AbortController();
    const { signal } = ending;
    const host = this.#host;
    host.addEventListener('mousedown', (event) => this.#onMouseDown(event), { capture: true, signal });
    host.addEventListener('mouseover', (event) => this.#onMouseOver(event), { signal });
    window.addEventListener('mouseup', () => this.#endDrag(), { signal });
    return () => {
      ending.abort();
      this.#grid = null;
      this.#selection = null;
    };
  }

  /** Puts the cursor on a cell, in view and with the focus; `select` says what is selected then. */
  goTo(place: CellPlace, select: (cursor: CellPlace) => CellSelection = selectionAt): void {
    const grid = this.#grid;
    const column = grid?.getAllDisplayedColumns()[place.column];
    if (!grid || column === undefined) return;
    this.#moving = true;
    try {
      grid.ensureIndexVisible(place.row);
      if (!column.isPinned()) grid.ensureColumnVisible(column);
      grid.setFocusedCell(place.row, column);
    } finally {
      this.#moving = false;
    }
    this.#select(select(place));
  }

  /** Brings the cursor's cell into view before anything happens to it. */
  showCursor(): void {
    const grid = this.#grid;
    const cell = grid?.getFocusedCell();
    if (!grid || !cell) return;
    grid.ensureIndexVisible(cell.rowIndex);
    if (!cell.column.isPinned()) grid.ensureColumnVisible(cell.column);
  }

  /** Tells that the grid has put its focus somewhere, perhaps a while ago: where it is now counts. */
  focused(): void {
    const cell = this.#grid?.getFocusedCell();
    if (this.#moving || this.#dragging || !cell) return;
    const place = this.#placeOf(cell.rowIndex, cell.column);
    const cursor = this.#selection?.cursor;
    // The focus that comes back to the cursor's cell, after an edit or a refresh, selects nothing else.
    if (place === null || (cursor?.row === place.row && cursor.column === place.column)) return;
    this.#select(selectionAt(place));
  }

  /** Lets go of all that was selected, where other rows are to be shown. */
  forget(): void {
    if (this.#selection === null) return;
    this.#selection = null;
    this.#draw();
    this.#onSelect(null);
  }

  selectAll(): void {
    const cursor = this.#selection?.cursor ?? { row: 0, column: 0 };
    this.#select({ anchor: cursor, cursor, whole: 'all' });
  }

  /** Answers whether there was more than the cursor's cell to let go. */
  collapse(): boolean {
    if (this.#selection === null || !isRange(this.#selection)) return false;
    this.#select(selectionAt(this.#selection.cursor));
    return true;
  }

  /** Moves the cursor as a key says; answers whether it says so. */
  press(event: KeyboardEvent): boolean {
    const grid = this.#grid;
    const at = this.#selection;
    if (!grid || at === null || event.altKey) return false;
    const ctrl = event.ctrlKey || event.metaKey;
    if (event.key === ' ' && event.shiftKey && !ctrl) {
      this.#select({ ...at, whole: 'rows' });
      return true;
    }
    const { top, bottom } = grid.getVerticalPixelRange();
    const page = Math.max(1, Math.floor((bottom - top) / rowHeight) - 1);
    const to = placeAfter({ key: event.key, ctrl }, at.cursor, { ...this.extent(), page });
    if (to === null) return false;
    const whole = at.whole === 'all' ? null : at.whole;
    this.goTo(to, event.shiftKey ? (cursor) => ({ anchor: at.anchor, cursor, whole }) : selectionAt);
    return true;
  }

  extent(): Extent {
    const grid = this.#grid;
    return {
      rows: grid?.getDisplayedRowCount() ?? 0,
      columns: grid?.getAllDisplayedColumns().length ?? 0,
    };
  }

  /** Whether a cell is to be drawn as selected: a lone cursor has the focus's ring already. */
  isSelected(row: number, column: Column): boolean {
    if (this.#selection === null || !isRange(this.#selection)) return false;
    const place = this.#placeOf(row, column);
    return place !== null && isWithin(rectangleOf(this.#selection, this.extent()), place);
  }

  #select(selection: CellSelection): void {
    this.#selection = selection;
    this.#draw();
    this.#onSelect(selection);
  }

  /** The cells that are drawn already; of those that come into view the grid asks. */
  #draw(): void {
    const grid = this.#grid;
    if (!grid) return;
    const selected = this.#selection !== null && isRange(this.#selection);
    const rectangle = selected && this.#selection ? rectangleOf(this.#selection, this.extent()) : null;
    const places = new Map(grid.getAllDisplayedColumns().map((column, at) => [column.getColId(), at]));
    for (const cell of this.#host.querySelectorAll<HTMLElement>('.ag-row .ag-cell')) {
      const row = Number(cell.closest('.ag-row')?.getAttribute('row-index'));
      const column = places.get(cell.getAttribute('col-id') ?? '') ?? -1;
      cell.classList.toggle('cell-selected', rectangle !== null && isWithin(rectangle, { row, column }));
    }
  }

  #onMouseDown(event: MouseEvent): void {
    const place = event.button === 0 ? this.#placeUnder(event) : null;
    if (place === null) return;
    this.#dragging = true;
    const isNumber = this.#grid?.getAllDisplayedColumns()[place.column]?.getColId() === 'number';
    const whole = isNumber ? 'rows' : null;
    if (event.shiftKey && this.#selection !== null) {
      const { anchor } = this.#selection;
      event.preventDefault();
      event.stopPropagation();
      this.goTo(place, (cursor) => ({ anchor, cursor, whole: whole ?? this.#rowsOnly() }));
      return;
    }
    // The grid puts its focus on the cell by itself.
    this.#select({ anchor: place, cursor: place, whole });
  }

  #rowsOnly(): 'rows' | null {
    return this.#selection?.whole === 'rows' ? 'rows' : null;
  }

  #onMouseOver(event: MouseEvent): void {
    if (!this.#dragging || event.buttons !== 1 || this.#selection === null) return;
    const place = this.#placeUnder(event);
    const { anchor, cursor, whole } = this.#selection;
    if (place === null || (place.row === cursor.row && place.column === cursor.column)) return;
    window.getSelection()?.removeAllRanges();
    this.goTo(place, (at) => ({ anchor, cursor: at, whole: whole === 'all' ? null : whole }));
  }

  #endDrag(): void {
    this.#dragging = false;
  }

  #placeUnder({ target }: MouseEvent): CellPlace | null {
    if (!(target instanceof HTMLElement) || target.closest('input') !== null) return null;
    const cell = target.closest<HTMLElement>('.ag-row .ag-cell');
    const id = cell?.getAttribute('col-id');
    const row = Number(cell?.closest('.ag-row')?.getAttribute('row-index') ?? Number.NaN);
    const column = this.#grid?.getAllDisplayedColumns().findIndex((one) => one.getColId() === id) ?? -1;
    return Number.isNaN(row) || column < 0 ? null : { row, column };
  }

  #placeOf(row: number, column: Column): CellPlace | null {
    const at = this.#grid?.getAllDisplayedColumns().indexOf(column) ?? -1;
    return at < 0 ? null : { row, column: at };
  }
}
