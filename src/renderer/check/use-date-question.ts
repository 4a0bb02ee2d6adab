import { useEffect, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { DateQuestion } from '../../permit/date-question.ts';
import { bridge } from '../bridge.ts';
import { useAsk } from '../shell/problems.tsx';

/** What is to be asked of the order of day and month, as the rows stand; null for nothing. */
export function useDateQuestion(summary: BatchSummary): DateQuestion | null {
  const ask = useAsk();
  const [question, setQuestion] = useState<DateQuestion | null>(null);
  const { batch, issueCounts, dateOrder } = summary;
  const isOpen =
    dateOrder === null &&
    issueCounts.some(({ code }) => code === 'end-date-format' || code === 'start-date-format');
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change may leave other rows to wait.
  useEffect(() => {
    let isCurrent = true;
    void (isOpen ? ask(bridge.dateQuestion({ batch })) : Promise.resolve(null)).then((found) => {
      if (isCurrent) setQuestion(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [batch, summary, isOpen, ask]);
  return question;
}
