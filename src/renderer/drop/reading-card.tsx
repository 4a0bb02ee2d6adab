import { Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { isSendable } from '../../permit/mapping.ts';
import { operationRules } from '../../permit/operation-rules.ts';
import { bridge } from '../bridge.ts';
import { failureMessage } from '../failure-message.ts';
import { useAllWords, useFormats } from '../language.tsx';
import { useNavigation } from '../shell/navigation.tsx';
import { useAsk } from '../shell/problems.tsx';
import { SpokenProgress } from '../shell/spoken-progress.tsx';
import { StatusIcon } from '../shell/status-icon.tsx';
import { firstPlace } from './first-place.ts';
import { maybeReadOtherwise } from './read-otherwise.ts';
import { isAsked, type Reading } from './reading.ts';
import { useReadings } from './readings.tsx';

/** One of several files on their way in: being read, read, or in want of a person. */
export function ReadingCard({ reading }: { reading: Reading }) {
  const all = useAllWords();
  const words = all.window;
  const { dismiss } = useReadings();
  const { go, goTo } = useNavigation();
  const ask = useAsk();
  const { file, failure, done } = reading;
  const asked = isAsked(reading);
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" wrap="nowrap">
        <Group gap="xs" wrap="nowrap" miw={0}>
          {failure !== null && <StatusIcon status={asked ? 'warned' : 'invalid'} />}
          {done !== null && <StatusIcon status={done.invalid > 0 ? 'warned' : 'valid'} />}
          <Text fw={600} truncate title={file}>
            {file}
          </Text>
        </Group>
        <Group gap="xs" wrap="nowrap">
          {failure === null && done === null && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${words.shell.cancel} ${file}`}
              onClick={() => void ask(bridge.cancelReading({ reading: reading.reading }))}
            >
              {words.shell.cancel}
            </Button>
          )}
          {failure !== null && (asked || maybeReadOtherwise(file, failure.code)) && (
            <Button
              size="compact-sm"
              variant={asked ? 'filled' : 'default'}
              aria-label={`${asked ? words.reading.answer : words.reading.readWith} ${file}`}
              onClick={() => go({ at: 'reading', reading: reading.reading })}
            >
              {asked ? words.reading.answer : words.reading.readWith}
            </Button>
          )}
          {done !== null && (
            <Button
              size="compact-sm"
              aria-label={`${words.reading.openBatch} ${file}`}
              onClick={() => goTo(done.batch, firstPlace(done))}
            >
              {words.reading.openBatch}
            </Button>
          )}
          {(failure !== null || done !== null) && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${words.shell.close} ${file}`}
              onClick={() => dismiss(reading.reading)}
            >
              {words.shell.close}
            </Button>
          )}
        </Group>
      </Group>
      {failure !== null ? (
        <Text mt={4} role="alert">
          {failureMessage(all, failure)}
        </Text>
      ) : done !== null ? (
        <Text mt={4} c="dimmed">
          {isSendable(done.columns, operationRules[done.operation])
            ? words.reading.read(done.rows, done.invalid)
            : words.reading.readUnchecked(done.rows)}
        </Text>
      ) : (
        <ReadingBar reading={reading} />
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
