import { ActionIcon, Box, Button, NavLink, ScrollArea, Stack } from '@mantine/core';
import {
  IconAddressBook,
  IconHelp,
  IconPlugConnected,
  IconPlus,
  IconReport,
  IconSettings,
} from '@tabler/icons-react';
import { HistoryList } from '../history/history-list.tsx';
import { useAllWords, useWords } from '../language.tsx';
import { useNavigation } from './navigation.tsx';
import classes from './shell.module.css';

export function Sidebar() {
  const words = useWords();
  const { go } = useNavigation();
  const ways = useWays();
  return (
    <>
      <Stack gap="sm" p="sm" pb="xs">
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
      </ScrollArea>
      <Box px="sm" py="xs" style={{ borderTop: '1px solid var(--line)' }}>
        {ways.map(({ label, Icon, active, onClick }) => (
          <NavLink
            key={label}
            component="button"
            label={label}
            leftSection={<Icon size={16} aria-hidden />}
            active={active}
            aria-current={active ? 'page' : undefined}
            onClick={onClick}
          />
        ))}
      </Box>
    </>
  );
}

/** What leads on from anywhere, while the batches are folded. */
export function SidebarRail() {
  const words = useWords();
  const { go } = useNavigation();
  const ways = useWays();
  const start = {
    label: words.shell.newBatch,
    Icon: IconPlus,
    active: false,
    onClick: () => go({ at: 'start' }),
  };
  return (
    <div className={classes.rail}>
      {[start, ...ways].map(({ label, Icon, active, onClick }, at) => (
        <ActionIcon
          key={label}
          size="lg"
          variant={at === 0 ? 'default' : active ? 'light' : 'subtle'}
          color={active ? 'accent' : 'gray'}
          mt={at === 1 ? 'auto' : 0}
          aria-label={label}
          title={label}
          aria-current={active ? 'page' : undefined}
          onClick={onClick}
        >
          <Icon size={18} stroke={1.5} aria-hidden />
        </ActionIcon>
      ))}
    </div>
  );
}

function useWays() {
  const { audit, window: words } = useAllWords();
  const { permits, shell } = words;
  const { view, go, open, openGuide } = useNavigation();
  return [
    { label: audit.records.period, Icon: IconReport, active: false, onClick: () => open('period') },
    {
      label: permits.title,
      Icon: IconAddressBook,
      active: view.at === 'permits',
      onClick: () => go({ at: 'permits' }),
    },
    {
      label: shell.connections,
      Icon: IconPlugConnected,
      active: view.at === 'connections',
      onClick: () => go({ at: 'connections' }),
    },
    { label: shell.settings, Icon: IconSettings, active: false, onClick: () => open('settings') },
    { label: shell.help, Icon: IconHelp, active: false, onClick: openGuide },
  ];
}
