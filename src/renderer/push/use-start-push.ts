import { useCallback, useEffect, useState } from 'react';
import type { RawInput } from '../../bridge/contract.ts';
import type { Failure } from '../../permit/result.ts';
import { answerOf, bridge } from '../bridge.ts';
import { useMessageCalls } from '../shell/messages.tsx';

type PushOrder = Omit<RawInput<'startPush'>, 'batch'>;

/** Refusals that a person may answer with the word to push once more. */
const askAgain: ReadonlySet<string> = new Set(['pushed-before', 'earlier-unreadable']);

/**
 * Starts a push, or says in the footer why it was refused; `asksAgain` is a refusal that can be answered there. Busy until
 * the push's first progress, or its end, shows something else.
 */
export function useStartPush(batch: string) {
  const [busy, setBusy] = useState(false);
  const [asksAgain, setAsksAgain] = useState<Failure | null>(null);
  const { fail, forget } = useMessageCalls();
  useEffect(
    () =>
      bridge.listen((event) => {
        if (event.kind === 'push-ended' && event.batch === batch) setBusy(false);
      }),
    [batch],
  );
  const start = useCallback(
    async (order: PushOrder) => {
      setBusy(true);
      setAsksAgain(null);
      forget();
      const answer = await answerOf(bridge.startPush({ batch, ...order }));
      if (answer.ok) return;
      setBusy(false);
      if (askAgain.has(answer.failure.code)) setAsksAgain(answer.failure);
      else fail(answer.failure);
    },
    [batch, fail, forget],
  );
  return { start, busy, asksAgain };
}
