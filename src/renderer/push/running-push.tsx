import { Group, Loader, Paper, Stack, Text, Title } from '@mantine/core';
import { closeModal, openConfirmModal } from '@mantine/modals';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import { bridge } from '../bridge.ts';
import { failureMessage } from '../failure-message.ts';
import { useAllWords, useFormats } from '../language.tsx';
import { RejectionReasons } from '../results/rejection-reasons.tsx';
import { TallyBar } from '../results/tally-bar.tsx';
import { TallyTiles } from '../results/tally-tiles.tsx';
import { useConnectionName } from '../settings/connection-name.ts';
import { useConnections } from '../settings/connections.tsx';
import { Banner } from '../shell/banner.tsx';
import { useNavigation } from '../shell/navigation.tsx';
import { NextButton } from '../shell/next-button.tsx';
import { Notice } from '../shell/notice.tsx';
import { PlaceFrame } from '../shell/place-frame.tsx';
import { useAsk } from '../shell/problems.tsx';
import shell from '../shell/shell.module.css';
import { SpokenProgress } from '../shell/spoken-progress.tsx';
import type { Push } from './push.ts';
import { pushSentence } from './push-sentence.ts';
import { RateChart } from './rate-chart.tsx';

const cancelQuestion = 'cancel-push';

/** A push while it goes on. */
export function RunningPush({ summary, push }: { summary: BatchSummary; push: Push }) {
  const all = useAllWords();
  const words = all.window;
  const formats = useFormats();
  const ask = useAsk();
  const nameOf = useConnectionName();
  const connections = useConnections();
  const { batch } = summary;
  const { goTo } = useNavigation();
  const connection = connections.get(summary.connection);
  const practice = connection?.practice === true;
  const { progress } = push;
  const phase = progress?.phase ?? 'canary';
  const tally = progress?.tally ?? summary.tally;
  const done = tally.accepted + tally.rejected;
  const total = summary.rows - tally.skipped;
  const ending = phase === 'stopping' || phase === 'finishing';
  const halted = phase === 'paused' || phase === 'asking';

  const confirmCancel = () =>
    openConfirmModal({
      modalId: cancelQuestion,
      title: words.push.cancelTitle,
      children: <Text>{words.push.cancelText}</Text>,
      labels: { confirm: words.push.cancel, cancel: words.push.keepPushing },
      confirmProps: { color: 'red' },
      onConfirm: () => void ask(bridge.cancelPush({ batch })),
    });

  // The question is void as soon as the push has ended.
  useEffect(() => () => closeModal(cancelQuestion), []);

  return (
    <PlaceFrame
      sentence={<span aria-live="off">{words.push.runningSentence(done, total)}</span>}
      actions={[{ label: words.push.cancel, disabled: ending, onClick: confirmCancel }]}
      next={
        halted ? (
          <NextButton
            practice={practice}
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            onClick={() => void ask(bridge.continuePush({ batch }))}
          >
            {phase === 'asking' ? words.push.yesGoOn : words.push.goOn}
          </NextButton>
        ) : (
          <NextButton
            variant="default"
            disabled={ending}
            leftSection={<IconPlayerPause size={16} aria-hidden />}
            onClick={() => void ask(bridge.pausePush({ batch }))}
          >
            {words.push.pause}
          </NextButton>
        )
      }
    >
      <Stack className={shell.page} gap="md">
        <Group gap="sm">
          {!halted && <Loader size="sm" aria-hidden />}
          <Title order={2}>
            {practice
              ? words.push.practising
              : words.push.running(connection === undefined ? '' : nameOf(connection))}
          </Title>
        </Group>
        <Text role="status">{pushSentence(words, progress)}</Text>
        {/* Room for it is kept, so that nothing moves as it comes and goes. */}
        <div style={{ minHeight: '3.5rem' }}>
          {progress?.reason != null && (
            // A wait counts its seconds here, and would be read out with each.
            <Notice kind="warning" role={phase === 'asking' ? 'alert' : 'note'}>
              {failureMessage(all, progress.reason)}
            </Notice>
          )}
        </div>
        {progress !== null && progress.source !== 'same' && (
          <Banner title={all.push.source[progress.source](summary.file)} />
        )}
        {progress?.elsewhere != null && (
          <Banner title={all.cli.resultsGoElsewhere(progress.elsewhere.folder)}>
            {failureMessage(all, progress.elsewhere.why)}
          </Banner>
        )}
        <TallyBar tally={tally} />
        <TallyTiles tally={tally} names={{ unknown: words.push.noAnswerYet }} />
        <RejectionReasons
          batch={batch}
          rejected={tally.rejected}
          shown={null}
          onShow={(reason) => goTo(batch, 'check', { outcome: 'rejected', answer: reason })}
        />
        {progress !== null && (
          <Paper withBorder p="md">
            <Group justify="space-between" mb="xs">
              <Title order={3}>{words.push.rate}</Title>
              <Group gap="md">
                {!halted && (
                  <>
                    <Text size="sm">{words.push.perSecond(progress.perSecond)}</Text>
                    <Text size="sm" c="dimmed">
                      {progress.secondsLeft === null
                        ? words.push.leftUnknown
                        : words.push.left(formats.duration(progress.secondsLeft))}
                    </Text>
                    <Text size="sm" c="dimmed">
                      {words.push.atOnce(progress.atOnce)}
                    </Text>
                  </>
                )}
                <Text size="sm" c="dimmed">
                  {words.push.attempts(progress.attempts)}
                </Text>
              </Group>
            </Group>
            <RateChart rates={push.rates} />
          </Paper>
        )}
        <SpokenProgress progress={words.push.progress(done, total)} />
      </Stack>
    </PlaceFrame>
  );
}
