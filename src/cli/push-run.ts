import { accessSync, constants } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { saveResults } from '../batch/exports/results.ts';
import { readCounts } from '../batch/file/counts.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { readMeta } from '../batch/file/meta.ts';
import { personHere } from '../batch/file/person.ts';
import { type Tally, tally } from '../batch/file/tally.ts';
import { sourceState } from '../batch/import/source-state.ts';
import {
  countAttempts,
  type PushEnd,
  type PushRefusal,
  type PushState,
  pushBatch,
} from '../batch/push/push.ts';
import type { RunKind } from '../batch/push/run.ts';
import { referenceIds } from '../batch/rows/reference-ids.ts';
import { signTrail } from '../batch/trail/signature.ts';
import { trailHead } from '../batch/trail/trail.ts';
import { signingKey } from '../connections/signing-key.ts';
import { startPractice } from '../opscom/practice/practice.ts';
import type { Failure } from '../permit/result.ts';
import { batchReport, secondsSince } from './batch-report.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { endDespiteHungKeychain } from './hung-keychain.ts';
import type { ChosenTarget } from './target.ts';
import type { Terminal } from './terminal.ts';

export interface PushRequest {
  readonly target: ChosenTarget;
  /** null: the built-in practice connection. */
  readonly token: string | null;
  readonly kind: RunKind;
  readonly onlyValid: boolean;
  readonly unknownToo: boolean;
  /** How long to wait for a controller that is away or asks to wait. */
  readonly patienceMs: number;
  /** Where the results go; null: beside the source. */
  readonly results: string | null;
}

/** Pushes a batch, tells its progress, writes the results and says how it ended. */
export async function runPush(
  terminal: Terminal,
  document: BatchDocument,
  request: PushRequest,
): Promise<ExitCode> {
  const { words } = terminal;
  const blocked = request.results === null ? null : folderFailure(request.results);
  if (blocked) {
    return terminal.fail(blocked.code, words.push.results[blocked.code](blocked.facts), exitCodes.unusable);
  }
  await tellSource(terminal, document);
  const practice = request.token === null ? await startPractice() : null;
  if (practice) for (const ids of referenceIds(document)) practice.seed(ids);
  const controller = practice?.url ?? request.target.controller;
  if (!practice) terminal.note(words.cli.pushingTo(controller));
  // Asked for now, so that a keychain that takes its time holds nobody up at the end.
  const signing = signingKey();
  const telling = tellProgress(terminal, readCounts(document).rows);
  try {
    const pushed = await pushBatch(
      document,
      {
        connection: request.target.connection?.name ?? '',
        controller,
        client: request.target.client,
        token: request.token ?? practice?.token ?? '',
        concurrency: request.target.concurrency,
        rate: request.target.rate,
      },
      {
        kind: request.kind,
        onlyValid: request.onlyValid,
        unknownToo: request.unknownToo,
        who: personHere(),
        patienceMs: request.patienceMs,
        onWrongLot: async () => false,
      },
      telling.draw,
      terminal.interrupted,
    );
    telling.end();
    if (pushed.ok) return await conclude(terminal, document, pushed.value, request.results, signing);
    const { code, facts } = pushed.failure;
    return tellRefusal(
      terminal,
      document,
      { code, message: words.push.refusals[code](facts) },
      refusalExitCode(code, document),
    );
  } finally {
    telling.end();
    await practice?.close();
  }
}

