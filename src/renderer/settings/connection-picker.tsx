import { Button, Group, Menu, Text } from '@mantine/core';
import { IconCheck, IconChevronDown, IconSettings } from '@tabler/icons-react';
import type { BatchSummary } from '../../bridge/batch.ts';
import { bridge } from '../bridge.ts';
import { useBatches } from '../history/batches.tsx';
import { useWords } from '../language.tsx';
import { usePushes } from '../push/pushes.tsx';
import { useApp } from '../shell/app-description.tsx';
import { useNavigation } from '../shell/navigation.tsx';
import { useAsk } from '../shell/problems.tsx';
import { boundTo } from './bound.ts';
import { ConnectionIcon } from './connection-icon.tsx';
import { useConnectionName } from './connection-name.ts';
import { useConnections } from './connections.tsx';

/** Chooses the controller that this batch, and the next ones, are checked for and pushed to. */
export function ConnectionPicker({ summary }: { summary: BatchSummary | undefined }) {
  const words = useWords();
  const ask = useAsk();
  const nameOf = useConnectionName();
  const { app, put: putApp } = useApp();
  const { list, get } = useConnections();
  const { put } = useBatches();
  const { go } = useNavigation();
  const pushes = usePushes();
  const name = summary === undefined ? app.connection : summary.connection;
  const chosen = get(name);
  const bound = summary !== undefined && name !== null && boundTo(summary) === name;
  const locked = bound || (summary !== undefined && pushes.running.includes(summary.batch));

  const choose = async (connection: string) => {
    const changed = await ask(bridge.chooseConnection({ batch: summary?.batch ?? null, connection }));
    if (changed !== null) put(changed);
    putApp({ ...app, connection });
  };

  if (locked) {
    return (
      <Group
        gap="xs"
        wrap="nowrap"
        aria-label={words.connections.picker}
        role="group"
        title={words.connections.bound}
      >
        <ConnectionIcon connection={chosen} />
        <Text fw={600} maw="16rem" truncate>
          {chosen === undefined ? name : nameOf(chosen)}
        </Text>
      </Group>
    );
  }

  return (
    <Menu position="bottom-end" width={320} styles={{ itemLabel: { minWidth: 0 } }}>
      <Menu.Target>
        <Button
          variant="default"
          aria-label={`${words.connections.picker}: ${chosen === undefined ? words.connections.choose : nameOf(chosen)}`}
          leftSection={<ConnectionIcon connection={chosen} />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          maw="18rem"
          style={{ flexShrink: 0 }}
        >
          <Text inherit truncate>
            {chosen === undefined ? words.connections.choose : nameOf(chosen)}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(list ?? []).map((connection) => (
          <Menu.Item
            key={connection.name}
            leftSection={<ConnectionIcon connection={connection} />}
            rightSection={connection.name === chosen?.name ? <IconCheck size={16} aria-hidden /> : undefined}
            aria-current={connection.name === chosen?.name || undefined}
            onClick={() => void choose(connection.name)}
          >
            <Text truncate title={nameOf(connection)}>
              {nameOf(connection)}
            </Text>
            <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {connection.practice ? words.connections.practiceNote : connection.controller}
            </Text>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconSettings size={16} aria-hidden />}
          onClick={() => go({ at: 'connections' })}
        >
          {words.connections.manage}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
