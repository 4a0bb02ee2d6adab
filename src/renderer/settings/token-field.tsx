import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ConnectionSummary } from '../../bridge/connections.ts';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { useTell } from '../shell/messages.tsx';
import { Notice } from '../shell/notice.tsx';
import { useAsk } from '../shell/problems.tsx';
import { StatusIcon } from '../shell/status-icon.tsx';
import { useConnections } from './connections.tsx';

interface TokenFieldProps {
  readonly connection: ConnectionSummary | null;
  readonly onSet?: () => void;
}

/** Sets, replaces or deletes a connection's token. It goes one way only: nothing here can show one. */
export function TokenField({ connection, onSet }: TokenFieldProps) {
  const { connections: words } = useWords();
  const ask = useAsk();
  const tell = useTell();
  const { put } = useConnections();
  const [token, setToken] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (connection === null) {
    return (
      <Text c="dimmed" size="sm">
        {words.saveFirst}
      </Text>
    );
  }
  if (connection.token === 'no-keychain') {
    return (
      <Notice kind="warning" title={words.tokenState['no-keychain']}>
        {words.noKeychainHelp}
      </Notice>
    );
  }

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const value = token.trim();
    const wrong =
      value === ''
        ? words.errors.tokenMissing
        : /^[A-Za-z0-9-]{1,50}$/.test(value)
          ? null
          : words.errors.tokenWrong;
    setError(wrong);
    if (wrong !== null) return;
    setBusy(true);
    setToken('');
    const after = await ask(bridge.setToken({ connection: connection.name, token: value }));
    setBusy(false);
    if (after === null) return;
    put(after);
    tell(words.tokenSaved);
    onSet?.();
  };
  const deleteToken = async () => {
    const after = await ask(bridge.deleteToken({ connection: connection.name }));
    if (after === null) return;
    put(after);
    tell(words.tokenDeleted);
  };

  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="xs">
        <Group gap={6}>
          <StatusIcon status={connection.token === 'set' ? 'valid' : 'warned'} />
          <Text>{words.tokenState[connection.token]}</Text>
        </Group>
        <PasswordInput
          label={connection.token === 'set' ? words.tokenNew : words.token}
          description={words.tokenHint}
          error={error}
          autoComplete="off"
          value={token}
          visible={false}
          visibilityToggleButtonProps={{ style: { display: 'none' } }}
          onChange={(event) => setToken(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          {connection.token === 'set' && (
            <Button variant="subtle" color="red" onClick={() => void deleteToken()}>
              {words.deleteToken}
            </Button>
          )}
          <Button type="submit" variant="default" loading={busy}>
            {connection.token === 'set' ? words.replaceToken : words.setToken}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