async function conclude(
  terminal: Terminal,
  document: BatchDocument,
  end: PushEnd,
  out: string | null,
  signing: ReturnType<typeof signingKey>,
): Promise<ExitCode> {
  const { words } = terminal;
  const stoppedBy = end.reason && {
    code: end.reason.code,
    message: words.push.stops[end.reason.code](end.reason.facts),
  };
  if (stoppedBy) terminal.note(stoppedBy.message);
  if (end.mismatched > 0) terminal.note(words.push.mismatched(end.mismatched));
  if (end.superseded > 0) terminal.note(words.push.supersededRows(end.superseded));
  const results = await keepResults(terminal, document, out);
  const fingerprint = await sign(document, signing);
  if (end.end === 'cancelled') terminal.note(words.cli.interrupted(document.path));
  terminal.print(words.cli.tally(end.tally));
  if (results !== null) terminal.print(words.cli.resultsAt(results));
  terminal.print(words.cli.batchAt(document.path));
  const head = trailHead(document.db);
  if (head) terminal.print(words.audit.head(head.hash));
  terminal.print(
    fingerprint ? words.audit.signedBy(fingerprint, (head?.seq ?? 1) - 1) : words.audit.unsigned,
  );
  terminal.printJson(report(document, stoppedBy, results));
  const exitCode = exitCodeOf(end.end, document);
  return results === null && exitCode === exitCodes.good ? exitCodes.rowsNotGood : exitCode;
}

/** Signs the trail as it stands at the end of a run; answers the key's fingerprint, or null where there is no keychain. */
async function sign(document: BatchDocument, signing: ReturnType<typeof signingKey>): Promise<string | null> {
  const key = await signing;
  if (!key.ok) {
    endDespiteHungKeychain(key.failure.code);
    return null;
  }
  return signTrail(document, key.value, new Date());
}

function refusalExitCode(code: PushRefusal, document: BatchDocument): ExitCode {
  switch (code) {
    case 'no-reference-column':
    case 'batch-unwritable':
      return exitCodes.unusable;
    case 'nothing-to-resume':
    case 'nothing-to-retry':
    case 'only-older-rows':
      return exitCodeOf('finished', document);
    case 'batch-busy':
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
      const allGood = rejected + unknown + unsent + readCounts(document).invalid === 0;
      return allGood ? exitCodes.good : exitCodes.rowsNotGood;
    }
  }
}

/** Where they were asked for, else into the data folder: the outcomes must not stay locked up in the batch. */
async function keepResults(
  terminal: Terminal,
  document: BatchDocument,
  out: string | null,
): Promise<string | null> {
  const { words } = terminal;
  const spare = join(terminal.dataFolder, 'results');
  const { path, failure } = await saveResults(document, words, spare, out === null ? {} : { out });
  if (failure) {
    terminal.note(words.push.results[failure.code](failure.facts));
    if (path === null) terminal.note(words.cli.resultsByHand(document.path));
    else terminal.note(words.cli.resultsElsewhere(path));
  }
  return path;
}

/** Whether nothing could be written there, found out before anything is sent. */
function folderFailure(out: string): Failure<'folder-missing' | 'folder-read-only'> | null {
  const path = resolve(out);
  const folder = dirname(path);
  try {
    accessSync(folder, constants.W_OK);
    return null;
  } catch (cause) {
    const denied = (cause as NodeJS.ErrnoException).code !== 'ENOENT';
    return { code: denied ? 'folder-read-only' : 'folder-missing', facts: { path, folder } };
  }
}

async function tellSource(terminal: Terminal, document: BatchDocument): Promise<void> {
  const path = readMeta(document, 'source')?.path ?? '';
  const state = await sourceState(document);
  if (state !== 'same') terminal.note(terminal.words.push.source[state](path));
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

/** What stopped a run, or kept it from beginning. */
interface Told {
  readonly code: string;
  readonly message: string;
}

/** Says why nothing was sent; the JSON has its usual shape, so that a scheduler need not know two. */
export function tellRefusal(
  terminal: Terminal,
  document: BatchDocument,
  stoppedBy: Told,
  exitCode: ExitCode,
): ExitCode {
  terminal.note(stoppedBy.message);
  terminal.printJson(report(document, stoppedBy, null));
  return exitCode;
}

/** The JSON of `push`, `resume` and `retry`. */
function report(document: BatchDocument, stoppedBy: Told | null, results: string | null): object {
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
