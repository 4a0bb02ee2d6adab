import { Box, Group, NavLink, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import { isSendable } from '../../permit/mapping.ts';
import { operationRules } from '../../permit/operation-rules.ts';
import { bridge } from '../bridge.ts';
import type { Formats } from '../formats.ts';
import { useFormats, useWords } from '../language.tsx';
import { usePushes } from '../push/pushes.tsx';
import { boundTo } from '../settings/bound.ts';
import { ConnectionIcon } from '../settings/connection-icon.tsx';
import { useConnections } from '../settings/connections.tsx';
import { type Place, useNavigation } from '../shell/navigation.tsx';
import { useAsk } from '../shell/problems.tsx';
import { NamedStatusIcon } from '../shell/status-icon.tsx';
import { batchStatus } from './batch-status.ts';
import { useBatches } from './batches.tsx';
import { groupByDay } from './group-by-day.ts';
import { UnopenedBatches } from './unopened-batches.tsx';

export function HistoryList() {
  const words = useWords();
  const formats = useFormats();
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
  const wanted = text.trim().toLocaleLowerCase();
  const now = Date.now();
  const found = list.filter(
    (one) =>
      wanted === '' ||
      one.file.toLocaleLowerCase().includes(wanted) ||
      datesOf(one.createdAt, formats, now).includes(wanted) ||
      holding.has(one.batch),
  );
  const closed = unopened.filter(({ batch }) => batch.toLocaleLowerCase().includes(wanted));
  return (
    <Box px="sm" pb="sm">
      <TextInput
        data-find-batch
        aria-label={words.shell.searchHistory}
        title={words.shell.searchHint}
        placeholder={words.shell.searchHistory}
        size="xs"
        mb="xs"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {found.length + closed.length === 0 && (
        <Text c="dimmed" size="sm" px="xs" role="status">
          {words.shell.nothingFound(text)}
        </Text>
      )}
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

/** `timed`: another batch of the day has the same name, so the time must tell them apart. */
function HistoryEntry({ summary, timed }: { summary: BatchSummary; timed: boolean }) {
  const words = useWords();
  const formats = useFormats();
  const pushes = usePushes();
  const { view, goTo } = useNavigation();
  const running = pushes.running.includes(summary.batch);
  const connection = useConnections().get(boundTo(summary));
  const practised = connection?.practice === true;
  const { status, label: outcome } = batchStatus(words, summary, running);
  const label = practised ? `${words.connections.practice}: ${outcome}` : outcome;
  const active = view.at === 'batch' && view.batch === summary.batch;
  return (
    <NavLink
      component="button"
      label={summary.file}
      title={`${summary.file} · ${formats.instant(summary.createdAt)} · ${label}`}
      leftSection={<NamedStatusIcon status={status} label={label} />}
      rightSection={
        <Group gap={4} wrap="nowrap">
          {practised && <ConnectionIcon connection={connection} size={14} />}
          {timed && (
            <Text size="xs" c="dimmed">
              {formats.clock(summary.createdAt)}
            </Text>
          )}
        </Group>
      }
      active={active}
      aria-current={active ? 'page' : undefined}
      px="xs"
      py={6}
      styles={{ label: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } }}
      onClick={() => goTo(summary.batch, placeOf(summary, running))}
    />
  );
}

/** All the ways a person may write the day a batch was opened on. */
function datesOf(iso: string, formats: Formats, now: number): string {
  return [formats.isoDay(iso), formats.day(iso, now), formats.instant(iso)].join(' ').toLocaleLowerCase();
}

/** Where a batch of the history is taken up again. */
function placeOf(summary: BatchSummary, running: boolean): Place {
  if (running || summary.interrupted) return 'push';
  if (summary.runs > 0) return 'results';
  return isSendable(summary.columns, operationRules[summary.operation]) ? 'check' : 'columns';
}

/** The batches with this text in a reference ID, once the person has stopped typing. */
function useBatchesHolding(text: string): ReadonlySet<string> {
  const ask = useAsk();
  const [settled] = useDebouncedValue(text.trim(), 250);
  const [found, setFound] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    let current = true;
    if (settled.length < 4) {
      setFound(new Set());
      return;
    }
    void ask(bridge.searchBatches({ text: settled })).then((batches) => {
      if (current) setFound(new Set(batches ?? []));
    });
    return () => {
      current = false;
    };
  }, [settled, ask]);
  return found;
}
