import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlayerPauseFilled } from '@tabler/icons-react';
import { useWords } from '../language.tsx';
import { usePushes } from '../push/pushes.tsx';
import { useNavigation } from '../shell/navigation.tsx';
import { Notice } from '../shell/notice.tsx';
import { useBatches } from './batches.tsx';

/** Pushes that were cut off, each offered for resuming. */
export function InterruptedNotices() {
  const words = useWords();
  const pushes = usePushes();
  const { list } = useBatches();
  const { goTo } = useNavigation();
  const interrupted = (list ?? []).filter((one) => one.interrupted && !pushes.running.includes(one.batch));
  if (interrupted.length === 0) return null;
  return (
    <Stack gap="sm">
      {interrupted.map(({ batch, file, tally, rows }) => (
        <Notice
          key={batch}
          kind="warning"
          title={words.history.interruptedTitle}
          icon={<IconPlayerPauseFilled aria-hidden />}
        >
          <Group justify="space-between" gap="sm">
            <Text flex={1} miw="16rem">
              {words.history.interrupted(file, tally.accepted + tally.rejected, rows)}
            </Text>
            <Button onClick={() => goTo(batch, 'push')}>{words.history.resume}</Button>
          </Group>
        </Notice>
      ))}
    </Stack>
  );
}
