import { counted, number } from './counted.ts';

type Facts = Readonly<Record<string, string | number>>;

interface UndoNumbers {
  readonly restorable: number;
  readonly partly: number;
  readonly changedSince: number;
  readonly notKnown: number;
}

interface StatusNumbers {
  readonly permits: number;
  readonly rows: number;
  readonly batches: number;
  readonly importedRows: number;
  readonly files: number;
  readonly unreadable: number;
  readonly oldest: string | null;
  readonly newest: string | null;
}

interface ImportNumbers {
  readonly rows: number;
  readonly permits: number;
  readonly deletions: number;
  readonly untold: number;
  readonly notAccepted: number;
  readonly unclear: number;
}

const day = (iso: string | null) => (iso ?? '').slice(0, 10);

/** The permit book: what this computer last knew of permits, never what the controller holds now. */
export const book = {
  about: 'what this computer last knew of the permits of a connection',
  commands: {
    status: 'tell how much is known, and since when',
    export: 'write what was last known of every permit as a CSV',
    forget: 'forget what is known of one permit, from one imported file, or of all',
    import:
      'take in what a list with reference IDs says: results, an older export; it overrides nothing newer',
    undo: 'make a batch that puts back what was last known here from before another batch was pushed; sends nothing',
  },
  options: {
    connection: 'the connection whose permits are meant',
    out: 'file to write; never overwritten, a number is added instead',
    operation:
      'what was done to the permits of rows of results that do not tell it themselves: update or delete',
    file: 'the imported file to forget, by its name',
    reference: 'the reference ID of the permit to forget',
    all: 'forget all permits of the connection',
    find: 'fill in missing reference IDs by permit numbers, or plates, where exactly one such permit is known here',
    diff: 'write each cell that would change what was last known here, old beside new, as a CSV',
  },
  usage: {
    forget:
      'Say what to forget, one of them: --reference ID for one permit, --file F for an imported file, or --all.',
    find: '--find-references needs a connection: --connection, or --controller with --client. What is known is known of a connection’s permits.',
    diff: '--diff needs --connection: what is known is known of a connection’s permits.',
  },
  failures: {
    'undo-nothing': ({ batch }: Facts) =>
      `There is nothing to undo: no row of ${batch} is known here as accepted. Only what was pushed on this computer is known.`,
    'undo-delete': ({ batch }: Facts) =>
      `${batch} deleted permits, and a deletion cannot be undone. They can be created anew, with new reference IDs.`,
    'nothing-known': ({ file }: Facts) =>
      `${file} says nothing that can be known of permits: no row has a reference ID with a value beside it that is sound, or none was accepted.`,
    'rows-untold': ({ file, rows }: Facts) =>
      `${file} does not tell whether ${counted(Number(rows), 'accepted row', 'accepted rows')} updated or deleted ${Number(rows) === 1 ? 'its permit' : 'their permits'}, so nothing was imported. Say it: --operation update, or --operation delete.`,
    'book-unusable': ({ path, reason }: Facts) =>
      `The permit book ${path} cannot be used (${reason}). It is made of the batches and of the files in the folder “book” beside it: nothing is lost, and nothing else needs it.`,
  },
  undone: ({ restorable, partly, changedSince, notKnown }: UndoNumbers) => [
    `${counted(restorable, 'permit', 'permits')} can be put back to what was last known here before. Nothing was sent: check the new batch and push it.`,
    ...(partly > 0
      ? [`Left out at first: ${counted(partly, 'permit', 'permits')} of which only a part is known.`]
      : []),
    ...(changedSince > 0
      ? [`Left out at first: ${counted(changedSince, 'permit', 'permits')} that another batch changed since.`]
      : []),
    ...(notKnown > 0
      ? [`Left out: ${counted(notKnown, 'permit', 'permits')} of which nothing from before is known here.`]
      : []),
  ],
  status: ({ permits, rows, batches, importedRows, files, unreadable, oldest, newest }: StatusNumbers) => [
    permits === 0
      ? 'Nothing is known here of permits of this connection.'
      : `Last known here: ${counted(permits, 'permit', 'permits')}, from ${counted(rows, 'accepted row', 'accepted rows')} of ${counted(batches, 'batch', 'batches')}${files === 0 ? '' : ` and ${counted(importedRows, 'row', 'rows')} of ${counted(files, 'imported file', 'imported files')}`}, of ${day(oldest)} to ${day(newest)}. Others may have changed them since.`,
    ...(unreadable === 0
      ? []
      : [
          `${counted(unreadable, 'file', 'files')} in the folder “book” of the data folder cannot be read: what was imported or kept there is not known.`,
        ]),
  ],
  imported: (
    file: string,
    date: string | null,
    { rows, permits, deletions, untold, notAccepted, unclear }: ImportNumbers,
  ) => [
    `Known from ${file}, of ${day(date)}: ${counted(permits, 'permit', 'permits')}, from ${counted(rows, 'row', 'rows')}. Nothing newer was overridden.`,
    ...(deletions > 0
      ? [`Known as deleted: the permits of ${counted(deletions, 'accepted row', 'accepted rows')}.`]
      : []),
    ...(untold > 0
      ? [
          `${counted(untold, 'row', 'rows')} of results ${untold === 1 ? 'does' : 'do'} not say whether they updated or deleted their permits, and count as updates. If they were deletions, import the file again with --operation delete: it takes its own place.`,
        ]
      : []),
    ...(notAccepted > 0
      ? [
          `Passed over: ${counted(notAccepted, 'row', 'rows')} that no controller accepted, or that only practised.`,
        ]
      : []),
    ...(unclear > 0
      ? [
          `Passed over: ${counted(unclear, 'row', 'rows')} without a sound reference ID and value, or of a permit of which the file says two things.`,
        ]
      : []),
  ],
  /** Follows the reason of a row that was left out because it would change nothing. */
  lastKnownOn: (at: string) => `It was last known on ${day(at)}.`,
  changes: (changed: number, unchanged: number, unknown: number) =>
    `Of what was last known here, ${counted(changed, 'row', 'rows')} would change something, ${number(unchanged)} nothing; of ${number(unknown)} it is not known.`,
  same: (rows: number, all: number, day: string, batch: string) =>
    `${number(rows)} of ${counted(all, 'row', 'rows')} that can be sent carry exactly what was accepted last time, newest from ${batch} of ${day}. --only-changed leaves out what would change nothing.`,
  references: (found: number, ambiguous: number, missing: number) =>
    `Of what was last known here, ${counted(found, 'reference ID was', 'reference IDs were')} found; for ${counted(ambiguous, 'row', 'rows')} several permits may be meant, and for ${number(missing)} none is known.`,
  forgot: (permits: number) =>
    permits === 0
      ? 'Nothing was known here of that, so there was nothing to forget.'
      : `Forgotten: what was known here of ${counted(permits, 'permit', 'permits')}.`,
};
