import { Button, Group, Menu, Text } from '@mantine/core';
import { IconChevronDown, IconSchool, IconSettings } from '@tabler/icons-react';
import { bridge } from '../bridge.ts';
import { useOpen } from '../drop/use-open.ts';
import { useWords } from '../language.tsx';
import { ConnectionIcon } from '../settings/connection-icon.tsx';
import { useConnections } from '../settings/connections.tsx';
import { useNavigation } from '../shell/navigation.tsx';
import { Notice } from '../shell/notice.tsx';

/** Says that what follows was practice, and leads on to the real thing: a new batch with the same edits. */
export function PushForReal({ batch }: { batch: string }) {
  const { results, connections: words } = useWords();
  const { list } = useConnections();
  const { take } = useOpen();
  const { go } = useNavigation();
  const live = (list ?? []).filter((connection) => !connection.practice);
  return (
    <Notice kind="practice" icon={<IconSchool size={20} aria-hidden />}>
      <Group gap="sm" justify="space-between">
        <Text flex="1 1 9rem">{results.wasPractice}</Text>
        <Menu position="bottom-end" width={320} styles={{ itemLabel: { minWidth: 0 } }}>
          <Menu.Target>
            <Button
              size="compact-md"
              variant="default"
              rightSection={<IconChevronDown size={14} aria-hidden />}
            >
              {results.pushForReal}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {live.map((connection) => (
              <Menu.Item
                key={connection.name}
                leftSection={<ConnectionIcon connection={connection} />}
                onClick={() => void take(bridge.renew({ batch, connection: connection.name }))}
              >
                <Text truncate>{connection.name}</Text>
                <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                  {connection.controller}
                </Text>
              </Menu.Item>
            ))}
            {live.length > 0 && <Menu.Divider />}
            <Menu.Item
              leftSection={<IconSettings size={16} aria-hidden />}
              onClick={() => go({ at: 'connections' })}
            >
              {words.manage}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
    </Notice>
  );
}
