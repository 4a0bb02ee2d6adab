import { Group, Text } from '@mantine/core';
import { useWords } from '../language.tsx';
import { useConnectionName } from './connection-name.ts';
import { useConnections } from './connections.tsx';
import { KindPill } from './kind-pill.tsx';

interface GoesToProps {
  /** Said before the name. */
  readonly label?: string;
  /** The connection's name. */
  readonly connection: string;
}

/** Which controller a batch is for, and whether that is a live one; nothing until it is known. */
export function GoesTo({ label, connection: name }: GoesToProps) {
  const words = useWords();
  const nameOf = useConnectionName();
  const { list, get } = useConnections();
  if (list === null) return null;
  const connection = get(name);
  const practice = connection?.practice === true;
  return (
    <div>
      <Group gap="xs" display="inline-flex">
        {label !== undefined && <Text>{label}</Text>}
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {connection === undefined ? name : nameOf(connection)}
        </Text>
        <KindPill practice={practice} />
      </Group>
      {connection !== undefined && (
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {practice ? words.connections.practiceNote : connection.controller}
        </Text>
      )}
    </div>
  );
}
