import { Box, Collapse, Group, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { RemovedBatch } from '../../bridge/history.ts';
import { useAllWords, useFormats } from '../language.tsx';
import { fileNameOf } from '../shell/file-name.ts';
import { MiddleShortened } from '../shell/middle-shortened.tsx';

/** Batches that were archived or deleted, folded until a person opens them or looks for something. */
export function RemovedBatches({
  batches,
  searched,
}: {
  batches: readonly RemovedBatch[];
  /** They are what a search found. */
  searched: boolean;
}) {
  const { audit, window: words } = useAllWords();
  const formats = useFormats();
  const [unfolded, setUnfolded] = useState(false);
  if (batches.length === 0) return null;
  const opened = unfolded || searched;
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  return (
    <Box component="section" mb="xs" aria-label={audit.window.removedTitle}>
      <UnstyledButton
        px={6}
        py={4}
        w="100%"
        display="flex"
        style={{ alignItems: 'center', gap: 6 }}
        aria-expanded={opened}
        onClick={() => setUnfolded(!opened)}
      >
        <Chevron size={14} color="var(--ink-soft)" aria-hidden />
        <Text component="h2" size="xs" fw={600} c="dimmed">
          {audit.window.removedTitle}
        </Text>
        <Text size="xs" c="dimmed">
          {words.number(batches.length)}
        </Text>
      </UnstyledButton>
      <Collapse expanded={opened}>
        {batches.map((one) => {
          const file = fileNameOf(one.file);
          const { archivedTo } = one;
          const day = formats.isoDay(one.removedAt);
          const tally = words.results.tally(one.tally);
          const how = archivedTo === null ? audit.window.wasDeleted : audit.window.wasArchived(archivedTo);
          return (
            <Box
              key={one.batch}
              pl={28}
              pr={6}
              py={2}
              title={[file, day, how, tally, one.auditHead ?? ''].join('\n').trim()}
            >
              <Group gap={4} wrap="nowrap">
                <Text size="sm" component="div" flex={1} miw={0}>
                  <MiddleShortened text={file} />
                </Text>
                <Text size="xs" c="dimmed">
                  {day}
                </Text>
              </Group>
              <Text size="xs" c="dimmed" truncate>
                <VisuallyHidden>{`${how} `}</VisuallyHidden>
                <span aria-hidden>
                  {archivedTo === null ? audit.window.wasDeleted : audit.window.archivedShort}{' '}
                </span>
                {`· ${tally}`}
              </Text>
            </Box>
          );
        })}
      </Collapse>
    </Box>
  );
}
