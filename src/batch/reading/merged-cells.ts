import { isBlank } from '../../permit/cell.ts';
import { WorkbookError } from './workbook-parts.ts';

/** A merged area; rows and columns count from 1, and both ends belong to it. */
export interface MergedArea {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export const mostAreas = 500_000;
/** As many looks at an area as a sheet of a million rows needs that is merged in ten columns. */
const mostLooks = 10_000_000;

/** The merged areas of a sheet, as its rows go by in order: what stands in them beside their first cell is blank. */
export class MergedCells {
  readonly #coming: MergedArea[];
  #next = 0;
  #now: { readonly area: MergedArea; value: string }[] = [];
  #looks = 0;
  #widest = 0;

  /** The areas that are known before the first row, in any order. */
  constructor(areas: readonly MergedArea[] = []) {
    this.#coming = areas.filter(isMerged).sort((one, other) => one.top - other.top);
    this.#limit();
  }

  /** Takes an area that begins in the row that `valuesOf` is asked about next. */
  add(area: MergedArea): void {
    if (!isMerged(area)) return;
    this.#coming.push(area);
    this.#limit();
  }

  /** The merged values of a row's blank cells, by column; null without one. Columns that no row has used are nobody's. */
  valuesOf(row: number, cells: readonly string[]): Record<string, string> | null {
    this.#widest = Math.max(this.#widest, cells.length);
    for (let area = this.#coming[this.#next]; area && area.top <= row; area = this.#coming[this.#next]) {
      this.#next++;
      const value = area.top === row ? (cells[area.left - 1] ?? '') : '';
      if (!isBlank(value)) this.#now.push({ area, value });
    }
    if (this.#now.length === 0) return null;
    this.#now = this.#now.filter(({ area }) => area.bottom >= row);
    let values: Record<string, string> | null = null;
    for (const { area, value } of this.#now) {
      const right = Math.min(area.right, this.#widest);
      this.#looks += Math.max(1, right - area.left + 1);
      if (this.#looks > mostLooks) throw new WorkbookError('workbook-too-large', 'merged cells');
      for (let column = area.left; column <= right; column++) {
        if (!isBlank(cells[column - 1] ?? '')) continue;
        values ??= {};
        values[column] = value;
      }
    }
    return values;
  }

  #limit(): void {
    if (this.#coming.length > mostAreas) throw new WorkbookError('workbook-too-large', 'merged cells');
  }
}

function isMerged({ top, left, bottom, right }: MergedArea): boolean {
  return bottom > top || right > left;
}
