import { counted, number } from './counted.ts';

type Facts = Readonly<Record<string, string | number>>;

const day = (iso: string | null) => (iso ?? '').slice(0, 10);

/** The permit book: what this computer last knew of permits, never what the controller holds now. */
export const book = {
  about: 'what this computer last knew of the permits of a connection',
  commands: {
    status: 'tell how much is known, and since when',
    export: 'write what was last known of every permit as a CSV',
    forget: 'forget what is known of one permit, or of all',
  },
  options: {
    connection: 'the connection whose permits are meant',
    out: 'file to write; never overwritten, a number is added instead',
    reference: 'the reference ID of the permit to forget',
    all: 'forget all permits of the connection',
    find: 'fill in missing reference IDs by permit numbers, or plates, where exactly one such permit is known here',
    diff: 'write each cell that would change what was last known here, old beside new, as a CSV',
  },
  usage: {
    forget: 'Say what to forget: --reference ID for one permit, or --all. Not both.',
    find: '--find-references needs a connection: --connection, or --controller with --client. What is known is known of a connection’s permits.',
    diff: '--diff needs --connection: what is known is known of a connection’s permits.',
  },
  failures: {
    'book-unusable': ({ path, reason }: Facts) =>
      `The permit book ${path} cannot be used (${reason}). It is made of the batches: nothing is lost, and nothing else needs it.`,
  },
  status: (permits: number, rows: number, batches: number, oldest: string | null, newest: string | null) =>
    permits === 0
      ? 'Nothing is known here of permits of this connection.'
      : `Last known here: ${counted(permits, 'permit', 'permits')}, from ${counted(rows, 'accepted row', 'accepted rows')} of ${counted(batches, 'batch', 'batches')}, pushed from ${day(oldest)} to ${day(newest)}. Others may have changed them since.`,
  changes: (changed: number, unchanged: number, unknown: number) =>
    `Of what was last known here, ${counted(changed, 'row', 'rows')} would change something, ${number(unchanged)} nothing; of ${number(unknown)} it is not known.`,
  references: (found: number, ambiguous: number, missing: number) =>
    `Of what was last known here, ${counted(found, 'reference ID was', 'reference IDs were')} found; for ${counted(ambiguous, 'row', 'rows')} several permits may be meant, and for ${number(missing)} none is known.`,
  forgot: (permits: number) => `Forgotten: what was known here of ${counted(permits, 'permit', 'permits')}.`,
};
