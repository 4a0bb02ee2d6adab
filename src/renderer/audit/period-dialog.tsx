import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../bridge.ts';
import { useAllWords } from '../language.tsx';
import { useConnections } from '../settings/connections.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { useTell } from '../shell/messages.tsx';
import { useNavigation } from '../shell/navigation.tsx';
import { useAsk } from '../shell/problems.tsx';

/** The report over all batches of a period. */
export function PeriodDialog() {
  const { audit } = useAllWords();
  const words = audit.records;
  const { dialog, open } = useNavigation();
  const ask = useAsk();
  const tell = useTell();
  const today = new Date().toISOString().slice(0, 10);
  const [from, setFrom] = useState(`${today.slice(0, 8)}01`);
  const [to, setTo] = useState(today);
  const [connection, setConnection] = useState('');
  const [user, setUser] = useState('');
  const connections = useConnections().list ?? [];
  const save = async (format: 'csv' | 'pdf') => {
    const query = { from, to, connection: connection || null, user: user.trim() || null, format };
    const path = await ask(bridge.savePeriodReport(query));
    if (path !== null) tell(audit.window.saved(path));
  };
  const stated = from !== '' && to !== '';
  return (
    <Dialog opened={dialog === 'period'} onClose={() => open(null)} title={words.period}>
      <Stack>
        <Group grow>
          <TextInput
            type="date"
            label={words.from}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={words.to}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        </Group>
        <Group grow>
          <NativeSelect
            label={words.connection}
            data={[
              { value: '', label: words.anyConnection },
              ...connections.map(({ name }) => ({ value: name, label: name })),
            ]}
            value={connection}
            onChange={(event) => setConnection(event.currentTarget.value)}
          />
          <TextInput
            label={words.user}
            value={user}
            onChange={(event) => setUser(event.currentTarget.value)}
          />
        </Group>
        <Group justify="flex-end">
          <Button variant="default" disabled={!stated} onClick={() => void save('csv')}>
            {words.saveCsv}
          </Button>
          <Button variant="default" disabled={!stated} onClick={() => void save('pdf')}>
            {words.savePdf}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
