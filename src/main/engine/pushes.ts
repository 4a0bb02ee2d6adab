import { join } from 'node:path';
import { saveResults } from '../../batch/exports/results.ts';
import type { BatchDocument } from '../../batch/file/document.ts';
import { personHere } from '../../batch/file/person.ts';
import { sourceState } from '../../batch/import/source-state.ts';
import { PauseSwitch, type PushEnd, type PushRefusal, pushBatch } from '../../batch/push/push.ts';
import { signTrail } from '../../batch/trail/signature.ts';
import type { BatchSummary, BridgeEvent } from '../../bridge/contract.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { wordsIn } from '../../words/words.ts';
import type { EngineCalls } from '../engine-protocol.ts';
import type { PracticeAccess } from './practice-controller.ts';

type Wish = EngineCalls['push']['input'];

interface Running {
  readonly cancelling: AbortController;
  readonly pausing: PauseSwitch;
  /** Answers the question whether this is the right lot; null while it is not asked. */
  answer: ((goOn: boolean) => void) | null;
}

/** The pushes that go on, at most one a batch. */
export interface Pushes {
  has(batch: string): boolean;
  /**
   * Begins a run on a document that is its own, and closes it at the end. Resolves once the run goes on or was
   * refused; all else comes as events.
   */
  start(document: BatchDocument, wish: Wish, access: PracticeAccess): Promise<Result<null>>;
  pause(batch: string): Result<null>;
  /** Ends a pause, or answers yes to the run's question. */
  goOn(batch: string): Result<null>;
  cancel(batch: string): Result<null>;
}

export function openPushes(
  folder: string,
  tell: (event: BridgeEvent) => void,
  summaryOf: (document: BatchDocument) => BatchSummary,
  onBug: (bug: unknown) => void,
): Pushes {
  const running = new Map<string, Running>();

  function on(batch: string, act: (push: Running) => void): Result<null> {
    const push = running.get(batch);
    if (push === undefined) return fail('push-not-running');
    act(push);
    return ok(null);
  }

  async function run(
    document: BatchDocument,
    wish: Wish,
    access: PracticeAccess,
    push: Running,
    begun: () => void,
  ): Promise<Result<PushEnd, PushRefusal>> {
    const { batch, connection, kind, onlyValid, unknownToo, proxy } = wish;
    const source = await sourceState(document);
    return pushBatch(
      document,
      {
        ...access,
        proxy,
        connection: connection.name,
        client: connection.client,
        concurrency: connection.concurrency,
        rate: connection.rate,
      },
      {
        kind,
        onlyValid,
        unknownToo,
        who: personHere(),
        patienceMs: null,
        pausing: push.pausing,
        onWrongLot: () =>
          new Promise((resolve) => {
            push.answer = (goOn) => {
              push.answer = null;
              resolve(goOn);
            };
          }),
      },
      (state) => {
        begun();
        tell({ kind: 'push', batch, source, ...state });
      },
      push.cancelling.signal,
    );
  }

  async function end(
    document: BatchDocument,
    { batch, language, signingKey }: Wish,
    ended: PushEnd,
  ): Promise<void> {
    const { end, reason, mismatched, superseded } = ended;
    const { failure } = await saveResults(document, wordsIn(language), join(folder, 'results'));
    if (signingKey !== null) signTrail(document, signingKey, new Date());
    tell({
      kind: 'push-ended',
      batch,
      summary: summaryOf(document),
      end,
      reason,
      mismatched,
      superseded,
      resultsFailure: failure,
    });
  }

  return {
    has: (batch) => running.has(batch),
    start(document, wish, access) {
      const { batch } = wish;
      const push: Running = {
        cancelling: new AbortController(),
        pausing: new PauseSwitch(),
        answer: null,
      };
      running.set(batch, push);
      return new Promise((resolve, reject) => {
        let going = false;
        const begun = (): void => {
          going = true;
          resolve(ok(null));
        };
        run(document, wish, access, push, begun)
          .then((ended) => {
            running.delete(batch);
            if (!ended.ok) {
              resolve(ended);
              return;
            }
            begun();
            return end(document, wish, ended.value);
          })
          .catch((bug) => {
            running.delete(batch);
            if (!going) {
              reject(bug);
              return;
            }
            onBug(bug);
            const reason = { code: 'push-broke', facts: {} };
            tell({
              kind: 'push-ended',
              batch,
              summary: summaryOf(document),
              end: 'failed',
              reason,
              mismatched: 0,
              superseded: 0,
              resultsFailure: null,
            });
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
