import { Button, Collapse, Group, Text } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { fileNameOf } from '../shell/file-name.ts';
import { useAsk } from '../shell/problems.tsx';

/** Results files of earlier runs, the newest first: folded, for the current one has what became of all rows. */
export function OlderResults({ batch, paths }: { batch: string; paths: readonly string[] }) {
  const { results: words } = useWords();
  const ask = useAsk();
  const [opened, setOpened] = useState(false);
  if (paths.length === 0) return null;
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        mt={4}
        aria-expanded={opened}
        leftSection={<Chevron size={14} aria-hidden />}
        onClick={() => setOpened(!opened)}
      >
        {words.olderFiles(paths.length)}
      </Button>
      <Collapse expanded={opened}>
        {paths.map((path) => {
          const name = fileNameOf(path);
          return (
            <Group key={path} gap="xs" pl={30} wrap="nowrap">
              <Text flex={1} size="sm" truncate title={path}>
                {name}
              </Text>
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={`${words.showInFolder}: ${name}`}
                onClick={() => void ask(bridge.showResults({ batch, path }))}
              >
                {words.showInFolder}
              </Button>
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={`${words.open}: ${name}`}
                onClick={() => void ask(bridge.openResults({ batch, path }))}
              >
                {words.open}
              </Button>
            </Group>
          );
        })}
      </Collapse>
    </>
  );
}
