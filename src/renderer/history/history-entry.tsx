import { NavLink, VisuallyHidden } from '@mantine/core';
import type { BatchSummary } from '../../bridge/batch.ts';
import { isSendable } from '../../permit/mapping.ts';
import { operationRules } from '../../permit/operation-rules.ts';
import { useFormats, useWords } from '../language.tsx';
import { usePushes } from '../push/pushes.tsx';
import { useConnections } from '../settings/connections.tsx';
import { MiddleShortened } from '../shell/middle-shortened.tsx';
import { type Place, useNavigation } from '../shell/navigation.tsx';
import { StatusIcon } from '../shell/status-icon.tsx';
import { connectionNameOf } from './batch-connection.ts';
import { batchStatus } from './batch-status.ts';
import classes from './history-entry.module.css';

/** A batch of the history. `timed`: another one of the day has the same name, so the time must tell them apart. */
export function HistoryEntry({ summary, timed }: { summary: BatchSummary; timed: boolean }) {
  const words = useWords();
  const formats = useFormats();
  const pushes = usePushes();
  const connections = useConnections();
  const { view, goTo } = useNavigation();
  const running = pushes.running.includes(summary.batch);
  const { status, label } = batchStatus(words, summary, running);
  const connection = connectionNameOf(summary, connections.get, words.connections.practice);
  const rows = words.history.rows(summary.rows);
  const active = view.at === 'batch' && view.batch === summary.batch;
  const facts = [connection, rows, label].filter((fact) => fact !== null);
  return (
    <NavLink
      component="button"
      title={`${summary.file}\n${facts.join(' · ')}\n${formats.instant(summary.createdAt)}`}
      label={
        <span className={classes.line}>
          <span className={classes.name}>
            <MiddleShortened text={summary.file} />
          </span>
          {timed && <span className={classes.clock}>{formats.clock(summary.createdAt)}</span>}
        </span>
      }
      description={
        <span className={classes.line}>
          {connection !== null && (
            <>
              <span className={classes.connection}>{connection}</span>
              <span>·</span>
            </>
          )}
          <VisuallyHidden>{`${rows} · `}</VisuallyHidden>
          <span className={classes.state}>{label}</span>
        </span>
      }
      leftSection={<StatusIcon status={status} />}
      active={active}
      aria-current={active ? 'page' : undefined}
      px={6}
      py={4}
      className={classes.entry}
      classNames={{ section: classes.section }}
      onClick={() => goTo(summary.batch, placeOf(summary, running))}
    />
  );
}

/** Where a batch of the history is taken up again. */
function placeOf(summary: BatchSummary, running: boolean): Place {
  if (running || summary.interrupted) return 'push';
  if (summary.runs > 0) return 'results';
  return isSendable(summary.columns, operationRules[summary.operation]) ? 'check' : 'columns';
}
