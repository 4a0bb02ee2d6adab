import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlayerPauseFilled } from '@tabler/icons-react';
import { useWords } from '../language.tsx';
import { usePushes } from '../push/pushes.tsx';
import { useNavigation } from '../shell/navigation.tsx';
import { Notice } from '../shell/notice.tsx';
import { useBatches } from './batches.tsx';

/** How many are offered at once; the others are in the list of batches. */
const most = 4;

/** Pushes that were cut off, the newest offered for resuming. */
export function InterruptedNotices() {
  const words = useWords();
  const pushes = usePushes();
  const { list } = useBatches();
  const { goTo } = useNavigation();
  const interrupted = (list ?? []).filter((one) => one.interrupted && !pushes.running.includes(one.batch));
  if (interrupted.length === 0) return null;
  return (
    <Notice
      kind="warning"
      title={
        interrupted.length === 1
          ? words.history.interruptedTitle
          : words.history.interruptedMany(interrupted.length)
      }
      icon={<IconPlayerPauseFilled aria-hidden />}
    >
      <Stack gap={6}>
        <Text>{words.history.notAgain}</Text>
        {interrupted.slice(0, most).map(({ batch, file, tally, rows }) => (
          <Group key={batch} justify="space-between" gap="xs" wrap="nowrap">
            <Text style={{ overflowWrap: 'anywhere' }}>
              {words.history.interrupted(file, tally.accepted + tally.rejected, rows)}
            </Text>
            <Button
              size="compact-md"
              style={{ flexShrink: 0 }}
              aria-label={`${words.history.resume} ${file}`}
              onClick={() => goTo(batch, 'push')}
            >
              {words.history.resume}
            </Button>
          </Group>
        ))}
        {interrupted.length > most && (
          <Text c="dimmed">{words.history.interruptedMore(interrupted.length - most)}</Text>
        )}
      </Stack>
    </Notice>
  );
}
