import { VisuallyHidden } from '@mantine/core';
import {
  IconAlertTriangleFilled,
  IconCircle,
  IconCircleCheckFilled,
  IconCircleXFilled,
  IconHelpCircleFilled,
  IconMinus,
  IconPlayerPauseFilled,
  IconProgress,
} from '@tabler/icons-react';
import type { Outcome } from '../../bridge/batch.ts';
import type { CheckState } from '../../permit/issue.ts';
import { useWords } from '../language.tsx';

export type Status = CheckState | Outcome | 'running' | 'interrupted';

const shapes = {
  valid: IconCircleCheckFilled,
  warned: IconAlertTriangleFilled,
  invalid: IconCircleXFilled,
  accepted: IconCircleCheckFilled,
  rejected: IconCircleXFilled,
  unknown: IconHelpCircleFilled,
  unsent: IconCircle,
  skipped: IconMinus,
  running: IconProgress,
  interrupted: IconPlayerPauseFilled,
} as const satisfies Record<Status, unknown>;

export const statusColors = {
  valid: 'var(--good)',
  warned: 'var(--warn)',
  invalid: 'var(--bad)',
  accepted: 'var(--good)',
  rejected: 'var(--bad)',
  unknown: 'var(--doubt)',
  unsent: 'var(--idle)',
  skipped: 'var(--idle)',
  running: 'var(--mantine-primary-color-filled)',
  interrupted: 'var(--warn)',
} as const satisfies Record<Status, string>;

/** A state's shape and colour, without its name: only beside words that say it. */
export function StatusIcon({ status, size = 16 }: { status: Status; size?: number }) {
  const Shape = shapes[status];
  return <Shape size={size} color={statusColors[status]} aria-hidden style={{ flexShrink: 0 }} />;
}

/** A state's shape and colour, its name for those who cannot see them. */
export function NamedStatusIcon({
  status,
  size = 16,
  label,
}: {
  status: Status;
  size?: number;
  label?: string;
}) {
  const words = useWords();
  const name = label ?? words.statuses[status];
  return (
    <span title={name} style={{ display: 'inline-flex' }}>
      <StatusIcon status={status} size={size} />
      <VisuallyHidden>{name}</VisuallyHidden>
    </span>
  );
}
