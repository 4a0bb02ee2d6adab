import { ActionIcon, Group, SegmentedControl, Text, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconTableOptions } from '@tabler/icons-react';
import type { GridApi } from 'ag-grid-community';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { BatchRow } from '../../bridge/rows.ts';
import { useWords } from '../language.tsx';
import { everyRow, type RowFilter } from '../shell/navigation.tsx';
import { type Status, StatusIcon } from '../shell/status-icon.tsx';
import { ChangeMenu } from './change-menu.tsx';
import classes from './check-place.module.css';
import { ColumnsMenu } from './column/columns-menu.tsx';
import { useFilterPills } from './filter-pills.tsx';
import { FindInRows } from './find-in-rows.tsx';
import { countText } from './row-count-text.ts';
import { type RowCount, wireFilter } from './row-source.ts';

interface FilterBarProps {
  readonly summary: BatchSummary;
  readonly filter: RowFilter;
  readonly count: RowCount | null;
  /** Whether anything is known that rows could be held against. */
  readonly permitsKnown: boolean;
  /** Nothing can be changed now. */
  readonly readOnly: boolean;
  readonly onFilter: (filter: RowFilter) => void;
  /** The grid whose columns are laid out; null until it is there. */
  readonly grid: GridApi<BatchRow> | null;
  readonly onBulkChange: () => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}

const states = ['valid', 'warned', 'invalid', 'left-out'] as const;

const statusOf = { valid: 'valid', warned: 'warned', invalid: 'invalid', 'left-out': 'skipped' } as const;

export function FilterBar({
  summary,
  filter,
  count,
  permitsKnown,
  readOnly,
  onFilter,
  grid,
  onBulkChange,
  onUndo,
  onRedo,
}: FilterBarProps) {
  const words = useWords();
  const nameOf = (column: number) =>
    summary.columns[column - 1]?.header.trim() || words.file.blankHeader(column);
  const undo = words.steps.undo(summary.nextUndo);
  const redo = words.steps.redo(summary.nextRedo);
  const pills = useFilterPills({ filter, nameOf, onFilter });
  return (
    <div className={classes.bar} role="toolbar" aria-label={words.check.title}>
      <SegmentedControl
        size="xs"
        aria-label={words.check.states}
        value={filter.state ?? 'all'}
        onChange={(value) =>
          onFilter({
            ...everyRow,
            text: filter.text,
            state: states.find((state) => state === value) ?? null,
          })
        }
        data={[
          { value: 'all', label: <Choice name={words.check.all} count={words.number(summary.rows)} /> },
          ...states
            .filter((state) => state !== 'left-out' || summary.leftOut.rows > 0 || filter.state === state)
            .map((state) => ({
              value: state,
              label: (
                <Choice
                  status={statusOf[state]}
                  name={words.check[state]}
                  count={words.number(state === 'left-out' ? summary.leftOut.rows : summary[state])}
                />
              ),
            })),
        ]}
      />
      {permitsKnown && (
        <ChangeMenu
          summary={summary}
          filter={filter}
          onFilter={(change) =>
            onFilter({
              ...everyRow,
              text: filter.text,
              textColumn: filter.textColumn,
              values: filter.values,
              ...change,
            })
          }
        />
      )}
      <FindInRows
        text={filter.text}
        label={filter.textColumn === null ? words.check.find : words.column.findIn(nameOf(filter.textColumn))}
        onText={(text) => onFilter({ ...filter, text })}
        onAllColumns={filter.textColumn === null ? null : () => onFilter({ ...filter, textColumn: null })}
      />
      <div className={classes.chips}>
        <Text size="sm" c="dimmed" role="status">
          <Counted text={countText(words, count, Object.keys(wireFilter(filter)).length > 0)} />
        </Text>
        {pills}
      </div>
      <Group gap={4} ml="auto">
        <ColumnsMenu grid={grid} columns={summary.columns} />
        <Tooltip label={words.bulk.open}>
          <ActionIcon
            variant="default"
            aria-label={words.bulk.open}
            disabled={summary.rows === 0 || readOnly}
            onClick={onBulkChange}
          >
            <IconTableOptions size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={undo}>
          <ActionIcon
            variant="default"
            aria-label={undo}
            disabled={!summary.canUndo || readOnly}
            onClick={onUndo}
          >
            <IconArrowBackUp size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={redo}>
          <ActionIcon
            variant="default"
            aria-label={redo}
            disabled={!summary.canRedo || readOnly}
            onClick={onRedo}
          >
            <IconArrowForwardUp size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
    </div>
  );
}

/** Where there is little room the number says enough. */
function Counted({ text }: { text: string }) {
  const { showingLead } = useWords().check;
  if (!text.startsWith(showingLead)) return text;
  return (
    <>
      <span className={classes.lead}>{showingLead}</span>
      {text.slice(showingLead.length)}
    </>
  );
}

function Choice({ status, name, count }: { status?: Status; name: string; count: string }) {
  return (
    <Group gap={4} wrap="nowrap" justify="center" title={name}>
      {status !== undefined && <StatusIcon status={status} size={14} />}
      <span className={status === undefined ? undefined : classes.state}>{name}</span>
      <Text span size="xs" c="dimmed">
        {count}
      </Text>
    </Group>
  );
}
