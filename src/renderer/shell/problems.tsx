import { Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck } from '@tabler/icons-react';
import { useCallback } from 'react';
import type { Failure, Result } from '../../permit/result.ts';
import { answerOf } from '../bridge.ts';
import { failureMessage } from '../failure-message.ts';
import { useAllWords } from '../language.tsx';
import { CopyDetails } from './copy-details.tsx';

/** Shows a failure's sentence until the person closes it. */
function useProblem(): (failure: Failure) => void {
  const words = useAllWords();
  return useCallback(
    (failure) => {
      notifications.show({
        id: failure.code,
        role: 'alert',
        autoClose: false,
        color: 'red',
        withBorder: true,
        title: words.window.shell.failed,
        message: (
          <Group gap="xs" align="end" justify="space-between">
            <Text flex={1} miw="12rem" c="var(--mantine-color-text)">
              {failureMessage(words, failure)}
            </Text>
            <CopyDetails failure={failure} />
          </Group>
        ),
      });
    },
    [words],
  );
}

/** Asks the app; the answer's value, or null after its failure was shown. */
export function useAsk(): <Value>(call: Promise<Result<Value>>) => Promise<Value | null> {
  const show = useProblem();
  return useCallback(
    async (call) => {
      const answer = await answerOf(call);
      if (answer.ok) return answer.value;
      show(answer.failure);
      return null;
    },
    [show],
  );
}

/** Says that something small went well; also read out. */
export function tell(message: string): void {
  // The newest news takes the place of the last.
  notifications.hide('told');
  notifications.show({
    id: 'told',
    message,
    color: 'green',
    withBorder: true,
    icon: <IconCheck size={18} aria-hidden />,
    autoClose: 6000,
    role: 'status',
  });
}
