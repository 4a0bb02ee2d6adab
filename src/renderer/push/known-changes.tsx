import { Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { KnownChanges as Changes } from '../../bridge/book.ts';
import { fieldNames } from '../../permit/field.ts';
import { bridge } from '../bridge.ts';
import type { Change } from '../check/use-changes.ts';
import { useAllWords, useFormats } from '../language.tsx';
import { type RowFilter, useNavigation } from '../shell/navigation.tsx';
import classes from './push-facts.module.css';

/** What the push would change of what was last known here, and the offer to leave out what would change nothing. */
export function KnownChanges({ summary, change }: { summary: BatchSummary; change: Change }) {
  const { window: words, issues } = useAllWords();
  const { changes: said } = words.push;
  const formats = useFormats();
  const { goTo } = useNavigation();
  const { batch } = summary;
  const [busy, setBusy] = useState(false);
  const changes = useKnownChanges(summary);
  // Of permits that were never pushed from here nothing can be said.
  if (changes === null || changes.changed + changes.unchanged === 0) return null;
  const { changed, unchanged, unknown, fields, unchangedSince, same } = changes;
  const show = (label: string, filter: Partial<RowFilter>) => (
    <Anchor
      component="button"
      type="button"
      inherit
      ta="start"
      className={classes.link}
      aria-label={words.push.facts.show(label)}
      onClick={() => goTo(batch, 'check', filter)}
    >
      {label}
    </Anchor>
  );
  const leaveOut = async () => {
    setBusy(true);
    await change(bridge.leaveOutUnchanged({ batch }), words.bulk.done['leave-out'](unchanged));
    setBusy(false);
  };
  return (
    <Paper component="section" withBorder p="md" aria-label={said.title}>
      <Stack gap="xs">
        <Title order={3}>{said.title}</Title>
        {changed === 0 ? (
          <Text>{said.none}</Text>
        ) : (
          <Group gap="md">
            {show(said.changed(changed), { change: 'changed' })}
            {fieldNames.map((field) => {
              const rows = fields[field] ?? 0;
              if (rows === 0 || field === 'referenceId') return null;
              return (
                <span key={field}>
                  {show(said.field(rows, issues.fields[field]), { changedField: field })}
                </span>
              );
            })}
          </Group>
        )}
        {unchanged > 0 && (
          <Group justify="space-between" gap="sm">
            {show(
              said.unchanged(
                unchanged,
                unchangedSince === null ? '' : formats.instant(new Date(unchangedSince).toISOString()),
              ),
              { change: 'unchanged' },
            )}
            <Button variant="default" size="compact-md" loading={busy} onClick={() => void leaveOut()}>
              {said.leaveOut(unchanged)}
            </Button>
          </Group>
        )}
        {same !== null && (
          <Text>{said.same(same.rows, formats.instant(new Date(same.at).toISOString()), same.batch)}</Text>
        )}
        {unknown > 0 && <div>{show(said.unknown(unknown), { change: 'unknown' })}</div>}
        <Text size="sm" c="dimmed">
          {said.note}
        </Text>
      </Stack>
    </Paper>
  );
}

/** Looked up anew once the batch's rows are others; null until it is known. */
function useKnownChanges(summary: BatchSummary): Changes | null {
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
