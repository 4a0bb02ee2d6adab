import { Group, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileImport } from '@tabler/icons-react';
import { useWords } from '../language.tsx';
import { useOpen } from './use-open.ts';

/** Lets files be dropped anywhere on the window. What can be read is the engine's to say. */
export function DropAnywhere() {
  const words = useWords();
  const { drop } = useOpen();
  return (
    <Dropzone.FullScreen
      active
      aria-hidden
      activateOnKeyboard={false}
      activateOnClick={false}
      tabIndex={-1}
      onDrop={(files) => void drop(files)}
      getFilesFromEvent={droppedFiles}
      inputProps={{ 'aria-hidden': true, tabIndex: -1 }}
    >
      <Group justify="center" mih="60vh" style={{ pointerEvents: 'none' }}>
        <Stack align="center" gap="xs">
          <IconFileImport size={48} stroke={1.5} aria-hidden />
          <Text size="xl">{words.start.drop}</Text>
          <Text c="dimmed">{words.start.dropMany}</Text>
        </Stack>
      </Group>
    </Dropzone.FullScreen>
  );
}

/** The files just as the event holds them: only those have a path that preload may ask for. */
async function droppedFiles(event: unknown): Promise<File[]> {
  const transfer = event instanceof Event || isReactEvent(event) ? transferOf(event) : null;
  return transfer === null ? [] : [...transfer.files];
}

function isReactEvent(event: unknown): event is { nativeEvent: Event } {
  return typeof event === 'object' && event !== null && 'nativeEvent' in event;
}

function transferOf(event: Event | { nativeEvent: Event }): DataTransfer | null {
  const native = event instanceof Event ? event : event.nativeEvent;
  return native instanceof DragEvent ? native.dataTransfer : null;
}
