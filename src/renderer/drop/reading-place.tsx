import { Button, Stack, Text, Title } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { bridge } from '../bridge.ts';
import { failureMessage } from '../failure-message.ts';
import { useAllWords } from '../language.tsx';
import { FailureNotice } from '../shell/failure-notice.tsx';
import { useNavigation } from '../shell/navigation.tsx';
import { NextButton } from '../shell/next-button.tsx';
import { Notice } from '../shell/notice.tsx';
import { PlaceFrame } from '../shell/place-frame.tsx';
import { useAsk } from '../shell/problems.tsx';
import shell from '../shell/shell.module.css';
import { FirstRows } from './first-rows.tsx';
import { maybeReadOtherwise } from './read-otherwise.ts';
import type { Reading } from './reading.ts';
import { ReadingBar } from './reading-card.tsx';
import { ReadingOptions, type ReadingSettings } from './reading-options.tsx';
import { useReadings } from './readings.tsx';
import { StartPlace } from './start-place.tsx';
import { useOpen } from './use-open.ts';

/** A file while it is read, or why it could not be. */
export function ReadingPlace({ reading: id }: { reading: string }) {
  const { list } = useReadings();
  const reading = list.find((one) => one.reading === id);
  if (reading === undefined) return <StartPlace />;
  return reading.failure === null ? (
    <RunningReading reading={reading} />
  ) : (
    <FailedReading reading={reading} />
  );
}

function RunningReading({ reading }: { reading: Reading }) {
  const words = useAllWords().window;
  const ask = useAsk();
  const { go } = useNavigation();
  const preview = reading.progress?.preview ?? null;
  return (
    <PlaceFrame
      sentence={words.reading.sentence}
      next={
        <Button
          variant="default"
          onClick={() => {
            void ask(bridge.cancelReading({ reading: reading.reading }));
            go({ at: 'start' });
          }}
        >
          {words.reading.cancel}
        </Button>
      }
    >
      <Stack className={shell.page} gap="md">
        <Title order={2}>{words.reading.title(reading.file)}</Title>
        <ReadingBar reading={reading} />
        {preview !== null && (
          <>
            <Title order={3}>{words.reading.first}</Title>
            <FirstRows label={words.reading.first} headers={preview.headers} rows={preview.rows} />
          </>
        )}
      </Stack>
    </PlaceFrame>
  );
}

function FailedReading({ reading }: { reading: Reading }) {
  const all = useAllWords();
  const words = all.window;
  const preview = reading.progress?.preview ?? null;
  const understood = reading.progress?.understood;
  const readings = useReadings();
  const { chooseFiles, take } = useOpen();
  const { failure } = reading;
  const proposed = failure?.code === 'header-not-first' ? Number(failure.facts['row']) : null;
  const [how, setHow] = useState<ReadingSettings>({});
  if (failure === null) return null;

  const readWith = (options: ReadingSettings) => {
    void take(bridge.readFailed({ failed: reading.reading, reading: options })).then(() =>
      readings.dismiss(reading.reading),
    );
  };

  return (
    <PlaceFrame
      sentence={proposed === null ? words.reading.failedSentence : words.reading.askedSentence}
      actions={proposed === null ? [] : [{ label: words.reading.other, onClick: () => void chooseFiles() }]}
      next={
        proposed === null ? (
          <NextButton
            onClick={() => void chooseFiles()}
            leftSection={<IconFolderOpen size={16} aria-hidden />}
          >
            {words.reading.other}
          </NextButton>
        ) : (
          // What was chosen below but not read so far may have its header elsewhere.
          <NextButton
            disabled={Object.keys(how).length > 0}
            onClick={() => readWith({ headerRow: proposed })}
          >
            {words.reading.takeHeaderRow(proposed)}
          </NextButton>
        )
      }
    >
      <Stack className={shell.page} gap="md">
        <Title order={2} style={{ overflowWrap: 'anywhere' }}>
          {proposed === null
            ? words.reading.failedTitle(reading.file)
            : words.reading.askedTitle(reading.file)}
        </Title>
        {proposed === null ? (
          <FailureNotice failure={failure} />
        ) : (
          <Notice kind="warning" role="alert">
            <Text>{failureMessage(all, failure)}</Text>
            <Text mt={4}>{words.reading.headerProposal(proposed)}</Text>
          </Notice>
        )}
        {proposed !== null && preview !== null && (
          <>
            <Title order={3}>{words.reading.firstWithHeader(proposed)}</Title>
            <FirstRows
              label={words.reading.firstWithHeader(proposed)}
              headers={preview.headers}
              rows={preview.rows.slice(0, 5)}
            />
          </>
        )}
        {maybeReadOtherwise(reading.file, failure.code) && (
          <>
            <Title order={3}>{words.reading.readWith}</Title>
            <ReadingOptions
              how={how}
              onChange={setHow}
              {...(understood === undefined ? {} : { detected: understood })}
            />
            <Button
              variant="default"
              style={{ alignSelf: 'flex-start' }}
              disabled={Object.keys(how).length === 0}
              onClick={() => readWith(how)}
            >
              {words.reading.tryAgain}
            </Button>
          </>
        )}
      </Stack>
    </PlaceFrame>
  );
}
