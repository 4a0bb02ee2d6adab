import { summarise } from '../batch/check/summary.ts';
import { readCounts } from '../batch/file/counts.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { readMeta } from '../batch/file/meta.ts';
import { type Tally, tally } from '../batch/file/tally.ts';
import { PauseSwitch } from '../batch/push/pause-switch.ts';
import { countAttempts, type PushEnd } from '../batch/push/push.ts';
import type { PushState } from '../batch/push/push-state.ts';
import type { RunKind } from '../batch/push/run.ts';
import { trailHead } from '../batch/trail/trail.ts';
import { signingKey } from '../connections/signing-key.ts';
import type { WriteFailure } from '../disk/new-file.ts';
import { practiceController } from '../jobs/practice-controller.ts';
import { type PushConclusion, push } from '../jobs/push.ts';
import type { JobRefusal } from '../jobs/push-refusal.ts';
import { knowsSystemCertificates } from '../opscom/trusted-certificates.ts';
import type { Failure } from '../permit/result.ts';
import type { Words } from '../words/words.ts';
import { batchReport, secondsSince } from './batch-report.ts';
import { columnNotes } from './column-notes.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { endDespiteHungKeychain } from './hung-keychain.ts';
import { tellNotes } from './read.ts';
import type { ChosenTarget } from './target.ts';
import type { Terminal } from './terminal.ts';
import { printZoneChanges } from './zone-lines.ts';

/** How a run was asked for, on the command line. */
export interface RunOptions {
  readonly onlyValid?: boolean;
  readonly unknownToo?: boolean;
  readonly onlyChanged?: boolean;
  readonly again?: boolean;
  readonly results?: string;
}

interface RunRequest extends RunOptions, ChosenTarget {
  /** Null for practice. */
  readonly token: string | null;
}

/**
 * Pushes a batch, tells its progress and says how it ended; then the batch is closed. Instead of a batch comes the exit
 * code where there is none, and why has been told.
 */
export async function runPush(
  terminal: Terminal,
  document: BatchDocument | ExitCode,
  kind: RunKind,
  request: RunRequest,
): Promise<ExitCode> {
  if (typeof document === 'number') return document;
  const { words } = terminal;
  const {
    connection,
    token,
    patienceMs,
    onlyValid = false,
    unknownToo = false,
    onlyChanged = false,
    again = false,
  } = request;
  const practice = practiceController();
  const telling = tellProgress(terminal, readCounts(document).rows);
  try {
    const pushed = await push(
      terminal.dataFolder,
      practice,
      document,
      {
        connection,
        token,
        proxy: null,
        kind,
        onlyValid,
        unknownToo,
        outcomes: null,
        again,
        shown: false,
        leaveOut: false,
        onlyChanged,
        trial: false,
        patienceMs,
        out: request.results ?? null,
        words,
      },
      {
        onBegin({ controller, source, elsewhere }) {
          const path = readMeta(document, 'source')?.path ?? '';
          if (source !== 'same') terminal.note(words.push.source[source](path));
          if (elsewhere) {
            terminal.note(words.reading.exports[elsewhere.why.code](elsewhere.why.facts));
            terminal.note(words.cli.resultsGoElsewhere(elsewhere.folder));
          }
          tellNotes(
            terminal,
            summarise(document).notes.filter(({ code }) => code === 'plates-recalled'),
          );
          if (!connection.practice) terminal.note(words.cli.pushingTo(controller));
        },
        onProgress: telling.draw,
        onWrongLot: async () => false,
        onTrial: async () => {},
        signingKey: signingKeyHere,
        pausing: new PauseSwitch(),
        signal: terminal.interrupted,
      },
    );
    telling.end();
    return pushed.ok
      ? conclude(terminal, document, pushed.value)
      : tellRefusal(terminal, document, pushed.failure);
  } finally {
    telling.end();
    await practice.close();
    document.close();
  }
}

/** What the trail is signed with; null where there is no keychain. */
async function signingKeyHere(): Promise<string | null> {
  const key = await signingKey();
  if (key.ok) return key.value;
  endDespiteHungKeychain(key.failure.code);
  return null;
}

function conclude(terminal: Terminal, document: BatchDocument, conclusion: PushConclusion): ExitCode {
  const { words } = terminal;
  const { end, reason, tally: counts, mismatched, superseded, results, signedBy } = conclusion;
  const stoppedBy = reason && { code: reason.code, message: words.push.stops[reason.code](reason.facts) };
  if (stoppedBy) terminal.note(stoppedBy.message);
  if (stoppedBy?.code === 'certificate' && !knowsSystemCertificates)
    terminal.note(words.cli.trustCertificate);
  if (mismatched > 0) terminal.note(words.push.mismatched(mismatched));
  if (superseded > 0) terminal.note(words.push.supersededRows(superseded));
  tellResultsFailure(terminal, document, conclusion);
  if (end === 'cancelled') terminal.note(words.cli.interrupted(document.path));
  terminal.print(words.cli.tally(counts));
  printZoneChanges(terminal, document);
  if (results !== null) terminal.print(words.cli.resultsAt(results));
  terminal.print(words.cli.batchAt(document.path));
  const head = trailHead(document.db);
  if (head) terminal.print(words.audit.head(head.hash));
  terminal.print(signedBy ? words.audit.signedBy(signedBy, (head?.seq ?? 1) - 1) : words.audit.unsigned);
  terminal.printJson(report(document, stoppedBy, results));
  const exitCode = exitCodeOf(end, document);
  return results === null && exitCode === exitCodes.good ? exitCodes.rowsNotGood : exitCode;
}

