import { Button, Checkbox, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconArrowBackUpDouble, IconKey, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import { openColumns } from '../../permit/mapping.ts';
import type { Failure } from '../../permit/result.ts';
import { useChanges } from '../check/use-changes.ts';
import { failureMessage } from '../failure-message.ts';
import { useAllWords } from '../language.tsx';
import { ConnectionDialog, type Editing } from '../settings/connection-dialog.tsx';
import { ConnectionIcon } from '../settings/connection-icon.tsx';
import { useConnectionName } from '../settings/connection-name.ts';
import { useConnections } from '../settings/connections.tsx';
import { useNavigation } from '../shell/navigation.tsx';
import { NextButton } from '../shell/next-button.tsx';
import { Notice } from '../shell/notice.tsx';
import { PlaceFrame } from '../shell/place-frame.tsx';
import shell from '../shell/shell.module.css';
import { StatusIcon } from '../shell/status-icon.tsx';
import classes from './before-push.module.css';
import { KnownChanges } from './known-changes.tsx';
import { LeftOut } from './left-out-list.tsx';
import { PushFacts } from './push-facts.tsx';
import { TypedNumber, typedAbove } from './typed-number.tsx';
import { useStartPush } from './use-start-push.ts';

/** As many as the engine sends on trial (batch/push/trial.ts). */
const trialRows = 10;

/** What a push will do, before it does it: how many rows, to which controller, which are left out and why. */
export function BeforePush({ summary }: { summary: BatchSummary }) {
  const all = useAllWords();
  const words = all.window;
  const { push } = words;
  const { goTo } = useNavigation();
  const [editing, setEditing] = useState<Editing>(null);
  const nameOf = useConnectionName();
  const connections = useConnections();
  const { start, busy, asksAgain } = useStartPush(summary.batch);
  const { change } = useChanges(summary, false);
  const [leaveOut, setLeaveOut] = useState(false);
  const [trial, setTrial] = useState(false);
  const [someMissing, setSomeMissing] = useState(false);
  const [typed, setTyped] = useState(0);

  const { batch, tally, invalid } = summary;
  const connection = connections.get(summary.connection);
  // What another connection was stopped at before any row went out is not resumed here, but pushed.
  const interrupted = summary.interrupted && summary.pushedTo === summary.connection;
  const practice = connection?.practice === true;
  const name = connection === undefined ? '' : nameOf(connection);
  const rows = interrupted ? summary.resumable : summary.pushable;
  // Cut off after its last row, a push still owes its results.
  const finishing = interrupted && rows === 0;
  const nothing = summary.rows === 0 ? words.check.headersOnly : push.nothing;
  const deletes = !practice && summary.operation === 'delete';
  const again = asksAgain !== null;
  const tokenLacks = connection?.token === 'missing' || connection?.token === 'no-keychain';
  // No permit can be brought back, be it one or many.
  const wantsTyping = !practice && rows > 0 && (rows > typedAbove || summary.operation === 'delete');
  const answered = (invalid === 0 || interrupted || leaveOut) && (!wantsTyping || typed === rows);
  const ready = connection !== undefined && !tokenLacks && (rows > 0 || finishing) && answered;

  const undecided = summary.runs === 0 ? openColumns(summary.columns).length : 0;

  const order = (sure: boolean) => {
    if (connection === undefined) return;
    void start({
      connection: connection.name,
      kind: interrupted ? 'resume' : 'push',
      onlyValid: leaveOut || interrupted,
      again: sure,
      leaveOut: practice && someMissing,
      trial: trial && !interrupted && rows > trialRows,
    });
  };

  return (
    <PlaceFrame
      sentence={
        asksAgain !== null ? (
          <AsksAgain failure={asksAgain} />
        ) : undecided > 0 ? (
          push.decideFirst(undecided)
        ) : connection === undefined ? (
          push.noConnection
        ) : rows === 0 ? (
          finishing ? (
            push.onlyResults
          ) : (
            nothing
          )
        ) : tokenLacks ? (
          push.tokenFirst
        ) : answered ? (
          push.sentence(rows, practice ? words.connections.practiceHere : name)
        ) : wantsTyping && typed !== rows && (invalid === 0 || interrupted || leaveOut) ? (
          push.typeFirst(rows)
        ) : (
          push.confirmFirst
        )
      }
      actions={[{ label: push.back, onClick: () => goTo(batch, 'check') }]}
      next={
        undecided > 0 ? (
          <NextButton onClick={() => goTo(batch, 'columns')}>{push.decide}</NextButton>
        ) : again ? (
          <NextButton practice={practice} danger={deletes} loading={busy} onClick={() => order(true)}>
            {push.again}
          </NextButton>
        ) : (
          <NextButton
            practice={practice}
            danger={deletes}
            loading={busy}
            disabled={!ready}
            onClick={() => order(false)}
          >
            {finishing
              ? push.finish
              : rows === 0
                ? push.nothingTitle
                : interrupted
                  ? push.resume(rows)
                  : push.go(rows, practice, summary.operation)}
          </NextButton>
        )
      }
    >
      <ConnectionDialog editing={editing} onClose={() => setEditing(null)} />
      <Stack className={shell.page} gap="md">
        <Title order={2}>
          {interrupted
            ? push.resumeTitle
            : rows === 0
              ? push.nothingTitle
              : practice
                ? push.practiceTitle
                : push.title}
        </Title>
        <Paper
          withBorder
          p="md"
          className={classes.order}
          data-practice={practice || undefined}
          data-danger={(deletes && rows > 0) || undefined}
        >
          <Group gap="sm" wrap="nowrap" align="flex-start">
            <span className={classes.icon}>
              {deletes && rows > 0 ? (
                <IconTrash size={24} aria-hidden />
              ) : (
                <ConnectionIcon connection={connection} size={24} />
              )}
            </span>
            <div>
              <Text size="xl" fw={600}>
                {finishing ? push.onlyResults : rows === 0 ? nothing : push.will[summary.operation](rows)}
              </Text>
              {connection !== undefined && rows > 0 && (
                <Text mt={4}>{practice ? push.practiceAt : push.at(name)}</Text>
              )}
              {connection !== undefined && !practice && (
                <Text ff="monospace" size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                  {`${connection.controller} · ${connection.client}`}
                </Text>
              )}
              {interrupted && !finishing && <Text mt="sm">{push.resumeText(tally.accepted, rows)}</Text>}
            </div>
          </Group>
        </Paper>
        {rows > 0 && undecided === 0 && (
          <PushFacts summary={summary} kind={interrupted ? 'resume' : 'push'} />
        )}
        {rows > 0 && undecided === 0 && !interrupted && <KnownChanges summary={summary} change={change} />}
        <LeftOut summary={summary} />
        {tokenLacks && connection !== undefined && (
          <Notice kind="warning" icon={<IconKey aria-hidden />}>
            <Group justify="space-between">
              <Text>{connection.token === 'no-keychain' ? push.noKeychain : push.tokenMissing(name)}</Text>
              <Button variant="default" onClick={() => setEditing(connection)}>
                {push.setToken}
              </Button>
            </Group>
          </Notice>
        )}
        {invalid > 0 && !interrupted && rows > 0 && (
          <Checkbox
            label={push.onlyValid(invalid, rows)}
            checked={leaveOut}
            onChange={(event) => setLeaveOut(event.currentTarget.checked)}
          />
        )}
        {practice && !interrupted && summary.operation !== 'create' && rows > 0 && (
          <Checkbox
            label={push.meetRejections}
            description={push.meetRejectionsHint}
            checked={someMissing}
            onChange={(event) => setSomeMissing(event.currentTarget.checked)}
          />
        )}
        {!interrupted && rows > trialRows && (
          <Checkbox
            label={push.trial(trialRows)}
            description={push.trialHint}
            checked={trial}
            onChange={(event) => setTrial(event.currentTarget.checked)}
          />
        )}
        {!practice && connection !== undefined && rows > 0 && (
          <Notice kind="warning" icon={<IconArrowBackUpDouble aria-hidden />}>
            {push.noUndo[summary.operation]}
          </Notice>
        )}
        {summary.operation === 'create' && connection?.endDate === 'utc' && rows > 0 && (
          <Notice kind="warning">{push.timesUnchanged}</Notice>
        )}
        {wantsTyping && (
          <TypedNumber key={rows} rows={rows} hint={push.typedHint[summary.operation]} onTyped={setTyped} />
        )}
      </Stack>
    </PlaceFrame>
  );
}

/** Beside the button that answers it. */
function AsksAgain({ failure }: { failure: Failure }) {
  const words = useAllWords();
  return (
    <Group role="alert" gap="xs" wrap="nowrap">
      <StatusIcon status="warned" size={20} />
      <div>
        <Text fw={600}>{words.window.push.againTitle}</Text>
        <Text>{failureMessage(words, failure)}</Text>
      </div>
    </Group>
  );
}
