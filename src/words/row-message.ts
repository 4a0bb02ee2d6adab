import type { Words } from './words.ts';

/** What a row's outcome holds to be read: the controller's own message, and what this product noted beside it. */
interface RowOutcomeText {
  readonly message: string | null;
  readonly note: { readonly code: string; readonly facts: Readonly<Record<string, string | number>> } | null;
}

/** Both in one text; empty where there is neither. A note that a later version wrote is named by its code. */
export function rowMessage({ message, note }: RowOutcomeText, words: Words): string {
  return [message ?? '', note === null ? '' : noteSentence(note, words)]
    .filter((text) => text !== '')
    .join(' ');
}

function noteSentence({ code, facts }: NonNullable<RowOutcomeText['note']>, { notes }: Words): string {
  return isKnown(notes, code) ? notes[code](facts) : code;
}

function isKnown<Notes extends object>(notes: Notes, code: string): code is keyof Notes & string {
  return Object.hasOwn(notes, code);
}
