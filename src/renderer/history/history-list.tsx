import { Box, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { RemovedBatches } from '../audit/removed-batches.tsx';
import { useFormats, useWords } from '../language.tsx';
import { useConnections } from '../settings/connections.tsx';
import { fileNameOf } from '../shell/file-name.ts';
import { connectionNameOf } from './batch-connection.ts';
import { useBatches } from './batches.tsx';
import { groupByDay } from './group-by-day.ts';
import { HistoryEntry } from './history-entry.tsx';
import { datesOf, isFound } from './history-search.ts';
import { UnopenedBatches } from './unopened-batches.tsx';
import { useBatchesHolding } from './use-batches-holding.ts';
import { useRemovedBatches } from './use-removed-batches.ts';

export function HistoryList() {
  const words = useWords();
  const formats = useFormats();
  const connections = useConnections();
  const { list, unopened } = useBatches();
  const removed = useRemovedBatches();
  const [text, setText] = useState('');
  const holding = useBatchesHolding(text);
  if (list === null) return null;
  if (list.length + unopened.length + removed.length === 0) {
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
  const gone = removed.filter(({ file, archivedTo, pushes, createdAt, removedAt }) => {
    const names = pushes.map(({ connection }) =>
      connections.get(connection)?.practice ? words.connections.practice : connection,
    );
    const dates = [createdAt, removedAt].map((iso) => datesOf(iso, formats, now));
    return isFound(text, [fileNameOf(file), archivedTo, ...names, ...dates]);
  });
  return (
    <Box px="sm" pb="sm">
      <TextInput
        data-find-batch
        aria-label={words.shell.searchHistory}
        title={words.shell.searched}
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
          : found.length + closed.length + gone.length === 0 &&
            `${words.shell.nothingFound(text)} ${words.shell.searched}`}
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
      <RemovedBatches batches={gone} searched={text.trim() !== ''} />
    </Box>
  );
}
