import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { BatchSummary, Outcome } from '../../bridge/batch.ts';
import type { Rejection } from '../../bridge/push.ts';
import { AuditTrail } from '../audit/audit-trail.tsx';
import { BatchRows } from '../check/batch-rows.tsx';
import { FindInRows } from '../check/find-in-rows.tsx';
import type { GridFocus } from '../check/grid-focus.ts';
import { countText } from '../check/row-count-text.ts';
import { RowPanel } from '../check/row-panel.tsx';
import type { RowCount } from '../check/row-source.ts';
import { useAllWords } from '../language.tsx';
import { usePushes } from '../push/pushes.tsx';
import { useStartPush } from '../push/use-start-push.ts';
import { boundTo } from '../settings/bound.ts';
import { useConnections } from '../settings/connections.tsx';
import { FailureNotice } from '../shell/failure-notice.tsx';
import { everyRow, useNavigation } from '../shell/navigation.tsx';
import { NextButton } from '../shell/next-button.tsx';
import { Notice } from '../shell/notice.tsx';
import { PlaceFrame } from '../shell/place-frame.tsx';
import { StatusIcon } from '../shell/status-icon.tsx';
import { PushForReal } from './push-for-real.tsx';
import { PutBack } from './put-back.tsx';
import { RejectionReasons } from './rejection-reasons.tsx';
import { ResultsFile } from './results-file.tsx';
import classes from './results-place.module.css';
import { type RetriedOutcome, RetryButton } from './retry-button.tsx';
import { TallyTiles } from './tally-tiles.tsx';
import { ZoneChanges } from './zone-changes.tsx';

/** Worst first: what wants a person's eye stands before what went well. */
const order = ['rejected', 'unknown', 'unsent', 'accepted', 'skipped'] as const satisfies readonly Outcome[];

/** Stops that are mended under Connections: the controller did not let this one in. */
const refusals: ReadonlySet<string> = new Set([
  'refused-by-code',
  'refused-by-status',
  'not-this-api-not-found',
]);

