import { useCallback } from 'react';
import type { Result } from '../../permit/result.ts';
import { answerOf } from '../bridge.ts';
import { useMessageCalls } from './messages.tsx';

/** Asks the app; the answer's value, or null after its failure was shown. */
export function useAsk(): <Value>(call: Promise<Result<Value>>) => Promise<Value | null> {
  const { fail } = useMessageCalls();
  return useCallback(
    async (call) => {
      const answer = await answerOf(call);
      if (answer.ok) return answer.value;
      fail(answer.failure);
      return null;
    },
    [fail],
  );
}
