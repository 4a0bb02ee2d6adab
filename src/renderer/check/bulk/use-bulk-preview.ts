import { useEffect, useState } from 'react';
import type { BulkPreview } from '../../../bridge/bulk.ts';
import type { RawInput } from '../../../bridge/contract.ts';
import type { Result } from '../../../permit/result.ts';
import { answerOf, bridge } from '../../bridge.ts';

/** Milliseconds that a person who types is left in peace. */
const settled = 150;

/** What a change would do; null while nothing is asked for, or the answer is on its way. */
export function useBulkPreview(request: RawInput<'previewBulk'> | null): Result<BulkPreview> | null {
  const key = JSON.stringify(request);
  const [found, setFound] = useState<{ readonly key: string; readonly result: Result<BulkPreview> } | null>(
    null,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all of the request.
  useEffect(() => {
    if (request === null) return;
    let current = true;
    const timer = setTimeout(async () => {
      const answer = await answerOf(bridge.previewBulk(request));
      if (!current || (answer.ok && answer.value === null)) return;
      setFound({ key, result: answer as Result<BulkPreview> });
    }, settled);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [key]);
  return request !== null && found?.key === key ? found.result : null;
}
