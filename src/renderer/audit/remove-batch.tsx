import { ActionIcon, Menu } from '@mantine/core';
import { IconArchive, IconDots, IconTrash } from '@tabler/icons-react';
import type { BatchSummary } from '../../bridge/batch.ts';
import { bridge } from '../bridge.ts';
import { useBatches } from '../history/batches.tsx';
import { useAllWords } from '../language.tsx';
import { useMessageCalls } from '../shell/messages.tsx';
import { useNavigation } from '../shell/navigation.tsx';
import { useAsk } from '../shell/problems.tsx';

/** Takes a batch out of the history: into a folder, or for good. A line of it stays. */
export function RemoveBatch({ summary }: { summary: BatchSummary }) {
  const words = useAllWords().audit.window;
  const ask = useAsk();
  const { say } = useMessageCalls();
  const { refresh } = useBatches();
  const { go } = useNavigation();
  const { batch } = summary;
  const gone = async (message: string) => {
    go({ at: 'start' });
    await refresh();
    say(message);
  };
  const archive = async () => {
    const path = await ask(bridge.archiveBatch({ batch }));
    if (path !== null) await gone(words.archived(path));
  };
  const remove = async () => {
    if (await ask(bridge.deleteBatch({ batch }))) await gone(words.deleted);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size="md" aria-label={words.more} title={words.more}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} onClick={() => void archive()}>
          {words.archive}
        </Menu.Item>
        <Menu.Item
          color="var(--bad)"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => void remove()}
        >
          {words.delete}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
