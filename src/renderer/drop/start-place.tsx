import { Box, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconFileSpreadsheet, IconFolderOpen } from '@tabler/icons-react';
import { useEffect } from 'react';
import { bridge } from '../bridge.ts';
import { InterruptedNotices } from '../history/interrupted-notices.tsx';
import { useWords } from '../language.tsx';
import { GoesTo } from '../settings/goes-to.tsx';
import { useApp } from '../shell/app-description.tsx';
import { PlaceFrame } from '../shell/place-frame.tsx';
import shell from '../shell/shell.module.css';
import { isOver } from './reading.ts';
import { ReadingCard } from './reading-card.tsx';
import { useReadings } from './readings.tsx';
import classes from './start-place.module.css';
import { TemplateMenu } from './template-menu.tsx';
import { useOpen } from './use-open.ts';

/** Whether what is pasted there is meant for it. */
function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null;
}

/** The window without a batch: teaches in two lines, and offers the sample. */
export function StartPlace() {
  const words = useWords();
  const { chooseFiles, openSample, paste } = useOpen();
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (isField(event.target) || text.trim() === '') return;
      event.preventDefault();
      void paste(text);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, [paste]);
  const { app } = useApp();
  const { list, clear } = useReadings();
  const over = list.filter(isOver).length;
  const failed = list.filter((reading) => reading.failure !== null).length;
  const going = list.filter((reading) => reading.failure === null && reading.done === null).length;
  return (
    <PlaceFrame
      sentence={
        going > 0
          ? words.reading.many(going)
          : failed > 0
            ? words.reading.waiting(failed)
            : list.length > 0
              ? words.reading.allRead(list.length)
              : words.start.sentence
      }
    >
      <Stack className={shell.page} gap="md">
        <InterruptedNotices />
        {list.map((reading) => (
          <ReadingCard key={reading.reading} reading={reading} />
        ))}
        {over > 1 && (
          <Button variant="default" size="compact-sm" style={{ alignSelf: 'flex-end' }} onClick={clear}>
            {words.reading.clear(over)}
          </Button>
        )}
        <div className={classes.target}>
          <IconFileSpreadsheet size={48} stroke={1.25} color="var(--ink-soft)" aria-hidden />
          <Title order={2} size="h1">
            {words.start.title}
          </Title>
          <Text>{words.start.lineOne}</Text>
          <Text>{words.start.lineTwo}</Text>
          <Group mt="md" justify="center">
            <Button
              size="md"
              data-next-step
              leftSection={<IconFolderOpen size={18} aria-hidden />}
              onClick={() => void chooseFiles()}
            >
              {words.start.open}
            </Button>
            <Button variant="default" size="md" onClick={() => void openSample()}>
              {words.start.sample}
            </Button>
            <Button variant="default" size="md" onClick={() => void bridge.paste()}>
              {words.start.paste}
            </Button>
            <TemplateMenu />
          </Group>
          <Text size="sm" c="dimmed" mt="sm">
            {words.start.pasteHint}
          </Text>
        </div>
        <Box ta="center">
          <GoesTo label={words.start.goesTo} connection={app.connection} />
        </Box>
      </Stack>
    </PlaceFrame>
  );
}
