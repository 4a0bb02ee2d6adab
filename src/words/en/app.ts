import { counted, number } from './counted.ts';

/** What the app says outside its page: menu, dialogs, notifications, and why it could not do what was asked. */
export const app = {
  menu: {
    file: 'File',
    newBatch: 'New Batch',
    open: 'Open…',
    sample: 'Open the Sample',
    connections: 'Connections',
    settings: 'Settings…',
    close: 'Close Window',
    quit: 'Exit',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select All',
    find: 'Find in Rows',
    view: 'View',
    zoomIn: 'Larger',
    zoomOut: 'Smaller',
    zoomReset: 'Actual Size',
    fullScreen: 'Full Screen',
    developer: 'Developer Tools',
    window: 'Window',
    minimize: 'Minimize',
    help: 'Help',
    guide: 'Guide',
    shortcuts: 'Keyboard Shortcuts',
    updates: 'Check for Updates…',
    about: 'About Permit Loader',
    services: 'Services',
    hide: 'Hide Permit Loader',
    hideOthers: 'Hide Others',
    showAll: 'Show All',
    quitMac: 'Quit Permit Loader',
  },
  dialogs: {
    open: 'Open permit spreadsheets',
    spreadsheets: 'Spreadsheets and batches',
    allFiles: 'All files',
    saveErrors: 'Save the error list',
    saveCorrected: 'Save the corrected file',
    csv: 'CSV file',
    workbook: 'Excel workbook',
    pasted: 'Pasted rows',
    saveTemplate: 'Save a file to fill in',
    templateName: (operation: string) => `permits to ${operation}.xlsx`,
    savePermits: 'Save what was last known',
    permitsName: (connection: string) => `${connection} permits.csv`.replaceAll(/[/\\:]/g, '-'),
    importPermits: 'Choose a list of permits with reference IDs',
    saveResults: 'Save the results',
    archive: 'Choose the folder to archive to',
    saveReport: 'Save the audit report',
    reportName: (name: string, format: string) => `${name}.audit.${format}`,
    errorsName: (name: string) => `${name}.errors.csv`,
    correctedName: (name: string) => `${name}.corrected.csv`,
    deleting: {
      message: (file: string) => `Delete the batch of ${file}?`,
      detail:
        'Its rows, answers and audit trail are gone then, and cannot be brought back. The history keeps one line: what it was, its tally and the head of its trail. Save a report first if somebody may ask.',
      remove: 'Delete',
      keep: 'Keep It',
      keepKnown: 'Keep what it told of permits in the permit book',
    },
    changingTarget: {
      message: (name: string) => `Lead ${name} to another controller?`,
      detail: (before: string, after: string) =>
        `It was ${before} and would be ${after}. Its token was set for the first, so it is taken away and asked for again.`,
      change: 'Change It',
      leave: 'Leave It',
    },
    closing: {
      message: 'A push is under way.',
      detail:
        'If you stop it, rows already on their way finish and the rest stays unsent. You can resume it the next time Permit Loader starts.',
      stop: 'Stop and Close',
      stay: 'Keep Pushing',
    },
  },
  updates: {
    newest: (version: string) => `You have the newest version, ${version}.`,
    newer: (version: string) => `Version ${version} is available.`,
    later: 'Not Now',
    install: 'Download, Install on Exit',
    page: 'Open the Page',
    ready: (version: string) => `Version ${version} is installed when you close Permit Loader.`,
    /** Why it only tells. */
    unproven:
      'Nothing proves who made this release, as this copy has no key for that or the release no signature. So Permit Loader does not install it by itself.',
    elsewhere:
      'Whoever installed this copy installs the new one: Permit Loader does not replace it by itself.',
    forged: 'This release is not genuine.',
    forgedDetail: (version: string) =>
      `The release feed offers version ${version}, but not with the signature that Permit Loader’s releases have. Nothing was downloaded. Please tell whoever looks after this computer.`,
    failed: (version: string) => `Version ${version} was not downloaded.`,
    failedDetail:
      'What came is not the file that the release describes, or the connection broke. Nothing was installed.',
    notKnown: 'Whether there is a newer version is not known.',
  },
  notifications: {
    finished: 'Push finished',
    ended: 'Push ended',
    tally: (file: string, accepted: number, others: number) =>
      others === 0
        ? `${file}: ${number(accepted)} accepted.`
        : `${file}: ${number(accepted)} accepted, ${number(others)} not accepted.`,
  },
  failures: {
    bug: ({ id = '' }) =>
      `Something in Permit Loader itself went wrong. Nothing more was done. For support it is noted in the log as ${id}.`,
    'engine-stopped': () =>
      'The part of Permit Loader that works on files ended unexpectedly and was started again. What it had done is on disk; please try once more.',
    'call-foreign': () => 'This page may not ask that of Permit Loader.',
    'call-unknown': () => 'Permit Loader has no such command.',
    'call-invalid': () => 'That request was not understood, so nothing was done.',
    'drop-nameless': () =>
      'The system handed a file over without its name, so nothing was read. Choose it with “Open a file…” instead.',
    'reading-unknown': () => 'That file is no longer being read.',
    'push-not-running': () => 'This batch is not being pushed.',
    'token-not-set': ({ name = '' }) => `${name} has no token yet. Set it under Connections, then push.`,
    'results-missing': ({ path = '' }) =>
      path === '' ? 'No results file was written yet.' : `The results file is no longer at ${path}.`,
    'open-failed': ({ path = '', reason = '' }) => `${path} could not be opened: ${reason}`,
    'feed-unreachable': ({ address = '', reason = '' }) => `${address} could not be asked: ${reason}`,
    'feed-address': ({ address = '' }) =>
      `${address} cannot be a release feed: it has to begin with https://.`,
    'feed-unreadable': ({ address = '' }) => `There is no release that can be understood at ${address}.`,
    'paste-failed': ({ reason = '' }) => `The rows could not be kept: ${reason}`,
    'results-unplaced': () =>
      'Nothing was sent. Pasted rows have no folder of their own: say where their results are to be saved, then push.',
    'sample-failed': ({ reason = '' }) => `The sample could not be copied: ${reason}`,
    'write-failed': ({ path = '', reason = '' }) =>
      `${path} could not be written: ${reason} Choose another folder, or close the file where it is open.`,
    'no-row': ({ row = '' }) => `There is no row ${row} in this batch.`,
    'no-doubt': ({ row = '' }) => `Nothing in that cell of row ${row} is to be confirmed.`,
    'no-repair': ({ row = '' }) => `No repair is known for that cell of row ${row}.`,
    'push-broke': () =>
      'The push ended because of a fault in Permit Loader itself, which is noted in the log. Every row’s outcome is on record; you can resume.',
    'reading-broke': () =>
      'The file could not be read because of a fault in Permit Loader itself, which is noted in the log. Nothing was kept.',
    'source-changed': ({ path = '' }) =>
      `${path} is no longer the file that this batch was made of, so your edits may not fit it. Open it as a new batch.`,
  } satisfies Record<string, (facts: Readonly<Record<string, string | number>>) => string>,
  /** What came of trying a connection without touching a permit. */
  tries: {
    'try-good': () => 'The controller lets this connection in: it knows the token and answered as it should.',
    'try-accepted': () =>
      'The controller lets this connection in. It accepted an update of a made-up permit, so it may not tell you when a permit does not exist.',
    'try-practice': () => 'The practice controller on this computer is ready.',
    'try-stats': ({ zones = 0, names = '' }) =>
      Number(zones) === 0
        ? 'The controller lets this connection in; it has no zones to tell. Whether it may change permits shows with the first row.'
        : `The controller lets this connection in, and tells its ${counted(Number(zones), 'zone')}${names === '' ? '' : `: ${names}${Number(zones) > 5 ? ' …' : ''}`}. Whether it may change permits shows with the first row.`,
    'try-no-stats': () =>
      'The controller lets this connection in for updates. This token may not read its totals, so its zones are not known here.',
    'refused-by-code': ({ errorCode = '', message = '' }) =>
      `The controller does not let this connection in (error ${errorCode}${message === '' ? '' : `: “${message}”`}). Check the integration code, and write the token once more.`,
    'refused-by-status': ({ httpStatus = 0 }) =>
      `The controller does not let this connection in (HTTP ${httpStatus}). Check the integration code, and write the token once more.`,
    certificate: ({ detail = '' }) =>
      `The controller’s certificate is not trusted (${detail}). Check the address; a company proxy’s certificate belongs in the operating system’s store.`,
    'not-this-api-not-found': ({ httpStatus = 0 }) =>
      `Something answers at this address, but it does not know the permit API (HTTP ${httpStatus}). Check the address and the integration code.`,
    'not-this-api-redirect': ({ httpStatus = 0, location = '' }) =>
      `This address points elsewhere (HTTP ${httpStatus}${location === '' ? '' : ` to ${location}`}). That is not followed, because the token would go along. Check the address.`,
    'token-not-set': () => 'It has no token yet. Write it, then try again.',
    'try-busy': () => 'The controller asks to wait before more requests. Try again in a minute.',
    'try-no-answer': ({ httpStatus = 0 }) =>
      Number(httpStatus) > 0
        ? `The controller did not answer as this API does (HTTP ${httpStatus}). Try again; if it stays so, check the address and the integration code.`
        : 'The controller did not answer in time. Try again; if it stays so, check the address and this computer’s network.',
  } satisfies Record<string, (facts: Readonly<Record<string, string | number>>) => string>,
};
