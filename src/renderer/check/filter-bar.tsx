import {
  ActionIcon,
  CloseButton,
  Group,
  Pill,
  SegmentedControl,
  Text,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconArrowBackUp, IconArrowForwardUp, IconSearch, IconTableOptions } from '@tabler/icons-react';
import type { GridApi } from 'ag-grid-community';
import { useEffect, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { BatchRow } from '../../bridge/rows.ts';
import { assertNever } from '../../permit/result.ts';
import type { Words } from '../../words/words.ts';
import { useAllWords, useWords } from '../language.tsx';
import { everyRow, type RowFilter } from '../shell/navigation.tsx';
import { type Status, StatusIcon } from '../shell/status-icon.tsx';
import classes from './check-place.module.css';
import { ColumnsMenu } from './column/columns-menu.tsx';
import type { RowCount } from './row-source.ts';

interface FilterBarProps {
  readonly summary: BatchSummary;
  readonly filter: RowFilter;
  readonly count: RowCount | null;
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
  readOnly,
  onFilter,
  grid,
  onBulkChange,
  onUndo,
  onRedo,
}: FilterBarProps) {
  const { window: words, issues } = useAllWords();
  const only =
    filter.code !== null
      ? words.check.onlyCode(issues.titles[filter.code])
      : filter.outcome !== null
        ? words.check.onlyOutcome(words.statuses[filter.outcome])
        : otherConditions(words, filter);
  const nameOf = (column: number) =>
    summary.columns[column - 1]?.header.trim() || words.file.blankHeader(column);
  const filtered = filter.values.length > 0 || only !== null || filter.text !== '' || filter.state !== null;
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
      <FindInRows
        text={filter.text}
        column={filter.textColumn === null ? null : nameOf(filter.textColumn)}
        onText={(text) => onFilter({ ...filter, text })}
        onAllColumns={() => onFilter({ ...filter, textColumn: null })}
      />
      <Text size="sm" c="dimmed" role="status">
        {countText(words, count, filtered)}
      </Text>
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
        <Tooltip label={words.check.undo}>
          <ActionIcon
            variant="default"
            aria-label={words.check.undo}
            disabled={!summary.canUndo || readOnly}
            onClick={onUndo}
          >
            <IconArrowBackUp size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={words.check.redo}>
          <ActionIcon
            variant="default"
            aria-label={words.check.redo}
            disabled={!summary.canRedo || readOnly}
            onClick={onRedo}
          >
            <IconArrowForwardUp size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
      {(only !== null || filter.values.length > 0) && (
        <Group gap={6} w="100%">
          {only !== null && (
            <Pill
              withRemoveButton
              onRemove={() =>
                onFilter({ ...everyRow, text: filter.text, state: filter.state, values: filter.values })
              }
              removeButtonProps={{ 'aria-label': words.check.clear, 'aria-hidden': false, tabIndex: 0 }}
            >
              {only}
            </Pill>
          )}
          {filter.values.map(({ column, values }) => (
            <Pill
              key={column}
              withRemoveButton
              onRemove={() =>
                onFilter({ ...filter, values: filter.values.filter((one) => one.column !== column) })
              }
              removeButtonProps={{
                'aria-label': `${words.check.clear}: ${nameOf(column)}`,
                'aria-hidden': false,
                tabIndex: 0,
              }}
            >
              {words.check.onlyValues(nameOf(column), values)}
            </Pill>
          ))}
        </Group>
      )}
    </div>
  );
}

/** What came from a link of the push page, as one pill; null where the filter has nothing of it. */
function otherConditions({ check }: Words['window'], filter: RowFilter): string | null {
  const parts = [
    ...(filter.toSend ? [check.onlyToSend] : []),
    ...(filter.confirmed === null ? [] : [check.onlyKept]),
  ];
  return parts.length === 0 ? null : parts.join(' · ');
}

function countText({ check }: Words['window'], count: RowCount | null, filtered: boolean): string {
  if (count === null) return '';
  switch (count.kind) {
    case 'counted':
      return filtered ? check.showing(count.total) : '';
    case 'counting':
      return check.counting(count.soFar);
    case 'searching':
      return check.searching;
    case 'sorting':
      return check.sorting;
    default:
      return assertNever(count);
  }
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

interface FindInRowsProps {
  readonly text: string;
  /** The one column that is looked in; null: all. */
  readonly column: string | null;
  readonly onText: (text: string) => void;
  readonly onAllColumns: () => void;
}

function FindInRows({ text, column, onText, onAllColumns }: FindInRowsProps) {
  const words = useWords();
  const label = column === null ? words.check.find : words.column.findIn(column);
  const [typed, setTyped] = useState(text);
  const settle = useDebouncedCallback(onText, 200);
  useEffect(() => setTyped(text), [text]);
  return (
    <TextInput
      data-find
      size="xs"
      flex="1 1 6.5rem"
      maw="16rem"
      aria-label={label}
      placeholder={label}
      title={label}
      rightSection={
        column !== null && (
          <CloseButton
            size="xs"
            aria-label={words.column.findInAll}
            title={words.column.findInAll}
            onClick={onAllColumns}
          />
        )
      }
      leftSection={<IconSearch size={14} aria-hidden />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        settle(event.currentTarget.value.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          setTyped('');
          onText('');
        }
      }}
    />
  );
}
