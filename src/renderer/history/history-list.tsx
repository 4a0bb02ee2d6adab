import { Box, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormats, useWords } from '../language.tsx';
import { useConnections } from '../settings/connections.tsx';
import { connectionNameOf } from './batch-connection.ts';
import { useBatches } from './batches.tsx';
import { groupByDay } from './group-by-day.ts';
import { HistoryEntry } from './history-entry.tsx';
import { datesOf, isFound } from './history-search.ts';
import { UnopenedBatches } from './unopened-batches.tsx';
import { useBatchesHolding } from './use-batches-holding.ts';

export function HistoryList() {
  const words = useWords();
  const formats = useFormats();
  const connections = useConnections();
  const { list, unopened } = useBatches();
  const [text, setText] = useState('');
  const holding = useBatchesHolding(text);
  if (list === null) return null;
  if (list.length === 0 && unopened.length === 0) {
    return (
      <Text c="dimmed" size="sm" px="md" py="xs">
        {words.shell.noHistory}
      </Text>
    );
  }
  const now = Date.now();
  const found = list.filter((one) => {
    const connection = connectionNameOf(one, connections.get, words.connections.practice);
    return (
      holding.batches.has(one.batch) ||
      isFound(text, [one.file, connection, datesOf(one.createdAt, formats, now)])
    );
  });
  const closed = unopened.filter(({ batch }) => isFound(text, [batch]));
  return (
    <Box px="sm" pb="sm">
      <TextInput
        data-find-batch
        aria-label={words.shell.searchHistory}
        title={`${words.shell.searchHistory}: ${words.shell.searchHint}`}
        placeholder={words.shell.searchHint}
        size="xs"
        mb="xs"
        leftSection={<IconSearch size={14} aria-hidden />}
        leftSectionWidth={26}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Text c="dimmed" size="sm" px="xs" role="status" style={{ overflowWrap: 'anywhere' }}>
        {holding.searching
          ? words.shell.searchingHistory
          : found.length + closed.length === 0 && words.shell.nothingFound(text)}
      </Text>
      {groupByDay(found, (iso) => formats.day(iso, now)).map(({ day, batches }) => (
        <Box key={day} component="section" aria-label={day} mb="xs">
          <Text component="h2" size="xs" fw={600} c="dimmed" px="xs" py={4}>
            {day}
          </Text>
          {batches.map((batch) => (
            <HistoryEntry
              key={batch.batch}
              summary={batch}
              timed={batches.some((other) => other !== batch && other.file === batch.file)}
            />
          ))}
        </Box>
      ))}
      <UnopenedBatches batches={closed} />
    </Box>
  );
}
