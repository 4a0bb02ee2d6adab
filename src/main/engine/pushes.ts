import { basename } from 'node:path';
import type { BatchDocument } from '../../batch/file/document.ts';
import { PauseSwitch } from '../../batch/push/pause-switch.ts';
import type { BridgeEvent, Input } from '../../bridge/contract.ts';
import type { PushEnded } from '../../bridge/push.ts';
import type { Connection } from '../../connections/connection.ts';
import type { PracticeController } from '../../jobs/practice-controller.ts';
import { type PushBeginning, type PushConclusion, type PushObserver, push } from '../../jobs/push.ts';
import type { JobRefusal } from '../../jobs/push-refusal.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { type Language, wordsIn } from '../../words/words.ts';
import { summaryOf } from './summary.ts';

/** A push as the window asks for it, with what main knows. The engine keeps the token until its end and nowhere else. */
export interface PushStart extends Omit<Input<'startPush'>, 'connection'> {
  readonly connection: Connection;
  /** Null for practice. */
  readonly token: string | null;
  /** The system's proxy for the controller, as a URL. */
  readonly proxy: string | null;
  /** Where the results go; null: beside the source. */
  readonly out: string | null;
  /** Of the results. */
  readonly language: Language;
  /** What the trail's head is signed with at the end (PKCS#8, base64); null without a keychain. */
  readonly signingKey: string | null;
}

interface Running {
  readonly cancelling: AbortController;
  readonly pausing: PauseSwitch;
  /** Answers the question whether the run is to go on; null while nothing is asked. */
  answer: ((goOn: boolean) => void) | null;
}

/** The pushes that go on, at most one a batch. */
export interface Pushes {
  has(batch: string): boolean;
  /**
   * Begins a run on a document that is its own, and closes it at the end. Resolves once the run goes on or was
   * refused; all else comes as events.
   */
  start(document: BatchDocument, start: PushStart): Promise<Result<null>>;
  pause(batch: string): Result<null>;
  /** Ends a pause, or answers yes to the run's question. */
  goOn(batch: string): Result<null>;
  cancel(batch: string): Result<null>;
}

interface Context {
  readonly folder: string;
  readonly practice: PracticeController;
  readonly tell: (event: BridgeEvent) => void;
  /** A batch was pushed, as far as it went: what is known of its permits has changed. */
  readonly onEnd: (batch: string) => void;
  readonly onBug: (bug: unknown) => void;
}

export function openPushes({ folder, practice, tell, onEnd, onBug }: Context): Pushes {
  const running = new Map<string, Running>();

  function on(batch: string, act: (push: Running) => void): Result<null> {
    const going = running.get(batch);
    if (going === undefined) return fail('push-not-running');
    act(going);
    return ok(null);
  }

  function run(
    document: BatchDocument,
    { batch, language, signingKey, ...asked }: PushStart,
    going: Running,
    begun: () => void,
  ): Promise<Result<PushConclusion, JobRefusal>> {
    let beginning: Pick<PushBeginning, 'source' | 'elsewhere'> = { source: 'same', elsewhere: null };
    const question = () =>
      new Promise<boolean>((resolve) => {
        going.answer = (goOn) => {
          going.answer = null;
          resolve(goOn);
        };
      });
    const observer: PushObserver = {
      onBegin: ({ source, elsewhere }) => {
        beginning = { source, elsewhere };
      },
      onProgress(state) {
        begun();
        tell({ kind: 'push', batch, ...beginning, ...state });
      },
      onWrongLot: question,
      onTrial: async () => {
        await question();
      },
      signingKey: async () => signingKey,
      pausing: going.pausing,
      signal: going.cancelling.signal,
    };
    // In the window such rows are left out as a step of its own, which the person sees.
    const request = { ...asked, shown: true, onlyChanged: false, patienceMs: null, words: wordsIn(language) };
    return push(folder, practice, document, request, observer);
  }

  function tellEnd(document: BatchDocument, ended: Omit<PushEnded, 'kind' | 'batch' | 'summary'>): void {
    const batch = basename(document.path);
    tell({ kind: 'push-ended', batch, summary: summaryOf(document), ...ended });
    onEnd(batch);
  }

  return {
    has: (batch) => running.has(batch),
    start(document, start) {
      const { batch } = start;
      const going: Running = {
        cancelling: new AbortController(),
        pausing: new PauseSwitch(),
        answer: null,
      };
      running.set(batch, going);
      return new Promise((resolve, reject) => {
        let answered = false;
        const begun = (): void => {
          answered = true;
          resolve(ok(null));
        };
        run(document, start, going, begun)
          .then((concluded) => {
            running.delete(batch);
            if (!concluded.ok) {
              resolve(concluded);
              return;
            }
            begun();
            const { end, reason, mismatched, superseded, resultsFailure } = concluded.value;
            tellEnd(document, { end, reason, mismatched, superseded, resultsFailure });
          })
          .catch((bug) => {
            running.delete(batch);
            if (!answered) {
              reject(bug);
              return;
            }
            onBug(bug);
            const reason = { code: 'push-broke', facts: {} };
            tellEnd(document, { end: 'failed', reason, mismatched: 0, superseded: 0, resultsFailure: null });
          })
          .finally(() => document.close());
      });
    },
    pause: (batch) => on(batch, ({ pausing }) => pausing.set(true)),
    goOn: (batch) =>
      on(batch, ({ pausing, answer }) => {
        if (answer) answer(true);
        else pausing.set(false);
      }),
    cancel: (batch) => on(batch, ({ cancelling }) => cancelling.abort()),
  };
}
