import { Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { bridge } from '../bridge.ts';
import { failureMessage } from '../failure-message.ts';
import { useAllWords, useFormats } from '../language.tsx';
import { MarkIcon } from '../shell/mark.tsx';
import { useNavigation } from '../shell/navigation.tsx';
import { useAsk } from '../shell/problems.tsx';
import { SpokenProgress } from '../shell/spoken-progress.tsx';
import type { Reading } from './reading.ts';
import { useReadings } from './readings.tsx';

/** One of several files on their way in. */
export function ReadingCard({ reading }: { reading: Reading }) {
  const all = useAllWords();
  const words = all.window;
  const { dismiss } = useReadings();
  const { go } = useNavigation();
  const ask = useAsk();
  const asked = reading.failure?.code === 'header-not-first';
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" wrap="nowrap">
        <Group gap="xs" wrap="nowrap" miw={0}>
          {reading.failure !== null && <MarkIcon mark={asked ? 'warned' : 'invalid'} />}
          <Text fw={600} truncate title={reading.file}>
            {reading.file}
          </Text>
        </Group>
        {reading.failure === null ? (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void ask(bridge.cancelReading({ reading: reading.reading }))}
          >
            {words.shell.cancel}
          </Button>
        ) : (
          <Group gap="xs" wrap="nowrap">
            <Button
              size="compact-sm"
              variant={asked ? 'filled' : 'default'}
              onClick={() => go({ at: 'reading', reading: reading.reading })}
            >
              {asked ? words.reading.answer : words.reading.readWith}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => dismiss(reading.reading)}>
              {words.shell.close}
            </Button>
          </Group>
        )}
      </Group>
      {reading.failure === null ? (
        <ReadingBar reading={reading} />
      ) : (
        <Text mt={4} role="alert">
          {failureMessage(all, reading.failure)}
        </Text>
      )}
    </Paper>
  );
}

/** How far a file is read: the share of its bytes, rows so far, and the rate. */
export function ReadingBar({ reading }: { reading: Reading }) {
  const words = useAllWords().window;
  const formats = useFormats();
  const { progress } = reading;
  const ratio = progress === null || progress.totalBytes === 0 ? 0 : progress.bytes / progress.totalBytes;
  const sentence =
    progress === null ? words.shell.starting : words.reading.progress(progress.rows, progress.rowsPerSecond);
  return (
    <Stack gap={4} mt="xs">
      <SpokenProgress progress={`${sentence} · ${formats.percent(ratio)}`} />
      <Progress.Root size="lg">
        <Progress.Section value={ratio * 100} aria-label={words.reading.title(reading.file)} />
      </Progress.Root>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {sentence}
        </Text>
        <Text size="sm" c="dimmed">
          {formats.percent(ratio)}
        </Text>
      </Group>
    </Stack>
  );
}
