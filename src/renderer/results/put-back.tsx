import { Button, Group, List, Stack, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { UndoCounts } from '../../bridge/book.ts';
import { bridge } from '../bridge.ts';
import { useBatches } from '../history/batches.tsx';
import { useWords } from '../language.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { useNavigation } from '../shell/navigation.tsx';
import { useAsk } from '../shell/problems.tsx';

/** Leads to a batch that puts back what was known of the permits before this one was pushed. */
export function PutBack({ summary }: { summary: BatchSummary }) {
  const { putBack: words, shell } = useWords();
  const ask = useAsk();
  const batches = useBatches();
  const { goTo } = useNavigation();
  const [counts, setCounts] = useState<UndoCounts | null>(null);
  const [busy, setBusy] = useState(false);
  const { batch, operation, tally } = summary;
  const creates = operation === 'create';
  // A deletion cannot be undone.
  if (tally.accepted === 0 || operation === 'delete') return null;

  const during = async <Value,>(work: Promise<Value>): Promise<Value> => {
    setBusy(true);
    try {
      return await work;
    } finally {
      setBusy(false);
    }
  };
  const open = async () => setCounts(await during(ask(bridge.undoCounts({ batch }))));
  const make = async () => {
    const made = await during(ask(bridge.makeUndo({ batch })));
    setCounts(null);
    if (made === null) return;
    batches.put(made);
    goTo(made.batch, 'check');
  };
  const all = counts === null ? 0 : Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        loading={busy && counts === null}
        onClick={() => void open()}
      >
        {words.open(creates)}
      </Button>
      <Dialog opened={counts !== null} onClose={() => setCounts(null)} title={words.title(creates)} size="lg">
        {counts !== null && (
          <Stack>
            <Text>{words.restorable(creates, counts.restorable, all)}</Text>
            {all > counts.restorable && (
              <List spacing={4}>
                {(['partly', 'changed-since', 'not-known'] as const).map((state) =>
                  counts[state] === 0 ? null : (
                    <List.Item key={state}>{words.leftOut[state](counts[state])}</List.Item>
                  ),
                )}
              </List>
            )}
            <Text c="dimmed">{words.note}</Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setCounts(null)}>
                {shell.cancel}
              </Button>
              <Button data-autofocus loading={busy} onClick={() => void make()}>
                {words.make}
              </Button>
            </Group>
          </Stack>
        )}
      </Dialog>
    </>
  );
}
