import type { Failure } from '../../permit/result.ts';
import type { Words } from '../../words/words.ts';

/** `words.notes` has a sentence for each. */
export type NoteCode = keyof Words['notes'];

/** What this product notes on a row beside the controller's own message: a code with facts, said in the reader's language. */
export type Note = Failure<NoteCode>;

/** A note as `outcome.note` holds it, canonical JSON; null without one. */
export function storedNote(note: Note | null): string | null {
  if (note === null) return null;
  const facts = Object.fromEntries(
    Object.entries(note.facts).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  return JSON.stringify({ code: note.code, facts });
}

/** The note that is stored. Its code may be one of a later version. */
export function readNote(stored: string | null): Failure | null {
  return stored === null ? null : (JSON.parse(stored) as Failure);
}
