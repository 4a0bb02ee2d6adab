import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { KnownChanges as Changes } from '../../bridge/book.ts';
import { fieldNames } from '../../permit/field.ts';
import { bridge } from '../bridge.ts';
import { useBatches } from '../history/batches.tsx';
import { useAllWords, useFormats } from '../language.tsx';

/** What the push would change of what was last known here, and the offer to leave out what would change nothing. */
export function KnownChanges({ summary }: { summary: BatchSummary }) {
  const { window: words, issues } = useAllWords();
  const { changes: said } = words.push;
  const formats = useFormats();
  const batches = useBatches();
  const [busy, setBusy] = useState(false);
  const changes = useChanges(summary);
  // Of permits that were never pushed from here nothing can be said.
  if (changes === null || changes.changed + changes.unchanged === 0) return null;
  const { changed, unchanged, unknown, fields, unchangedSince, same } = changes;
  const byField = fieldNames.flatMap((field) => {
    const rows = fields[field] ?? 0;
    return rows > 0 ? [said.field(rows, issues.fields[field])] : [];
  });
  const leaveOut = async () => {
    setBusy(true);
    await batches.change(bridge.leaveOutUnchanged({ batch: summary.batch }));
    setBusy(false);
  };
  return (
    <Paper component="section" withBorder p="md" aria-label={said.title}>
      <Stack gap="xs">
        <Title order={3}>{said.title}</Title>
        <Text>{changed > 0 ? said.changed(changed, byField) : said.none}</Text>
        {unchanged > 0 && (
          <Group justify="space-between" gap="sm">
            <Text>
              {said.unchanged(
                unchanged,
                unchangedSince === null ? '' : formats.instant(new Date(unchangedSince).toISOString()),
              )}
            </Text>
            <Button variant="default" size="compact-md" loading={busy} onClick={() => void leaveOut()}>
              {said.leaveOut(unchanged)}
            </Button>
          </Group>
        )}
        {same !== null && (
          <Text>{said.same(same.rows, formats.instant(new Date(same.at).toISOString()), same.batch)}</Text>
        )}
        {unknown > 0 && <Text c="dimmed">{said.unknown(unknown)}</Text>}
        <Text size="sm" c="dimmed">
          {said.note}
        </Text>
      </Stack>
    </Paper>
  );
}

/** Looked up anew once the batch's rows are others; null until it is known. */
function useChanges(summary: BatchSummary): Changes | null {
  const [changes, setChanges] = useState<Changes | null>(null);
  useEffect(() => {
    let stale = false;
    void bridge.knownChanges({ batch: summary.batch }).then((found) => {
      // Nothing depends on it: where the book cannot be used nothing is said.
      if (!stale) setChanges(found.ok ? found.value : null);
    });
    return () => {
      stale = true;
    };
  }, [summary]);
  return changes;
}
