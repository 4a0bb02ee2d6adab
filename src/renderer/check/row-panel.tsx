import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { BatchRow, RowIssue } from '../../bridge/rows.ts';
import { isConfirmable } from '../../permit/issue.ts';
import { rowMessage } from '../../words/row-message.ts';
import { useAllWords } from '../language.tsx';
import { NamedStatusIcon, StatusIcon } from '../shell/status-icon.tsx';
import type { BulkOpening } from './bulk/bulk-dialog.tsx';
import classes from './check-place.module.css';
import type { GridFocus } from './grid-focus.ts';
import { PermitsMeant } from './permits-meant.tsx';
import { RequestPreview } from './request-preview.tsx';
import { type Leading, statusOf } from './row-status.ts';

interface RowPanelProps {
  readonly summary: BatchSummary;
  readonly focus: GridFocus | null;
  readonly revision: number;
  readonly leading: Leading;
  /** Absent where rows are only looked at. */
  readonly onRepair?: (focus: GridFocus) => void;
  /** Says that a doubtful value is meant so. */
  readonly onKeep?: (focus: GridFocus) => void;
  readonly onBulkChange?: (opening: BulkOpening) => void;
  /** Says which permit a row without a reference ID means. */
  readonly onChoose?: (row: BatchRow, reference: string) => void;
  /** Blanks the cells beyond the last column, which the grid cannot show. */
  readonly onRemoveExtra?: (row: BatchRow) => void;
}

/** The row under the cursor: what is wrong with it, what would mend it, and what will be sent. */
export function RowPanel({
  summary,
  focus,
  revision,
  leading,
  onRepair,
  onKeep,
  onBulkChange,
  onChoose,
  onRemoveExtra,
}: RowPanelProps) {
  const words = useAllWords();
  const { check, results } = words.window;
  if (focus === null) {
    return (
      <section className={classes.section} aria-label={check.noRow}>
        <Text c="dimmed">{check.noRow}</Text>
      </section>
    );
  }
  const { row } = focus;
  const { outcome } = row;
  const said = rowMessage(outcome, words);
  const extra = row.cells.slice(summary.columns.length).filter((cell) => cell.trim() !== '');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section className={classes.section} aria-label={check.row(row.number)} tabIndex={0}>
      <Group gap="xs" mb="xs">
        <Title order={2}>{check.row(row.number)}</Title>
        <NamedStatusIcon status={statusOf(row, leading)} />
      </Group>
      <Stack gap="sm">
        {said !== '' && (
          <div>
            <Text size="sm" c="dimmed">
              {outcome.status === 'rejected' || outcome.errorCode !== null
                ? check.controllerSaid
                : check.whatHappened}
            </Text>
            <Text>
              {said}
              {outcome.errorCode !== null && ` (${results.code(outcome.errorCode)})`}
            </Text>
          </div>
        )}
        <LeftOut row={row} onBulkChange={onBulkChange} />
        {row.issues.map((issue) => (
          <Issue
            key={`${issue.column}-${issue.code}`}
            issue={issue}
            header={issue.column === null ? null : (summary.columns[issue.column - 1]?.header ?? null)}
            onRepair={onRepair === undefined ? null : () => onRepair({ row, column: issue.column })}
            onKeep={onKeep === undefined ? null : () => onKeep({ row, column: issue.column })}
          >
            {issue.code === 'reference-ambiguous' && (
              <PermitsMeant
                batch={summary.batch}
                row={row.number}
                revision={revision}
                onChoose={onChoose === undefined ? null : (reference) => onChoose(row, reference)}
              />
            )}
          </Issue>
        ))}
        {extra.length > 0 && (
          <Stack gap={6} align="flex-start">
            <Text style={{ overflowWrap: 'anywhere' }}>{check.beyond(extra)}</Text>
            {onRemoveExtra !== undefined && (
              <Button size="compact-sm" variant="default" onClick={() => onRemoveExtra(row)}>
                {check.removeExtra(extra.length)}
              </Button>
            )}
          </Stack>
        )}
        {outcome.status === 'accepted' ? (
          <Text size="sm" c="dimmed">
            {check.locked}
          </Text>
        ) : (
          onRepair !== undefined && (
            <Text size="sm" c="dimmed">
              {check.edit}
            </Text>
          )
        )}
        {row.leftOut === null && <RequestPreview summary={summary} row={row} revision={revision} />}
      </Stack>
    </section>
  );
}

interface LeftOutProps {
  readonly row: BatchRow;
  readonly onBulkChange: RowPanelProps['onBulkChange'];
}

/** Why the row is left out, and the way back; or the way out. */
function LeftOut({ row, onBulkChange }: LeftOutProps) {
  const { leftOut, window: words } = useAllWords();
  const { number, outcome } = row;
  const isOut = row.leftOut !== null;
  const open = (action: 'leave-out' | 'bring-back') => onBulkChange?.({ action, rows: [number] });
  if (outcome.status === 'accepted') return null;
  return (
    <Stack gap={6} align="flex-start">
      {row.leftOut !== null && (
        <Text>
          {leftOut[row.leftOut]} {words.bulk.leftOutRow}
        </Text>
      )}
      {onBulkChange !== undefined && row.leftOut !== 'duplicate' && (
        <Button size="compact-sm" variant="default" onClick={() => open(isOut ? 'bring-back' : 'leave-out')}>
          {isOut ? words.bulk.bringBackRow : words.bulk.leaveOutRow}
        </Button>
      )}
    </Stack>
  );
}

interface IssueProps {
  readonly issue: RowIssue;
  readonly header: string | null;
  readonly onRepair: (() => void) | null;
  readonly onKeep: (() => void) | null;
  readonly children?: ReactNode;
}

function Issue({ issue, header, onRepair, onKeep, children }: IssueProps) {
  const words = useAllWords();
  const { check } = words.window;
  return (
    <div className={classes.issue} data-severity={issue.severity}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <span style={{ display: 'inline-flex', paddingTop: 2 }}>
          <StatusIcon status={issue.severity === 'error' ? 'invalid' : 'warned'} />
        </span>
        <div>
          {header !== null && (
            <Text size="xs" c="dimmed">
              {header}
            </Text>
          )}
          <Text style={{ overflowWrap: 'anywhere' }}>{words.issues.message(issue)}</Text>
        </div>
      </Group>
      {issue.repair !== null && onRepair !== null && (
        <Stack gap={6} mt={6} pl={24}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {words.issues.repairLabel(issue.repair, issue.value)}
          </Text>
          {!issue.repair.safe && <Text size="sm">{check.guess}</Text>}
          <Button size="compact-sm" variant="default" style={{ alignSelf: 'flex-start' }} onClick={onRepair}>
            {check.repair}
          </Button>
        </Stack>
      )}
      {isConfirmable(issue.code) && onKeep !== null && (
        <Button size="compact-sm" variant="default" mt={6} ml={24} onClick={onKeep}>
          {check.keep}
        </Button>
      )}
      {children}
    </div>
  );
}
