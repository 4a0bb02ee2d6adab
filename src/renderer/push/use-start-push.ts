import { useCallback, useState } from 'react';
import type { z } from 'zod';
import type { inputs } from '../../bridge/contract.ts';
import type { Failure } from '../../permit/result.ts';
import { answerOf, bridge } from '../bridge.ts';
import { useNavigation } from '../shell/navigation.tsx';
import { usePushes } from './pushes.tsx';

export type PushOrder = z.input<typeof inputs.startPush>;

/** Starts a push and shows it; or says why it was refused, so that the refusal can be answered where it arose. */
export function useStartPush() {
  const { goTo } = useNavigation();
  const { started, refused: forget } = usePushes();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Failure | null>(null);
  const start = useCallback(
    async (order: PushOrder) => {
      setBusy(true);
      setRefused(null);
      started(order.batch);
      const answer = await answerOf(bridge.startPush(order));
      setBusy(false);
      if (answer.ok) goTo(order.batch, 'push');
      else {
        forget(order.batch);
        setRefused(answer.failure);
      }
    },
    [goTo, started, forget],
  );
  return { start, busy, refused };
}
