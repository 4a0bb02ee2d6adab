import { counted } from '../counted.ts';

const permits = (value: number) => counted(value, 'permit', 'permits');

/** Undoing a batch by another. */
export const putBack = {
  open: (creates: boolean): string =>
    creates ? 'Delete what was created…' : 'Put back what was there before…',
  title: (creates: boolean): string =>
    creates ? 'Delete what was created' : 'Put back what was there before',
  restorable: (creates: boolean, value: number, all: number) =>
    creates
      ? `${permits(value)} of ${all} that were created can be deleted.`
      : `For ${permits(value)} of ${all} it is known here what was there before, so it can be put back.`,
  leftOut: {
    partly: (value: number) => `${permits(value)}: only a part is known. Left out at first.`,
    'changed-since': (value: number) =>
      `${permits(value)}: another batch changed them since. Left out at first.`,
    'not-known': (value: number) => `${permits(value)}: nothing from before is known here. Left out.`,
  },
  note: 'This makes a new batch and sends nothing. Look at its rows under Check, then push it. Known is what was pushed on this computer: others may have changed permits too.',
  make: 'Make the batch',
};
