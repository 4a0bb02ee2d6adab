import { Group, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileImport } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useWords } from '../language.tsx';
import { useOpen } from './use-open.ts';

/** Lets files be dropped anywhere on the window. What can be read is the engine's to say. */
export function DropAnywhere() {
  const words = useWords();
  const { drop } = useOpen();
  // Where Chromium cannot tell a file's name, it says only at the end that there is one, and the zone never opened.
  useEffect(() => {
    const openDropped = (event: DragEvent) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      const inZone =
        event.target instanceof Element && event.target.closest('.mantine-Dropzone-root') !== null;
      if (!inZone && files.length > 0) void drop(files);
    };
    document.addEventListener('drop', openDropped);
    return () => document.removeEventListener('drop', openDropped);
  }, [drop]);
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
