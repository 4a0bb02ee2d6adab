import { Badge } from '@mantine/core';
import { IconBroadcast, IconSchool } from '@tabler/icons-react';
import { useWords } from '../language.tsx';

/** Whether real permits are at stake, by word, shape and colour. */
export function KindPill({ practice }: { practice: boolean }) {
  const { connections } = useWords();
  const Icon = practice ? IconSchool : IconBroadcast;
  return (
    <Badge
      variant={practice ? 'outline' : 'filled'}
      color={practice ? 'var(--practice)' : 'var(--live)'}
      leftSection={<Icon size={14} aria-hidden />}
      style={{ flexShrink: 0, ...(practice && { background: 'var(--ground)' }) }}
    >
      {practice ? connections.practice : connections.live}
    </Badge>
  );
}
