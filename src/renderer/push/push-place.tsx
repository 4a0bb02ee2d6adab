import type { BatchSummary } from '../../bridge/batch.ts';
import { BeforePush } from './before-push.tsx';
import { usePushes } from './pushes.tsx';
import { RunningPush } from './running-push.tsx';

export function PushPlace({ summary }: { summary: BatchSummary }) {
  const push = usePushes().of(summary.batch);
  return push !== undefined && push.ended === null ? (
    <RunningPush summary={summary} push={push} />
  ) : (
    <BeforePush summary={summary} />
  );
}
