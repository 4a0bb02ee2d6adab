import { Box, Group, Text } from '@mantine/core';
import type { UnopenedBatch } from '../../bridge/history.ts';
import { useAllWords } from '../language.tsx';
import { StatusIcon } from '../shell/status-icon.tsx';

/** Batch files that cannot be opened, each with why and what to do: nothing leaves the history unsaid. */
export function UnopenedBatches({ batches }: { batches: readonly UnopenedBatch[] }) {
  const { reading, window: words } = useAllWords();
  if (batches.length === 0) return null;
  return (
    <Box component="section" aria-label={words.history.unopened} mb="xs">
      <Text component="h2" size="xs" fw={600} c="dimmed" px="xs" py={4}>
        {words.history.unopened}
      </Text>
      {batches.map(({ batch, failure }) => (
        <Group key={batch} gap="xs" px="xs" py={6} wrap="nowrap" align="flex-start">
          <Box mt={2} lh={1}>
            <StatusIcon status="invalid" />
          </Box>
          <Box miw={0} title={String(failure.facts['path'] ?? '')}>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {batch}
            </Text>
            <Text size="xs" c="dimmed">
              {reading.unopened[failure.code]}
            </Text>
          </Box>
        </Group>
      ))}
    </Box>
  );
}
