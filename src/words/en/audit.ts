import { number } from './counted.ts';

type About = string | number | null;

/** `Run 2`, `Runs 1 and 3`, `Runs 1, 2 and 4`. */
function theRuns(runs: readonly number[], within = false): string {
  const list = new Intl.ListFormat('en').format(runs.map(String));
  const noun = runs.length === 1 ? 'run' : 'runs';
  return `${within ? noun : noun.replace('r', 'R')} ${list}`;
}

const row = (about: About) => (about === null ? 'a row' : `row ${about}`);

export const audit = {
  commands: {
    report: 'write the audit report of a batch',
    verify: 'say whether the audit trail of a batch, or of a JSON report, is whole and untouched',
    key: 'show the public key that this installation signs with, or write it to a file',
  },
  options: {
    format: 'html, csv or json',
    out: 'file to write; never overwritten, a number is added instead',
    redact: 'leave plates and messages out; the report can still be verified',
    allRows: 'list all rows in the HTML report, up to its limit',
    from: 'without a batch: first day (UTC, like 2026-03-01) of a report over all batches',
    to: 'its last day',
    periodConnection: 'only runs of this connection',
    periodUser: 'only runs of this user',
    key: 'file with the public key that must have signed (PEM, as “key --out” writes it)',
    head: 'hash that was noted: a head of the trail, or the SHA-256 of a file that the batch wrote, such as its results',
    keyOut: 'file to write the public key to (PEM)',
  },
  usage: {
    period:
      'Name a batch, or a period: --from and --to with days like 2026-03-01, the first not after the last.',
    periodFormat: 'A report over many batches is html or csv.',
    format: (value: string) => `“${value}” is no format of a report. They are html, csv and json.`,
    key: (path: string) => `${path} holds no Ed25519 public key in PEM.`,
    head: (value: string) => `“${value}” is no hash: 64 digits and letters from a to f.`,
    keyUnreadable: (path: string, reason: string) => `${path} cannot be read (${reason}).`,
    noReport: (path: string) => `${path} is neither a batch nor a JSON report of this program.`,
  },
  whole: (entries: number) => `The audit trail is whole and untouched: ${number(entries)} entries.`,
  redacted:
    'Plates and messages are left out of this report. Their digests stand, but could not be recomputed.',
  inTheAir: (rows: number) =>
    `${rows === 1 ? 'One row was' : `${number(rows)} rows were`} being sent when the run was cut off; the trail does not tell their outcome yet. Resume the run.`,
  broken: (entry: number, sentence: string) =>
    entry > 0 ? `The audit trail does not fit, first at entry ${number(entry)}: ${sentence}` : sentence,
  further: (count: number) => `${number(count)} more ${count === 1 ? 'thing does' : 'things do'} not fit.`,
  head: (hash: string) => `Head of the trail: ${hash}`,
  signedBy: (fingerprint: string, entry: number) =>
    `Signed up to entry ${number(entry)} by the key ${fingerprint}`,
  unsigned: 'Not signed.',
  unsignedRuns: (runs: readonly number[]) =>
    `${theRuns(runs)} ${runs.length === 1 ? 'is' : 'are'} not signed.`,
  unsignedEntries: (count: number) =>
    `${count === 1 ? 'One entry after the signature is' : `${number(count)} entries after the signature are`} not signed.`,
  noted: (entry: number | null, entries: number) =>
    entry === null
      ? 'The head given is not in this trail: it is another batch’s, or of a later state of this one than is here.'
      : entry === entries
        ? 'The head given is the head of this trail: nothing was added since it was noted.'
        : `The head given is in this trail, at entry ${number(entry)} of ${number(entries)}.`,
  keys: {
    signed: () => 'The key given signed every run.',
    partly: (runs: readonly number[]) => `The key given signed this trail, but not ${theRuns(runs, true)}.`,
    other: () => 'The key given did not sign this trail; another one did.',
    unsigned: () => 'Nothing in this trail is signed.',
  },
  reports: {
    'trail-unsalted': () =>
      'The trail of this batch was begun by an earlier version. It holds digests that plates could be tried out against, so it cannot be given away without plates. Save the HTML or CSV report, or the JSON report with plates.',
  },
  keyDamaged:
    'The signing key in the keychain cannot be read. Remove “Permit Loader audit trail” from the keychain; a new key is then made.',
  fingerprint: (fingerprint: string) => `Fingerprint: ${fingerprint}`,
  keyAt: (path: string) => `Public key: ${path}`,
  reportAt: (path: string) => `Report: ${path}`,
  /** The trail and the report in the window. */
  window: {
    title: 'Audit trail',
    hint: 'Every step is on record; a change to it would show.',
    verify: 'Verify',
    save: 'Save report…',
    formats: {
      pdf: 'PDF',
      html: 'HTML page',
      csv: 'CSV for spreadsheets',
      json: 'JSON, verifiable by itself',
    },
    redact: 'Leave out plates and messages',
    saved: (path: string) => `Saved: ${path}`,
    whole: (entries: number) => `Whole and untouched: ${number(entries)} entries.`,
    head: 'Head',
    key: 'Key',
    unsigned: 'unsigned',
    more: 'Archive or delete…',
    archive: 'Archive to a folder…',
    archived: (path: string) => `Archived: ${path}`,
    delete: 'Delete this batch…',
    deleted: 'The batch was deleted.',
    removedTitle: 'Archived and deleted',
    wasArchived: (path: string) => `archived to ${path}`,
    archivedShort: 'archived',
    wasDeleted: 'deleted',
  },
  /** Many batches: the period report, and how long batches are kept. */
  records: {
    period: 'Period report',
    from: 'From',
    to: 'To',
    connection: 'Connection',
    anyConnection: 'All connections',
    user: 'User (blank: all)',
    saveCsv: 'Save CSV…',
    savePdf: 'Save PDF…',
    retention: 'Keep batches',
    retentionHint:
      'Older batches are deleted when the app starts, but for those that were interrupted or have unknown rows. The history keeps a line of each.',
    keepKnown: 'Keep what these batches told of permits',
    keepKnownHint: 'It stays in the permit book: old values, and permits that were created here.',
    terms: { forever: 'For good', '12': '1 year', '36': '3 years', '84': '7 years' },
  },
  /** What does not fit an entry of the trail. */
  discrepancies: {
    'no-trail': () =>
      'An earlier version of Permit Loader made this batch, without an audit trail. One begins with the next thing that happens to it.',
    'entry-changed': () => 'the entry was changed after it was written.',
    'entry-out-of-chain': () =>
      'it does not follow from the entry before it: one was taken out, put in or moved.',
    'entry-out-of-place': (about: About) =>
      about === null
        ? 'it tells of a run that had ended, or had not begun.'
        : `it tells of run ${about}, which had ended, or had not begun.`,
    'entry-malformed': () => 'it is not an entry that this program writes.',
    unreadable: (about: About) =>
      `The table “${about}” holds bytes that are no text. The file was changed by something else.`,
    'rows-changed': () => 'the rows are not those that were read from the file.',
    'source-changed': () => 'what the batch says about its source file is not what was read.',
    'columns-changed': () => 'the columns stand for something else than was laid down.',
    'settings-changed': () => 'the settings are not those that were laid down.',
    'counts-changed': () => 'the counts of rows and issues are not those that checking found.',
    'salt-changed': () => 'the salt of the digests was changed.',
    'edits-changed': (about: About) =>
      `the edits${about === null ? '' : ` of step ${about}`} are not those that were made.`,
    'row-edits-changed': (about: About) =>
      `the cells of ${row(about)} do not follow from what was read and edited.`,
    'check-changed': (about: About) =>
      about === null
        ? 'the check states of the rows do not add up to what checking found.'
        : `the check state of ${row(about)} does not follow from its cells.`,
    'outcomes-changed': (about: About) =>
      about === null
        ? 'outcomes that it tells were changed or taken out.'
        : `the outcome of ${row(about)}, or of a row recorded with it, was changed.`,
    'outcome-without-entry': (about: About) => `no entry tells the outcome of ${row(about)}.`,
    'run-changed': (about: About) => `run ${about} is not recorded as it was.`,
    'tally-changed': (about: About) =>
      about === null
        ? 'the rows do not add up.'
        : `what the end of run ${about} says of the rows, and their outcomes, do not agree.`,
    'report-malformed': (about: About) =>
      `The report holds “${about ?? ''}” twice, or not as reports hold it.`,
    'signature-wrong': () => 'the signature is not of this trail.',
    'summary-wrong': () => 'the report’s summary does not follow from its entries and rows.',
  },
};
