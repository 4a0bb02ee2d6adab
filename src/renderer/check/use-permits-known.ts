import { useEffect, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import { bridge } from '../bridge.ts';

/** Whether anything is known of the permits of the batch's connection; asked anew once the batch is another. */
export function usePermitsKnown(summary: BatchSummary): boolean {
  const [known, setKnown] = useState(false);
  useEffect(() => {
    let stale = false;
    void bridge.permitsKnown({ batch: summary.batch }).then((answer) => {
      if (!stale) setKnown(answer.ok && answer.value);
    });
    return () => {
      stale = true;
    };
  }, [summary]);
  return known;
}
