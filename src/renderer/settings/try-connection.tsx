import { Box, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { ConnectionSummary, ConnectionTrial } from '../../bridge/connections.ts';
import { bridge } from '../bridge.ts';
import { failureMessage } from '../failure-message.ts';
import { useAllWords } from '../language.tsx';
import { FailureNotice } from '../shell/failure-notice.tsx';
import { Notice } from '../shell/notice.tsx';
import { useAsk } from '../shell/problems.tsx';

/** Asks the controller for a reference ID that was made up: its answer tells whether the connection works. */
export function TryConnection({ connection }: { connection: ConnectionSummary }) {
  const all = useAllWords();
  const words = all.window;
  const ask = useAsk();
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<ConnectionTrial | null>(null);
  const ready = connection.token === 'set' || connection.token === 'not-needed';
  const run = async () => {
    setBusy(true);
    setAnswer(await ask(bridge.tryConnection({ connection: connection.name })));
    setBusy(false);
  };
  return (
    <>
      <Group gap="sm" mt="sm">
        <Button
          variant="default"
          size="compact-md"
          loading={busy}
          disabled={!ready}
          onClick={() => void run()}
        >
          {words.connections.try}
        </Button>
        <Text size="sm" c="dimmed">
          {words.connections.tryNote}
        </Text>
      </Group>
      {answer !== null && (
        <Box mt="sm">
          {answer.good ? (
            <Notice role="status" kind="good">
              {failureMessage(all, answer)}
            </Notice>
          ) : (
            <FailureNotice failure={answer} />
          )}
        </Box>
      )}
    </>
  );
}