/** Where the results are not where they were asked for. */
function tellResultsFailure(
  terminal: Terminal,
  document: BatchDocument,
  { results, resultsFailure }: PushConclusion,
): void {
  const { words } = terminal;
  if (resultsFailure === null) return;
  terminal.note(words.push.results[resultsFailure.code](resultsFailure.facts));
  terminal.note(
    results === null ? words.cli.resultsByHand(document.path) : words.cli.resultsElsewhere(results),
  );
}

/** Says why nothing was sent; the JSON has its usual shape, so that a scheduler need not know two. */
function tellRefusal(
  terminal: Terminal,
  document: BatchDocument,
  { code, facts }: Failure<JobRefusal>,
): ExitCode {
  const { push: words } = terminal.words;
  if (concernsResults(code, words)) {
    return terminal.fail(code, words.results[code](facts), exitCodes.unusable);
  }
  const asked = code === 'columns-undecided' ? columnNotes(terminal, document) : [];
  const sentences = [words.refusals[code](facts), ...asked];
  const message = sentences.join(' ');
  for (const sentence of sentences) terminal.note(sentence);
  terminal.printJson(report(document, { code, message }, null));
  return refusalExitCode(code, document);
}

function concernsResults(code: JobRefusal, { results }: Words['push']): code is WriteFailure {
  return Object.hasOwn(results, code);
}

function refusalExitCode(code: Exclude<JobRefusal, WriteFailure>, document: BatchDocument): ExitCode {
  switch (code) {
    case 'no-reference-column':
    case 'columns-undecided':
    case 'batch-unwritable':
    case 'book-unusable':
      return exitCodes.unusable;
    case 'nothing-to-resume':
    case 'nothing-to-retry':
    case 'only-older-rows':
      return exitCodeOf('finished', document);
    case 'batch-busy':
    case 'file-busy':
    case 'creations-busy':
    case 'earlier-unreadable':
    case 'batch-bound':
    case 'undo-bound':
    case 'undo-times':
    case 'checked-again':
    case 'pushed-before':
    case 'rows-invalid':
      return exitCodes.rowsNotGood;
  }
}

function exitCodeOf(end: PushEnd['end'], document: BatchDocument): ExitCode {
  switch (end) {
    case 'cancelled':
      return exitCodes.interrupted;
    case 'stopped':
    case 'failed':
      return exitCodes.stopped;
    case 'finished': {
      const { rejected, unknown, unsent } = tally(document);
      const { invalid, leftOut } = readCounts(document);
      const notGood = rejected + unknown + unsent - leftOutUnaccepted(document) + invalid - leftOut.invalid;
      return notGood === 0 ? exitCodes.good : exitCodes.rowsNotGood;
    }
  }
}

/** Rows that were rejected or got no answer, and were then left out. */
function leftOutUnaccepted({ db }: BatchDocument): number {
  const found = db
    .prepare(
      `select count(*) as rows from row r cross join outcome o on o.row = r.number
       where r.skipped > 0 and o.status not in ('accepted', 'unsent')`,
    )
    .get() as { rows: number };
  return found.rows;
}

function tellProgress(terminal: Terminal, rows: number): { draw(state: PushState): void; end(): void } {
  const { words, interrupted } = terminal;
  const bar = terminal.progressBar();
  const finishing = () => {
    bar.clear();
    terminal.note(words.cli.finishing);
  };
  interrupted.addEventListener('abort', finishing, { once: true });
  let waitingFor = '';
  return {
    draw(state) {
      const { tally: counts, atOnce, perSecond, secondsLeft, reason } = state;
      if (reason && reason.code !== waitingFor) {
        bar.clear();
        terminal.note(words.push.waits[reason.code](reason.facts));
      }
      waitingFor = reason?.code ?? '';
      const done = rows - counts.unsent - Math.min(atOnce, counts.unknown);
      const left = secondsLeft === null ? '' : words.cli.secondsLeft(secondsLeft);
      const text = reason
        ? words.push.waits[reason.code](reason.facts)
        : words.cli.progress(done, rows, perSecond, left);
      bar.draw(done, rows, text);
    },
    end() {
      bar.clear();
      interrupted.removeEventListener('abort', finishing);
    },
  };
}

/** The JSON of `push`, `resume` and `retry`. */
function report(
  document: BatchDocument,
  stoppedBy: { readonly code: string; readonly message: string } | null,
  results: string | null,
): object {
  const outcomes: Tally = tally(document);
  return {
    ...batchReport(document),
    ...outcomes,
    attempts: countAttempts(document),
    stoppedBy,
    results,
    auditHead: trailHead(document.db)?.hash ?? null,
    /** Since the process began: reading counts too. */
    seconds: secondsSince(0),
  };
}
