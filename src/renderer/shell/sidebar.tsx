import { Box, Button, NavLink, ScrollArea, Stack, Text } from '@mantine/core';
import { IconAddressBook, IconHelp, IconPlugConnected, IconPlus, IconSettings } from '@tabler/icons-react';
import { RemovedBatches } from '../audit/removed-batches.tsx';
import { HistoryList } from '../history/history-list.tsx';
import { useWords } from '../language.tsx';
import { useNavigation } from './navigation.tsx';

export function Sidebar({ brand }: { brand: boolean }) {
  const words = useWords();
  const { view, go, open } = useNavigation();
  return (
    <Box
      component="nav"
      aria-label={words.shell.history}
      data-region
      display="flex"
      style={{ flexDirection: 'column', flex: 1, minHeight: 0 }}
    >
      <Stack gap="sm" p="sm" pb="xs">
        {brand && (
          <Text fw={700} size="lg" px={4}>
            {words.brand}
          </Text>
        )}
        <Button
          variant="default"
          justify="flex-start"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => go({ at: 'start' })}
        >
          {words.shell.newBatch}
        </Button>
      </Stack>
      <ScrollArea flex={1} type="auto" offsetScrollbars={false}>
        <HistoryList />
        <RemovedBatches />
      </ScrollArea>
      <Box px="sm" py="xs" style={{ borderTop: '1px solid var(--line)' }}>
        <NavLink
          component="button"
          label={words.permits.title}
          leftSection={<IconAddressBook size={16} aria-hidden />}
          active={view.at === 'permits'}
          aria-current={view.at === 'permits' ? 'page' : undefined}
          onClick={() => go({ at: 'permits' })}
        />
        <NavLink
          component="button"
          label={words.shell.connections}
          leftSection={<IconPlugConnected size={16} aria-hidden />}
          active={view.at === 'connections'}
          aria-current={view.at === 'connections' ? 'page' : undefined}
          onClick={() => go({ at: 'connections' })}
        />
        <NavLink
          component="button"
          label={words.shell.settings}
          leftSection={<IconSettings size={16} aria-hidden />}
          onClick={() => open('settings')}
        />
        <NavLink
          component="button"
          label={words.shell.help}
          leftSection={<IconHelp size={16} aria-hidden />}
          onClick={() => open('guide')}
        />
      </Box>
    </Box>
  );
}