/** What became of every row, and what to do about those that were not accepted. */
export function ResultsPlace({ summary }: { summary: BatchSummary }) {
  const all = useAllWords();
  const words = all.window;
  const { results } = words;
  const { goTo, go } = useNavigation();
  const connections = useConnections();
  const ended = usePushes().of(summary.batch)?.ended ?? null;
  const { start, busy } = useStartPush(summary.batch);
  const { batch, tally } = summary;
  // A push that a bug ended, or the engine's death, is known to this sitting only.
  const { end, reason: stopReason } = ended ?? summary.ending ?? { end: 'interrupted', reason: null };
  const [outcome, setOutcome] = useState<Outcome | null>(
    () => order.find((one) => one !== 'accepted' && one !== 'skipped' && tally[one] > 0) ?? null,
  );
  const [focus, setFocus] = useState<GridFocus | null>(null);
  const [reason, showReason] = useState<Rejection | null>(null);
  const [text, setText] = useState('');
  const [count, setCount] = useState<RowCount | null>(null);
  const filter = useMemo(
    () => ({
      ...everyRow,
      outcome,
      resultText: text,
      answer: reason && { errorCode: reason.errorCode, message: reason.message },
    }),
    [outcome, reason, text],
  );
  const connection = connections.get(summary.connection);
  const practice = connection?.practice === true;
  const creates = summary.operation === 'create';
  // What another connection was stopped at before any row went out is not resumed here, but pushed.
  const interrupted = summary.interrupted && summary.pushedTo === summary.connection;
  const { retryable } = summary;
  const choices = { ...retryable, unknown: creates ? 0 : retryable.unknown };
  const retry = (unknownToo: boolean, outcomes: RetriedOutcome[] | null) => {
    if (connection === undefined) return;
    const order = { kind: 'retry', onlyValid: true, unknownToo, outcomes, again: false } as const;
    void start({ connection: connection.name, ...order, outcomes });
  };

  return (
    <PlaceFrame
      sentence={tally.accepted === summary.rows ? results.allAccepted(summary.rows) : results.tally(tally)}
      actions={
        tally.rejected > 0
          ? [{ label: results.mend, onClick: () => goTo(batch, 'check', { outcome: 'rejected' }) }]
          : summary.invalid > 0
            ? [
                {
                  label: results.mendErrors(summary.invalid),
                  onClick: () => goTo(batch, 'check', { state: 'invalid' }),
                },
              ]
            : []
      }
      next={
        interrupted ? (
          <NextButton onward practice={practice} onClick={() => goTo(batch, 'push')}>
            {summary.resumable > 0 ? results.resume(summary.resumable) : words.push.finish}
          </NextButton>
        ) : choices.rejected + choices.unknown > 0 && connection !== undefined ? (
          <RetryButton
            operation={summary.operation}
            choices={choices}
            practice={practice}
            busy={busy}
            onRetry={(outcomes) => retry(false, outcomes)}
          />
        ) : summary.pushable > 0 ? (
          <NextButton onward practice={practice} onClick={() => goTo(batch, 'push')}>
            {results.pushRest(summary.pushable)}
          </NextButton>
        ) : (
          <NextButton onClick={() => go({ at: 'start' })}>{results.newBatch}</NextButton>
        )
      }
      aside={<RowPanel summary={summary} focus={focus} revision={summary.runs} leading="outcome" />}
    >
      <div className={classes.place}>
        <div className={classes.head}>
          <Group justify="space-between">
            <Title order={2}>{results.title}</Title>
            {stopReason === null && (
              <Group gap={6} role="status">
                <StatusIcon status={end === 'finished' ? 'accepted' : 'warned'} />
                <Text>{results.end[end]}</Text>
              </Group>
            )}
          </Group>
          {stopReason !== null && (
            <FailureNotice
              failure={stopReason}
              kind={end === 'cancelled' ? 'warning' : 'error'}
              title={results.end[end]}
            >
              {refusals.has(stopReason.code) && (
                <Button size="compact-sm" variant="default" mt="xs" onClick={() => go({ at: 'connections' })}>
                  {words.connections.manage}
                </Button>
              )}
            </FailureNotice>
          )}
          {ended !== null && ended.mismatched > 0 && (
            <Notice role="alert" kind="error" title={all.push.mismatched(ended.mismatched)} />
          )}
          {ended !== null && ended.superseded > 0 && (
            <Notice role="alert" kind="warning" title={all.push.supersededRows(ended.superseded)} />
          )}
          {ended?.resultsFailure != null && (
            <FailureNotice failure={ended.resultsFailure} title={results.fileFailed} />
          )}
          {creates && tally.unknown > 0 && (
            <Notice kind="warning">
              <Group justify="space-between">
                <Text>{results.unknownCreated(tally.unknown)}</Text>
                {retryable.unknown > 0 && (
                  <RetryButton
                    unknown={retryable.unknown}
                    operation={summary.operation}
                    choices={{ ...retryable, unsent: 0 }}
                    practice={practice}
                    busy={busy}
                    onRetry={() => retry(true, null)}
                  />
                )}
              </Group>
            </Notice>
          )}
          <TallyTiles
            tally={tally}
            shown={outcome}
            onShow={(one) => {
              showReason(null);
              setOutcome(one === outcome ? null : one);
            }}
          />
          <RejectionReasons
            batch={batch}
            rejected={tally.rejected}
            shown={reason}
            onShow={(one) => {
              showReason(one);
              setOutcome('rejected');
            }}
          />
          <Records>
            {practice && boundTo(summary) !== null && <PushForReal batch={batch} />}
            <Group gap="xs" className={classes.actions}>
              <PutBack summary={summary} />
              <ZoneChanges summary={summary} />
            </Group>
            <ResultsFile summary={summary} />
            <AuditTrail summary={summary} />
          </Records>
          <Group gap="sm">
            <FindInRows
              text={text}
              label={results.find}
              onText={(wanted) => {
                // Looked for among all rows: what is wanted may have any outcome.
                if (text === '' && wanted !== '') {
                  setOutcome(null);
                  showReason(null);
                }
                setText(wanted);
              }}
            />
            <Text size="sm" c="dimmed" role="status">
              {countText(words, count, text !== '')}
            </Text>
          </Group>
        </div>
        <BatchRows
          summary={summary}
          filter={filter}
          revision={summary.runs}
          leading="outcome"
          onFocus={setFocus}
          onCount={setCount}
          onShowAll={() => {
            showReason(null);
            setOutcome(null);
            setText('');
          }}
        />
      </div>
    </PlaceFrame>
  );
}

/**
 * What remains of the push besides its rows. In a low window, at 200 % say, it would leave those no room, and is folded;
 * a dialog that was opened from it stays.
 */
function Records({ children }: { children: ReactNode }) {
  const { results } = useAllWords().window;
  const low = useMediaQuery('(max-height: 40em)');
  const [opened, setOpened] = useState(false);
  return (
    <div>
      {low && (
        <Button
          variant="subtle"
          size="compact-md"
          aria-expanded={opened}
          data-more
          rightSection={
            <IconChevronDown
              size={16}
              aria-hidden
              style={opened ? { transform: 'rotate(180deg)' } : undefined}
            />
          }
          onClick={() => setOpened(!opened)}
        >
          {results.records}
        </Button>
      )}
      <Stack gap="xs" pt={low ? 'xs' : 0} display={low && !opened ? 'none' : undefined}>
        {children}
      </Stack>
    </div>
  );
}
