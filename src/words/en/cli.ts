import { number } from './counted.ts';

type Counts = Readonly<Record<'accepted' | 'rejected' | 'unknown' | 'unsent' | 'skipped', number>>;

export const cli = {
  about:
    'Checks spreadsheets of parking permits and pushes them to OPSCOM, one permit at a time and none lost.',
  noCommand: 'Say which command: --help lists them.',
  seeHelp: '(--help tells more)',
  options: {
    version: 'print the version',
    help: 'tell how to use this command',
    dataDir: "folder of batches and connections (default: the app's own)",
    json: 'print exactly one JSON value on standard output',
    lang: 'language of all sentences',
    connection: 'connection to push to; its token is in the keychain',
    controller: "a controller's origin, such as https://controller.operationscommander.io",
    client: 'its integration code, such as OC-TOMA',
    tokenStdin: 'read the token from the first line of standard input',
    concurrency: 'requests under way at once at most, 1 to 64 (default: 8)',
    rate: 'requests a second at most',
    patience: 'how long to wait for a controller that is away, in seconds (default: 600)',
    unknownToo:
      'send unknown rows too where doing it twice would do harm (create): only after looking each of them up',
    onlyValid: 'send the others although some rows are invalid',
    onlyChanged: 'leave out rows that would change nothing, as far as is known here',
    again: 'send a file once more that was pushed to this connection before',
    results: 'where to write the results (default: NAME.results.csv beside the source)',
    out: 'file to write, a workbook of texts where it ends in .xlsx; never overwritten, a number is added instead',
    separator: 'what separates the cells of a CSV: comma (the default), semicolon, tab or pipe',
    only: 'outcomes to write, with commas: accepted, rejected, unknown, unsent, skipped',
  },
  commands: {
    push: 'check a file and send its updates, or send a batch',
    resume: 'go on with an interrupted run of a batch',
    retry: 'send the rejected and unknown rows of a batch again',
    results: 'write the results of a batch again',
    list: 'list past batches, newest first',
  },
  usage: {
    noTarget:
      'Say where to push to: --connection NAME, or --controller URL with --client CODE and --token-stdin.',
    twoTargets: 'Give either --connection or --controller with --client, not both.',
    clientMissing: '--controller needs --client.',
    controllerMissing: '--client needs --controller.',
    tokenNeeded: '--controller needs --token-stdin: the token is the first line of standard input.',
    notANumber: (option: string, value: string, least: number, most: number) =>
      `${option} is a number from ${number(least)} to ${number(most)}; “${value}” is not.`,
    outcome: (value: string) =>
      `“${value}” is no outcome. They are accepted, rejected, unknown, unsent and skipped.`,
    separator: (value: string) =>
      `--separator takes comma, semicolon, tab or pipe; “${value}” is none of them.`,
    tokenNotSet: (connection: string) =>
      `No token is kept for “${connection}”. Set it with: permit-loader token set "${connection}"`,
  },
  failures: {
    'batch-missing': (facts: Readonly<Record<string, string | number>>) =>
      `There is no file ${facts['path']}.`,
    'batch-foreign': (facts: Readonly<Record<string, string | number>>) => `${facts['path']} is not a batch.`,
    'batch-newer': (facts: Readonly<Record<string, string | number>>) =>
      `${facts['path']} was made by a newer version of Permit Loader. Update this one.`,
    'batch-in-use': (facts: Readonly<Record<string, string | number>>) =>
      `${facts['path']} is open in another program, which lets nobody else use it. It is not damaged: close it there, or try again in a moment.`,
    'batch-unreadable': (facts: Readonly<Record<string, string | number>>) =>
      `${facts['path']} cannot be read (${facts['reason']}).`,
    'batch-altered': (facts: Readonly<Record<string, string | number>>) =>
      `${facts['path']} is not as Permit Loader makes batches: its tables were changed, or it brings programs of its own. It was not opened.`,
    'batch-damaged': (facts: Readonly<Record<string, string | number>>) =>
      `${facts['path']} is damaged (${facts['place']}). It was not opened; ask for it once more, or for the file it was made from.`,
    'data-folder': (facts: Readonly<Record<string, string | number>>) =>
      `The data folder ${facts['path']} cannot be used (${facts['reason']}). Choose another with --data-dir.`,
  },
  pushingTo: (controller: string) => `Pushing to ${controller}. The controller cannot restore old values.`,
  progress: (done: number, total: number, perSecond: number, left: string) =>
    `${number(done)} of ${number(total)} rows · ${number(Math.round(perSecond))}/s${left === '' ? '' : ` · ${left} left`}`,
  finishing: 'Stopping: requests under way are finishing. Press Ctrl+C again to quit at once.',
  secondsLeft: (seconds: number) =>
    seconds < 90
      ? `${Math.ceil(seconds)} s`
      : seconds < 5400
        ? `${Math.ceil(seconds / 60)} min`
        : `${Math.ceil(seconds / 3600)} h`,
  tally: ({ accepted, rejected, unknown, unsent, skipped }: Counts) =>
    `${number(accepted)} accepted · ${number(rejected)} rejected · ${number(unknown)} unknown · ${number(unsent)} unsent · ${number(skipped)} skipped`,
  interrupted: (batch: string) => `Interrupted. Go on with: permit-loader resume "${batch}"`,
  resultsAt: (path: string) => `Results: ${path}`,
  trustCertificate:
    'This version of Node does not read the operating system’s store. Name a file with the certificate (PEM) in the environment variable NODE_EXTRA_CA_CERTS, or use Node 22.15 or newer.',
  resultsGoElsewhere: (folder: string) => `The results will be written to ${folder} instead.`,
  resultsElsewhere: (path: string) => `They were written here instead: ${path}`,
  resultsByHand: (batch: string) => `Write them with: permit-loader results "${batch}" --out FILE.csv`,
  batchAt: (path: string) => `Batch: ${path}`,
  notListed: (batch: string, why: string) => `Not in the list: ${batch}. ${why}`,
  noBatches: 'There are no batches yet.',
  listHeader: [
    'Made',
    'File',
    'Rows',
    'Accepted',
    'Rejected',
    'Unknown',
    'Unsent',
    'Skipped',
    '',
  ] as readonly string[],
  listInterrupted: 'interrupted',
  outputFailed: (reason: string) =>
    `What there is to say could not be written (${reason}). The work itself went on.`,
  unexpected: (reason: string) => `Something went wrong that should not have: ${reason}`,
};
