import { Button, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { ZoneChange } from '../../bridge/push.ts';
import { bridge } from '../bridge.ts';
import { useAllWords } from '../language.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { useAsk } from '../shell/problems.tsx';

/** What the controller told of its permits by zone around the last run, beside what was to be expected of it. */
export function ZoneChanges({ summary }: { summary: BatchSummary }) {
  const { zones: words } = useAllWords();
  const ask = useAsk();
  const [changes, setChanges] = useState<readonly ZoneChange[]>([]);
  const [opened, setOpened] = useState(false);
  const { batch, operation, runs } = summary;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run has other totals.
  useEffect(() => {
    let current = true;
    setChanges([]);
    if (operation === 'update') return;
    void ask(bridge.zoneChanges({ batch })).then((found) => {
      if (current && found !== null) setChanges(found);
    });
    return () => {
      current = false;
    };
  }, [ask, batch, operation, runs]);
  if (changes.length === 0) return null;
  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<IconMapPin size={16} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {words.open}
      </Button>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={words.title} size="xl">
        <Stack>
          <ScrollArea.Autosize mah="50vh" tabIndex={0}>
            <Table stickyHeader>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{words.zone}</Table.Th>
                  {(['before', 'after', 'seen', 'expected'] as const).map((column) => (
                    <Table.Th key={column} ta="end">
                      {words[column]}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {changes.map(({ zone, before, after, seen, expected }) => (
                  <Table.Tr key={zone ?? ''}>
                    <Table.Th scope="row" fw={400} style={{ overflowWrap: 'anywhere' }}>
                      {words.name(zone)}
                    </Table.Th>
                    <Table.Td ta="end">{words.count(before)}</Table.Td>
                    <Table.Td ta="end">{words.count(after)}</Table.Td>
                    <Table.Td ta="end">{words.change(seen)}</Table.Td>
                    <Table.Td ta="end">{words.change(expected)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollArea.Autosize>
          <Text c="dimmed">{words.note}</Text>
        </Stack>
      </Dialog>
    </>
  );
}
