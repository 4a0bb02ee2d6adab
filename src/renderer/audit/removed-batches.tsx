import { Box, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { RemovedBatch } from '../../bridge/history.ts';
import { answerOf, bridge } from '../bridge.ts';
import { useBatches } from '../history/batches.tsx';
import { useAllWords, useFormats } from '../language.tsx';

/** What the history still knows of batches that were archived or deleted. */
export function RemovedBatches() {
  const { audit, window: words } = useAllWords();
  const formats = useFormats();
  const { list } = useBatches();
  const count = list?.length ?? null;
  const [removed, setRemoved] = useState<readonly RemovedBatch[]>([]);
  // A batch that leaves the list leaves a line here.
  useEffect(() => {
    if (count === null) return;
    void answerOf(bridge.removedBatches()).then((answer) => {
      if (answer.ok) setRemoved(answer.value);
    });
  }, [count]);
  const here = new Set(list?.map(({ createdAt }) => createdAt));
  // One that was opened again from its archive is a batch like any other.
  const gone = removed.filter(({ archivedTo, createdAt }) => archivedTo === null || !here.has(createdAt));
  if (gone.length === 0) return null;
  return (
    <Box component="section" px="sm" pb="sm" aria-label={audit.window.removedTitle}>
      <Text component="h2" size="xs" fw={600} c="dimmed" px="xs" py={4}>
        {audit.window.removedTitle}
      </Text>
      {gone.map((one) => (
        <Box key={one.batch} px="xs" py={2} title={one.auditHead ?? ''}>
          <Text size="sm" truncate>
            {one.file.replace(/^.*[/\\]/, '')}
          </Text>
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {formats.isoDay(one.removedAt)} ·{' '}
            {one.archivedTo === null ? audit.window.wasDeleted : audit.window.wasArchived(one.archivedTo)} ·{' '}
            {words.results.tally(one.tally)}
          </Text>
        </Box>
      ))}
    </Box>
  );
}
