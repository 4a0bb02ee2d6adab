import { Button, Group, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { BatchRow, RequestPreview as Preview } from '../../bridge/rows.ts';
import { fieldOf } from '../../permit/column-role.ts';
import type { Result } from '../../permit/result.ts';
import { answerOf, bridge } from '../bridge.ts';
import { failureMessage } from '../failure-message.ts';
import { useAllWords, useFormats, useWords } from '../language.tsx';
import classes from './check-place.module.css';

interface RequestPreviewProps {
  readonly summary: BatchSummary;
  readonly row: BatchRow;
  readonly revision: number;
}

/** The exact body that this row would be sent with, and its end on the lot's clock. */
export function RequestPreview({ summary, row, revision }: RequestPreviewProps) {
  const all = useAllWords();
  const words = all.window;
  const formats = useFormats();
  const answer = usePreview(summary, row, revision);
  const preview = answer?.ok === true ? answer.value : null;
  const isSent = row.state !== 'invalid' && preview !== null && preview.body !== null;
  const [opened, { toggle }] = useDisclosure(false);
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={4}>
        <Title order={3}>
          {row.outcome.status === 'accepted' ? words.check.previewSent : words.check.preview}
        </Title>
        {isSent && (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-expanded={opened}
            rightSection={
              <IconChevronDown
                size={14}
                aria-hidden
                style={opened ? { transform: 'rotate(180deg)' } : undefined}
              />
            }
            onClick={toggle}
          >
            {words.check.request}
          </Button>
        )}
      </Group>
      {answer?.ok === false ? (
        <Text role="alert">{failureMessage(all, answer.failure)}</Text>
      ) : row.state === 'invalid' || preview?.body === null ? (
        <Text c="dimmed">{words.check.cannotSend}</Text>
      ) : (
        preview !== null && (
          <>
            <Values summary={summary} row={row} values={preview.values} />
            {preview.localEnd !== null ? (
              <Text mt={4}>{words.check.localEnd(formats.wallClock(preview.localEnd))}</Text>
            ) : (
              preview.body?.['endTime'] !== undefined && (
                <Text mt={4}>{words.check.endWithoutZone(formats.wallClock(preview.body['endTime']))}</Text>
              )
            )}
            {opened && <Request body={preview.body} note={row.outcome.status !== 'accepted'} />}
          </>
        )
      )}
    </div>
  );
}

interface ValuesProps extends Pick<RequestPreviewProps, 'summary' | 'row'> {
  readonly values: Preview['values'];
}

/** Each value that is sent, and what was last known here where it changes that. */
function Values({ summary, row, values }: ValuesProps) {
  const { window: words, issues } = useAllWords();
  const formats = useFormats();
  return (
    <dl className={classes.values}>
      {values.map(({ field, value }) => {
        const was = row.was.find(({ column }) => {
          const role = summary.columns[column - 1]?.field;
          return role != null && fieldOf(role) === field;
        });
        return (
          <div key={field}>
            <Text component="dt" size="xs" c="dimmed">
              {issues.fields[field]}
            </Text>
            <Text component="dd" ff="monospace" size="sm" m={0} style={{ overflowWrap: 'anywhere' }}>
              {value}
            </Text>
            {was !== undefined && (
              <Text component="dd" size="sm" m={0} style={{ overflowWrap: 'anywhere' }}>
                {words.check.was(was.value, formats.instant(new Date(was.at).toISOString()))}
              </Text>
            )}
          </div>
        );
      })}
    </dl>
  );
}

/** The request to the letter, for who wants to see it. */
function Request({ body, note }: { body: Preview['body']; note: boolean }) {
  const { check } = useWords();
  return (
    <>
      <pre className={classes.request}>{JSON.stringify(body, null, 2)}</pre>
      {note && (
        <Text size="sm" c="dimmed" mt={4}>
          {check.previewNote}
        </Text>
      )}
    </>
  );
}

/** Asked for once the cursor rests, so that holding an arrow key asks for nothing. */
function usePreview(summary: BatchSummary, row: BatchRow, revision: number): Result<Preview> | null {
  const [preview, setPreview] = useState<Result<Preview> | null>(null);
  const { batch, connection } = summary;
  const { number } = row;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an edit changes what would be sent.
  useEffect(() => {
    if (connection === null) return;
    let current = true;
    const timer = setTimeout(async () => {
      const answer = await answerOf(bridge.previewRequest({ batch, row: number, connection }));
      if (current) setPreview(answer);
    }, 80);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [batch, connection, number, revision]);
  return preview;
}
