import { Button, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { ZoneTotals } from '../../bridge/push.ts';
import { bridge } from '../bridge.ts';
import { useAllWords } from '../language.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { useAsk } from '../shell/problems.tsx';

/** What the controller told of its permits by zone around the last run, beside what was to be expected of it. */
export function ZoneChanges({ summary }: { summary: BatchSummary }) {
  const { zones: words } = useAllWords();
  const ask = useAsk();
  const [totals, setTotals] = useState<ZoneTotals | null>(null);
  const [opened, setOpened] = useState(false);
  const { batch, operation, runs } = summary;
  const hasEnded = summary.ending !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run has other totals, and its end too.
  useEffect(() => {
    let current = true;
    setTotals(null);
    if (operation === 'update') return;
    void ask(bridge.zoneChanges({ batch })).then((found) => {
      if (current) setTotals(found);
    });
    return () => {
      current = false;
    };
  }, [ask, batch, operation, runs, hasEnded]);
  if (totals === null || totals.changes.length === 0) return null;
  const { changes, onlyBefore } = totals;
  const columns = onlyBefore ? (['before'] as const) : (['before', 'after', 'seen', 'expected'] as const);
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
                  {columns.map((column) => (
                    <Table.Th key={column} ta="end">
                      {words[column]}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {changes.map((change) => (
                  <Table.Tr key={change.zone ?? ''}>
                    <Table.Th scope="row" fw={400} style={{ overflowWrap: 'anywhere' }}>
                      {words.name(change.zone)}
                    </Table.Th>
                    {columns.map((column) => (
                      <Table.Td key={column} ta="end">
                        {words.cells[column](change[column])}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollArea.Autosize>
          <Text c="dimmed">{onlyBefore ? words.noteBefore : words.note}</Text>
        </Stack>
      </Dialog>
    </>
  );
}
