import { useCallback, useEffect, useState } from 'react';
import type { RawInput } from '../../bridge/contract.ts';
import type { Failure } from '../../permit/result.ts';
import { answerOf, bridge } from '../bridge.ts';

type PushOrder = Omit<RawInput<'startPush'>, 'batch'>;

/**
 * Starts a push, or says why it was refused, so that the refusal can be answered where it arose. Busy until the
 * push's first progress, or its end, shows something else.
 */
export function useStartPush(batch: string) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Failure | null>(null);
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
      setRefused(null);
      const answer = await answerOf(bridge.startPush({ batch, ...order }));
      if (answer.ok) return;
      setBusy(false);
      setRefused(answer.failure);
    },
    [batch],
  );
  return { start, busy, refused };
}
