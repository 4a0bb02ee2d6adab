import { Group, Progress, Text } from '@mantine/core';
import type { ChangeProgress } from '../../bridge/edits.ts';
import { useWords } from '../language.tsx';
import { SpokenProgress } from './spoken-progress.tsx';

/** How far a change of many rows is. */
export function ChangeBar({ progress: { done, total } }: { progress: ChangeProgress }) {
  const sentence = useWords().check.changing(Math.min(done, total), total);
  return (
    <Group wrap="nowrap">
      <SpokenProgress progress={sentence} />
      <Text aria-hidden>{sentence}</Text>
      <Progress flex={1} maw="20rem" value={(100 * done) / Math.max(1, total)} aria-label={sentence} />
    </Group>
  );
}
