import { Button, PasswordInput, Stack } from '@mantine/core';
import type { ConnectionSummary } from '../../bridge/connections.ts';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { useTell } from '../shell/messages.tsx';
import { Notice } from '../shell/notice.tsx';
import { useAsk } from '../shell/problems.tsx';
import { useConnections } from './connections.tsx';

interface TokenFieldProps {
  /** The connection as it is kept; undefined while it is new. */
  readonly saved: ConnectionSummary | undefined;
  /** Whether a token is kept for what the form leads to. */
  readonly keptHere: boolean;
  readonly error: string | undefined;
  readonly value: string;
  readonly onChange: (token: string) => void;
}

/** A connection's token. It goes one way only: nothing here can show one, and a blank leaves the one that is kept. */
export function TokenField({ saved, keptHere, error, value, onChange }: TokenFieldProps) {
  const { connections: words } = useWords();
  const ask = useAsk();
  const tell = useTell();
  const { put } = useConnections();
  if (saved?.token === 'no-keychain') {
    return (
      <Notice kind="warning" title={words.tokenState['no-keychain']}>
        {words.noKeychainHelp}
      </Notice>
    );
  }
  const deleteToken = async (connection: string) => {
    const after = await ask(bridge.deleteToken({ connection }));
    if (after === null) return;
    put(after);
    tell(words.tokenDeleted);
  };
  return (
    <Stack gap={4} align="stretch">
      <PasswordInput
        label={words.token}
        description={
          keptHere ? words.tokenKept : saved?.token === 'set' ? words.tokenElsewhere : words.tokenHint
        }
        error={error}
        autoComplete="off"
        data-autofocus={saved?.token === 'missing' || undefined}
        value={value}
        visible={false}
        visibilityToggleButtonProps={{ style: { display: 'none' } }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {keptHere && saved !== undefined && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="red"
          style={{ alignSelf: 'flex-end' }}
          onClick={() => void deleteToken(saved.name)}
        >
          {words.deleteToken}
        </Button>
      )}
    </Stack>
  );
}
