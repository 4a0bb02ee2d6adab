import type { Entry, EntryOf } from './entry.ts';

/** A step of edits that a batch holds, and whether it is undone. */
export interface EditStep {
  readonly entry: EntryOf<'edit'>;
  undone: boolean;
}

/** The steps that a batch holds after some entries of its trail: a new one takes the place of those that are undone. */
export class EditSteps {
  readonly #steps: EditStep[] = [];

  get held(): readonly EditStep[] {
    return this.#steps;
  }

  /** Takes the next entry; false where it undoes or redoes a step that is not at its turn. */
  take(entry: Entry): boolean {
    if (entry.kind === 'edit') {
      while (this.#steps.at(-1)?.undone) this.#steps.pop();
      this.#steps.push({ entry, undone: false });
    }
    if (entry.kind !== 'undo' && entry.kind !== 'redo') return true;
    const undone = entry.kind === 'undo';
    const next = undone ? this.#steps.findLast((one) => !one.undone) : this.#steps.find((one) => one.undone);
    if (next?.entry.step !== entry.step) return false;
    next.undone = undone;
    return true;
  }
}
