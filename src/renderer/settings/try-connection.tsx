import { Box, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { ConnectionSummary, ConnectionTrial } from '../../bridge/connections.ts';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { useAsk } from '../shell/problems.tsx';
import { TrialNotice } from './trial-notice.tsx';

/** Asks the controller for a reference ID that was made up: its answer tells whether the connection works. */
export function TryConnection({ connection }: { connection: ConnectionSummary }) {
  const words = useWords();
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
          <TrialNotice trial={answer} />
        </Box>
      )}
    </>
  );
}
