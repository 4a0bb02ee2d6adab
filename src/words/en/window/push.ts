import { counted, number, rows } from '../counted.ts';

export const push = {
  title: 'Before you push',
  practiceTitle: 'Before you practise',
  will: {
    update: (value: number) => `${counted(value, 'permit')} will be updated`,
    create: (value: number) => `${counted(value, 'permit')} will be created`,
    delete: (value: number) => `${counted(value, 'permit')} will be deleted`,
  },
  at: (connection: string) => `at ${connection}`,
  practiceAt: 'at the practice controller on this computer. No real permit changes.',
  facts: {
    title: 'What will be sent',
    looking: 'Looking through the rows…',
    show: (what: string) => `Show rows: ${what}`,
    permits: 'Permits',
    before: (sent: { mended: number; rejected: number; unknown: number; neverSent: number }) =>
      [
        [
          sent.mended,
          `${counted(sent.mended, 'rejected row')} that ${sent.mended === 1 ? 'was' : 'were'} mended`,
        ],
        [sent.rejected, `${counted(sent.rejected, 'rejected row')}, unchanged since`],
        [sent.unknown, `${number(sent.unknown)} without an answer`],
        [sent.neverSent, `${number(sent.neverSent)} never sent`],
      ]
        .flatMap(([value, text]) => (value === 0 ? [] : [text]))
        .join(' · '),
    endDates: 'End dates',
    from: 'from',
    to: 'to',
    utc: (value: string) => `${value} UTC`,
    amounts: 'Amounts in total',
    amount: (total: string, currency: string, value: number) =>
      `${total} ${currency === '' ? 'without a currency' : currency} · ${rows(value)}`,
    by: 'By',
    byLabel: 'Count the permits by this column',
    noColumn: 'Choose a column',
    blank: '(blank)',
    more: (value: number) => `and ${number(value)} more`,
    warnings: 'Warnings',
    noWarnings: 'none',
    warning: (title: string, value: number) => `${title} · ${number(value)}`,
    confirmed: 'Kept as they are',
    hidden: 'Hidden in the workbook',
  },
  leftOut: 'Left out',
  leftOutHidden: (value: number) => `of these ${rows(value)} hidden in the workbook`,
  leftOutErrors: (value: number) => `${rows(value)} with errors`,
  changes: {
    title: 'What would change',
    changed: (value: number) => counted(value, 'permit changes', 'permits change'),
    field: (value: number, field: string) => `${number(value)} × ${field}`,
    none: 'Nothing that is known would change.',
    unchanged: (value: number, since: string) =>
      `${counted(value, 'row', 'rows')} would change nothing of what was last known here${since === '' ? '' : ` (since ${since})`}.`,
    same: (value: number, at: string, batch: string) =>
      `${counted(value, 'row carries', 'rows carry')} exactly what was accepted last time, newest from ${batch} on ${at.replace(/\.$/, '')}.`,
    leaveOut: (value: number) => `Leave out ${number(value)}`,
    unknown: (value: number) => `Of ${counted(value, 'row', 'rows')} it is not known what would change.`,
    note: 'Known is what was pushed on this computer. Others may have changed permits too.',
  },
  leftOutBy: {
    duplicate: (value: number) => `${rows(value)} left out as duplicates`,
    'by-hand': (value: number) => `${rows(value)} left out by hand`,
    only: (value: number) => `${rows(value)} left out by --only`,
    unchanged: (value: number) => `${rows(value)} that would change nothing, as far as is known`,
    'undo-partly': (value: number) => `${rows(value)} of which only a part of what was there before is known`,
    'undo-not-known': (value: number) => `${rows(value)} of which nothing from before is known`,
    'undo-changed-since': (value: number) => `${rows(value)} that another batch changed since`,
    'duplicate-by-hand': (value: number) => `${rows(value)} left out by hand as duplicates`,
  },
  alreadyDone: (value: number) => `${rows(value)} already accepted`,
  nothingLeftOut: 'No row is left out.',
  look: 'Show them',
  onlyValid: (left: number, others: number) =>
    `Leave out ${rows(left)} with errors and send the other ${number(others)}`,
  meetRejections: 'Practise with rejections too',
  meetRejectionsHint:
    'Some of these permits will not exist at the practice controller, so that you can see what to do about it.',
  trial: (value: number) => `Send ${number(value)} first, then wait`,
  trialHint: 'Look at what became of them before the other rows go.',
  noUndo: {
    update:
      'The controller cannot restore old values. What was last known on this computer can be put back from Results; what it never knew cannot.',
    create:
      'A permit that was created is taken back only by deleting it, from Results. What stays unanswered is not sent again by itself: it might be created twice.',
    delete: 'The controller cannot restore a permit: an accepted deletion cannot be taken back from here.',
  },
  timesUnchanged:
    'This connection converts end dates to UTC for updates. For new permits the controller has no field for that: their times are sent as the file has them.',
  typed: (value: number) => `Type ${value} to confirm`,
  typedHint: {
    update: 'More than 500 live permits change. Type the number of rows.',
    create: 'More than 500 live permits are made. Type the number of rows.',
    delete: 'Live permits are deleted for good. Type the number of rows.',
  },
  tokenMissing: (connection: string) => `${connection} has no token yet.`,
  noKeychain: 'This computer offers no keychain, so no token can be kept.',
  setToken: 'Set the token…',
  tokenFirst: 'A token is needed to go on.',
  noConnection: 'Choose a connection at the top right first.',
  /** Live, a button that makes or removes permits says so. */
  go: (value: number, practice: boolean, operation: 'update' | 'create' | 'delete' = 'update') => {
    if (practice) return `Practise with ${rows(value)}`;
    if (operation === 'create') return `Create ${counted(value, 'permit')}`;
    if (operation === 'delete') return `Delete ${counted(value, 'permit')}`;
    return `Push ${rows(value)}`;
  },
  resume: (value: number) => `Resume with ${rows(value)}`,
  finish: 'Finish: write the results',
  onlyResults: 'Every row has an outcome. Only the results file is still to be written.',
  resumeTitle: 'This push was interrupted',
  resumeText: (accepted: number, left: number) =>
    [
      ...(accepted > 0
        ? [`${rows(accepted)} ${accepted === 1 ? 'was' : 'were'} accepted and will not be sent again.`]
        : []),
      `${rows(left)} still ${left === 1 ? 'needs' : 'need'} an outcome.`,
    ].join(' '),
  sentence: (value: number, connection: string) => `${rows(value)} ready for ${connection}.`,
  nothing: 'There is no row left to push.',
  nothingTitle: 'Nothing to push',
  decideFirst: (value: number) => `${counted(value, 'column')} to decide about before anything is pushed.`,
  decide: 'Decide about columns',
  confirmFirst: 'Tick the box above to leave out the rows with errors.',
  typeFirst: (value: number) => `Type ${value} above to push.`,
  againTitle: 'This file was pushed before',
  again: 'Push it once more',
  back: 'Go back',

  running: (connection: string) => `Pushing to ${connection}`,
  practising: 'Practising',
  phase: {
    canary: 'Sending one row first, to see that the connection is right.',
    sending: 'Sending.',
    waiting: 'Waiting.',
    asking: 'Paused with a question.',
    stopping: 'Stopping.',
    paused: 'Paused.',
    finishing: 'Finishing: writing the results.',
  },
  /** Cancelled, while requests that left are still on their way. */
  stopping: (value: number) => `Stopping: waiting for ${counted(value, 'answer')}. Nothing more is sent.`,
  pausedWith: (value: number) =>
    value === 0
      ? 'Paused. Nothing is being sent.'
      : `Paused. ${number(value)} still ${value === 1 ? 'waits' : 'wait'} for an answer.`,
  waitingFor: (value: number) =>
    `Waiting for ${counted(value, 'row')} whose answer hangs. Every other row has gone before ${value === 1 ? 'it' : 'them'}.`,
  slowAnswers: (value: number) =>
    `Waiting for ${counted(value, 'answer')} that ${value === 1 ? 'is' : 'are'} slow to come.`,
  progress: (done: number, total: number) => `${number(done)} of ${rows(total)}`,
  /** During a push, of rows on their way and of rows whose answer never came. */
  noAnswerYet: 'no answer yet',
  perSecond: (value: number) => `${number(Math.round(value * 10) / 10)} a second`,
  left: (duration: string) => `about ${duration} left`,
  leftUnknown: 'time left not known yet',
  atOnce: (value: number) => `${number(value)} at once`,
  attempts: (value: number) => counted(value, 'request sent', 'requests sent'),
  rate: 'Rows a second',
  rateLabel: (now: number, peak: number) =>
    `Rate over time: now ${number(Math.round(now))}, at most ${number(Math.round(peak))} a second`,
  pause: 'Pause',
  goOn: 'Go on',
  yesGoOn: 'Yes, go on',
  cancel: 'Cancel push',
  cancelTitle: 'Cancel this push?',
  cancelText: 'Rows already on their way finish. The rest stays unsent and can be pushed later.',
  keepPushing: 'Keep pushing',
  runningSentence: (done: number, total: number) => `${number(done)} of ${rows(total)} have an outcome.`,
};
