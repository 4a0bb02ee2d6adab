import { ActionIcon, Box, Button, Drawer, Menu, Text } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { ChangeBar } from './change-bar.tsx';
import { MessagesHere } from './messages-here.tsx';
import { useAsk } from './problems.tsx';
import classes from './shell.module.css';
import { SidePanel } from './side-panel.tsx';
import { useChangeProgress } from './use-change-progress.ts';

/** Something that can be done besides the next step. */
interface Action {
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

interface PlaceFrameProps {
  /** One sentence on where one stands. */
  readonly sentence: ReactNode;
  readonly actions?: readonly Action[];
  /** The one next step; always at the same spot. */
  readonly next?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/**
 * What every place is made of: the work, what helps with it, and the bar with the next step. While many rows of the batch
 * are changed, the bar says how far that is, and the next step is to stop it.
 */
export function PlaceFrame({ sentence, actions = [], next, aside, children }: PlaceFrameProps) {
  const words = useWords();
  const ask = useAsk();
  const progress = useChangeProgress();
  const narrow = useMediaQuery('(max-width: 56em)');
  const [detailsOpened, details] = useDisclosure(false);
  return (
    <>
      <main id="work" tabIndex={-1} className={classes.work} data-region>
        {children}
      </main>
      {aside !== undefined && !narrow && (
        <SidePanel
          panel="details"
          label={words.shell.details}
          title={
            <Text size="sm" c="dimmed">
              {words.shell.details}
            </Text>
          }
        >
          {aside}
        </SidePanel>
      )}
      {aside !== undefined && narrow && (
        <Drawer
          opened={detailsOpened}
          onClose={details.close}
          position="right"
          size="20rem"
          padding={0}
          title={words.shell.details}
        >
          {aside}
          <Box px="md">
            <MessagesHere inDialog />
          </Box>
        </Drawer>
      )}
      <section className={classes.status} aria-label={words.shell.status} data-region>
        <div className={classes.sentence}>
          <MessagesHere quiet={progress !== null} />
          <Text component="div" aria-live="polite">
            {progress === null ? sentence : <ChangeBar progress={progress} />}
          </Text>
        </div>
        {aside !== undefined && narrow && (
          <Button variant="default" onClick={details.open}>
            {words.check.details}
          </Button>
        )}
        {narrow && aside !== undefined && actions.length > 0 ? (
          <ActionsMenu actions={actions} />
        ) : (
          actions.map(({ label, ...action }) => (
            <Button key={label} variant="default" {...action}>
              {label}
            </Button>
          ))
        )}
        {progress === null ? (
          next
        ) : (
          <Button variant="default" onClick={() => void ask(bridge.stopChange({ batch: progress.batch }))}>
            {words.check.stopChange}
          </Button>
        )}
      </section>
    </>
  );
}

/** Where there is no room for a button each. */
function ActionsMenu({ actions }: { actions: readonly Action[] }) {
  const words = useWords();
  return (
    <Menu position="top-end">
      <Menu.Target>
        <ActionIcon variant="default" size="input-sm" aria-label={words.shell.more} data-more>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ label, ...action }) => (
          <Menu.Item key={label} {...action}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
