import { isRange } from './cell-selection.ts';
import { type GridCellsParts, numbersAtHand, selectedNumbers, selectedRectangle } from './grid-cells.ts';

/**
 * Which rows are selected, by their numbers. What is drawn as selected are places, and after a change other rows may
 * stand there, which nobody chose: then the selection shrinks to the cursor.
 */
export class SelectedRows {
  #asked = 0;
  /** What was told last: no rows where all that are shown are selected, null while they are being looked up. */
  #told: readonly number[] | null = [];
  readonly #parts: () => GridCellsParts | null;
  readonly #tell: (rows: readonly number[] | null) => void;

  constructor(parts: () => GridCellsParts | null, tell: (rows: readonly number[] | null) => void) {
    this.#parts = parts;
    this.#tell = tell;
  }

  /** Tells which rows a new selection holds. */
  selectionChanged(): void {
    const parts = this.#parts();
    if (parts === null) return;
    const own = ++this.#asked;
    const atHand = numbersAtHand(parts);
    this.#say(atHand);
    if (atHand === null) void this.#lookUp(parts, own);
  }

  /** The rows may be others by now: those that a person selected, or none. */
  async rowsChanged(): Promise<void> {
    const parts = this.#parts();
    const before = this.#told;
    if (parts === null || before?.length === 0 || parts.cursor.selection?.whole === 'all') return;
    const own = ++this.#asked;
    const numbers = await this.#numbersNow(parts);
    if (own !== this.#asked) return;
    const same = numbers?.length === before?.length && numbers?.every((one, at) => one === before?.[at]);
    if (same) return;
    if (parts.cursor.selection === null || !isRange(parts.cursor.selection)) return this.#say(numbers ?? []);
    parts.cursor.collapse();
    // The grid may still hold the rows of before: what stands under the cursor is asked for.
    const last = ++this.#asked;
    const now = await this.#numbersNow(parts);
    if (last === this.#asked) this.#say(now ?? []);
  }

  async #lookUp(parts: GridCellsParts, own: number): Promise<void> {
    const numbers = await selectedNumbers(parts);
    if (own !== this.#asked) return;
    // Nothing may look selected of which nobody knows what it is.
    if (numbers === null) parts.cursor.forget();
    else this.#say(numbers);
  }

  async #numbersNow(parts: GridCellsParts): Promise<readonly number[] | null> {
    const rectangle = selectedRectangle(parts);
    return rectangle === null ? [] : selectedNumbers(parts, { unseenToo: true });
  }

  #say(rows: readonly number[] | null): void {
    this.#told = rows;
    this.#tell(rows);
  }
}
