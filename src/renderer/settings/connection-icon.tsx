import { IconBroadcast, IconSchool } from '@tabler/icons-react';
import type { ConnectionSummary } from '../../bridge/connections.ts';

/** Practice and live, told apart by shape. */
export function ConnectionIcon({
  connection,
  size = 16,
}: {
  connection: ConnectionSummary | undefined;
  size?: number;
}) {
  return connection?.practice === true ? (
    <IconSchool size={size} color="var(--practice)" aria-hidden style={{ flexShrink: 0 }} />
  ) : (
    <IconBroadcast size={size} aria-hidden style={{ flexShrink: 0 }} />
  );
}
