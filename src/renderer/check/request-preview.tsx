import { Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { BatchRow, RequestPreview as Preview } from '../../bridge/rows.ts';
import type { Result } from '../../permit/result.ts';
import { answerOf, bridge } from '../bridge.ts';
import { failureMessage } from '../failure-message.ts';
import { useAllWords, useFormats } from '../language.tsx';
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
  return (
    <div>
      <Title order={3} mb={4}>
        {row.outcome.status === 'accepted' ? words.check.previewSent : words.check.preview}
      </Title>
      {answer?.ok === false ? (
        <Text role="alert">{failureMessage(all, answer.failure)}</Text>
      ) : row.state === 'invalid' || preview?.body === null ? (
        <Text c="dimmed">{words.check.cannotSend}</Text>
      ) : (
        preview !== null && (
          <>
            <pre className={classes.request}>{JSON.stringify(preview.body, null, 2)}</pre>
            {preview.localEnd !== null ? (
              <Text mt={4}>{words.check.localEnd(formats.wallClock(preview.localEnd))}</Text>
            ) : (
              preview.body?.['endTime'] !== undefined && (
                <Text mt={4}>{words.check.endWithoutZone(formats.wallClock(preview.body['endTime']))}</Text>
              )
            )}
            {row.outcome.status !== 'accepted' && (
              <Text size="sm" c="dimmed" mt={4}>
                {words.check.previewNote}
              </Text>
            )}
          </>
        )
      )}
    </div>
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
