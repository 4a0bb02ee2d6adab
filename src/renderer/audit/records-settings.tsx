import {
  Button,
  Checkbox,
  Group,
  Input,
  NativeSelect,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import type { AppDescription } from '../../bridge/app.ts';
import { bridge } from '../bridge.ts';
import { useAllWords } from '../language.tsx';
import { useConnections } from '../settings/connections.tsx';
import { useApp } from '../shell/app-description.tsx';
import { useTell } from '../shell/messages.tsx';
import { useAsk } from '../shell/problems.tsx';

const terms = { forever: null, '12': 12, '36': 36, '84': 84 } as const;
const termNames = ['forever', '12', '36', '84'] as const;

/** How long batches are kept, and the report over many of them. */
export function RecordsSettings() {
  const { audit } = useAllWords();
  const words = audit.records;
  const ask = useAsk();
  const tell = useTell();
  const { app, put } = useApp();
  const today = new Date().toISOString().slice(0, 10);
  const [from, setFrom] = useState(`${today.slice(0, 8)}01`);
  const [to, setTo] = useState(today);
  const [connection, setConnection] = useState('');
  const [user, setUser] = useState('');
  const connections = useConnections().list ?? [];
  const keep = async (months: AppDescription['retention'], keepsKnown: boolean) => {
    const changed = await ask(bridge.setRetention({ months, keepsKnown }));
    if (changed !== null) put(changed);
  };
  const save = async (format: 'csv' | 'pdf') => {
    const query = { from, to, connection: connection || null, user: user.trim() || null, format };
    const path = await ask(bridge.savePeriodReport(query));
    if (path !== null) tell(audit.window.saved(path));
  };
  const stated = from !== '' && to !== '';
  return (
    <>
      <Input.Wrapper label={words.retention} labelElement="div" description={words.retentionHint}>
        <SegmentedControl
          fullWidth
          mt={4}
          aria-label={words.retention}
          data={termNames.map((value) => ({ value, label: words.terms[value] }))}
          value={termNames.find((name) => terms[name] === app.retention) ?? 'forever'}
          onChange={(term) => void keep(terms[term], app.keepsKnown)}
        />
      </Input.Wrapper>
      {app.retention !== null && (
        <Checkbox
          label={words.keepKnown}
          description={words.keepKnownHint}
          checked={app.keepsKnown}
          onChange={(event) => void keep(app.retention, event.currentTarget.checked)}
        />
      )}
      <Stack gap="xs" component="section" aria-label={words.period}>
        <Text fw={600}>{words.period}</Text>
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
        <Group>
          <Button variant="default" disabled={!stated} onClick={() => void save('csv')}>
            {words.saveCsv}
          </Button>
          <Button variant="default" disabled={!stated} onClick={() => void save('pdf')}>
            {words.savePdf}
          </Button>
        </Group>
      </Stack>
    </>
  );
}
