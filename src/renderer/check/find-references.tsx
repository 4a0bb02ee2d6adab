import { Button, Group, Text } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { ReferenceCounts } from '../../bridge/references.ts';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import classes from './find-references.module.css';

interface FindReferencesProps {
  readonly summary: BatchSummary;
  /** How many rows are said to lack one: what is known of them is asked anew when that changes. */
  readonly lacking: number;
  /** Rows of which it is told already that several permits may be meant. */
  readonly told?: number;
  readonly onFind: (counts: ReferenceCounts) => Promise<unknown>;
}

/** Offers to fill in reference IDs from the permit book, and says of how many rows it knows one permit, several or none. */
export function FindReferences({ summary, lacking, told = 0, onFind }: FindReferencesProps) {
  const { references: words } = useWords();
  const [counts, setCounts] = useState<ReferenceCounts | null>(null);
  const [busy, setBusy] = useState(false);
  const { batch, connection } = summary;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another connection, or other rows that lack one, are other counts.
  useEffect(() => {
    let isCurrent = true;
    void bridge.countReferences({ batch }).then((counted) => {
      if (isCurrent) setCounts(counted.ok ? counted.value : null);
    });
    return () => {
      isCurrent = false;
    };
  }, [batch, connection, lacking]);

  if (counts === null || (counts.found === 0 && counts.ambiguous <= told)) return null;
  const { found, ambiguous, missing } = counts;
  const find = async () => {
    setBusy(true);
    await onFind(counts);
    setBusy(false);
  };
  return (
    <section className={classes.offer} aria-label={words.find}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <IconSearch size={18} aria-hidden className={classes.icon} />
        <div>
          <Text fw={600} size="sm">
            {words.lacking(found + ambiguous + missing)}
          </Text>
          <Text size="sm">{words.known(found, ambiguous, missing)}</Text>
          <Button size="compact-sm" mt={6} loading={busy} onClick={() => void find()}>
            {words.find}
          </Button>
        </div>
      </Group>
    </section>
  );
}
