import { trimmed } from './cell.ts';

/** What is to become of one value, wherever it stands: what needs no other cell and no pattern. */
export type ValueChange =
  | { readonly action: 'set'; readonly value: string }
  | { readonly action: 'blank' }
  | {
      readonly action: 'replace';
      readonly find: string;
      readonly replacement: string;
      readonly matchCase: boolean;
    }
  | { readonly action: 'upper-case' }
  | { readonly action: 'plate-form' };

/** What makes one value another. Pure; a value that is not to change stays the same. */
export function valueChanger(change: ValueChange): (value: string) => string {
  switch (change.action) {
    case 'set':
      return () => change.value;
    case 'blank':
      return () => '';
    case 'upper-case':
      return (value) => value.toUpperCase();
    case 'plate-form':
      return plateForm;
    case 'replace': {
      const pattern = new RegExp(literally(change.find), change.matchCase ? 'gu' : 'giu');
      return (value) => (change.find === '' ? value : value.replace(pattern, () => change.replacement));
    }
  }
}

/** A plate as controllers keep it: capitals and digits, without what people set them apart with. */
function plateForm(plate: string): string {
  return trimmed(plate)
    .toUpperCase()
    .replace(/[\s.·\-\u2010-\u2015\u2212]+/gu, '');
}

/** A pattern that finds just this text: it has nothing to go back to, whatever the text is. */
function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/-/g, '\\x2d');
}
