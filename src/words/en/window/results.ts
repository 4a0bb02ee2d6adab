import { counted, number, rows } from '../counted.ts';

export const results = {
  title: 'Outcome',
  end: {
    finished: 'The push is finished.',
    cancelled: 'The push was cancelled. Rows without an outcome stay unsent.',
    stopped: 'The push was stopped.',
    failed: 'The push ended because of a failure on this computer.',
    interrupted: 'The push was interrupted. Resume it from Push.',
  },
  allAccepted: (value: number) =>
    value === 1 ? 'The one row was accepted.' : `All ${rows(value)} were accepted.`,
  tally: (tally: Readonly<Record<'accepted' | 'rejected' | 'unknown' | 'unsent' | 'skipped', number>>) =>
    [
      `${number(tally.accepted)} accepted`,
      ...(tally.rejected > 0 ? [`${number(tally.rejected)} rejected`] : []),
      ...(tally.unknown > 0 ? [`${number(tally.unknown)} unknown`] : []),
      ...(tally.unsent > 0 ? [`${number(tally.unsent)} not sent`] : []),
      ...(tally.skipped > 0 ? [`${number(tally.skipped)} left out`] : []),
    ].join(' · '),
  meaning: {
    accepted: 'The controller confirmed it',
    rejected: 'The controller said no',
    unknown: 'Sent, but no answer to trust',
    unsent: 'Never sent',
    skipped: 'Left out on purpose',
  },
  /** Of several rows; in English as of one. */
  tiles: {
    accepted: 'accepted',
    rejected: 'rejected',
    unknown: 'unknown',
    unsent: 'not sent',
    skipped: 'left out',
  },
  leftOutErrors: 'Left out: has errors',
  outcomes: 'Show rows by outcome',
  all: 'All',
  message: 'The controller’s answer',
  attempts: 'Attempts',
  outcome: 'Outcome',
  code: (code: number) => `Code ${code}`,
  file: 'Results file',
  olderFiles: (value: number) => counted(value, 'older results file'),
  records: 'Results file and audit trail',
  fileElsewhere: 'No results file of this batch is known on this computer. It can be saved anew.',
  noFile: 'No results file was written yet.',
  showInFolder: 'Show in folder',
  open: 'Open',
  saveWorkbook: 'Save as Excel workbook…',
  fileFailed: 'The results file could not be written',
  why: (value: number) => `Why ${number(value)} ${value === 1 ? 'was' : 'were'} rejected`,
  reason: (code: number | null, message: string | null) =>
    [...(code === null ? [] : [`Code ${code}`]), ...(message ? [message] : [])].join(': ') ||
    'Without a reason',
  showReason: 'Show',
  copyIds: 'Copy IDs',
  copiedIds: (value: number) => `${counted(value, 'ID')} copied.`,
  moreReasons: (value: number) => counted(value, 'more reason'),
  retryChoose: (value: number) => `Retry up to ${rows(value)}…`,
  retryWhich: 'Which rows are to be sent again?',
  retryOutcomes: {
    rejected: (value: number) => `${rows(value)} rejected`,
    unknown: (value: number) => `${rows(value)} unknown`,
    unsent: (value: number) => `${rows(value)} not sent`,
  },
  retry: (value: number) => `Retry ${rows(value)}`,
  resume: (value: number) => `Resume with ${rows(value)}…`,
  unknownCreated: (value: number) =>
    `${counted(value, 'permit')} may have been created: the answer never came. Look ${value === 1 ? 'it' : 'them'} up in OPSCOM; only what is not there should be sent again.`,
  retryUnknown: (value: number, unknown: number) =>
    `Send ${rows(value)} again, ${number(unknown)} of them unknown…`,
  retryUnknownText:
    'A permit that was created after all will then exist twice. Go on only after looking each of them up in OPSCOM.',
  retryUnknownHint: 'Each of the unknown ones may become a second permit. Type the number of rows.',
  sendAgain: (value: number) => `Send ${rows(value)} again`,
  mend: 'Mend rejected rows…',
  mendErrors: (value: number) => `Mend ${rows(value)} with errors…`,
  newBatch: 'New batch',
  pushRest: (value: number) => `Push ${rows(value)} not sent…`,
  find: 'Find plate, ID, row or answer',
  noRows: 'No row has this outcome.',
  wasPractice: 'This was practice: no real permit has changed.',
  pushForReal: 'Push for real…',
  inFolder: (folder: string) => `in ${folder}`,
};
