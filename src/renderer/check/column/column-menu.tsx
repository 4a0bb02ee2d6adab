import { Menu } from '@mantine/core';
import {
  IconArrowLeft,
  IconArrowRight,
  IconEyeOff,
  IconFilter,
  IconPencil,
  IconPin,
  IconPinnedOff,
  IconSearch,
  IconSortAscending,
  IconSortDescending,
} from '@tabler/icons-react';
import type { GridApi } from 'ag-grid-community';
import type { BatchRow } from '../../../bridge/rows.ts';
import { useWords } from '../../language.tsx';
import { type BulkAction, bulkActions, wantsColumn } from '../bulk/bulk-draft.ts';

/** A column whose menu is asked for, and where its header stands in the window. */
export interface OpenColumn {
  /** Counts from 1. */
  readonly column: number;
  readonly name: string;
  readonly at: DOMRect;
}

interface ColumnMenuProps {
  readonly open: OpenColumn;
  readonly grid: GridApi<BatchRow>;
  readonly isFiltered: boolean;
  readonly onBulkChange: (action: BulkAction, column: number) => void;
  readonly onValues: () => void;
  readonly onFind: () => void;
  readonly onClearFilter: () => void;
  readonly onClose: () => void;
}

/** Where no shape is, so that all names stand under one another. */
const noIcon = <span style={{ width: 16 }} />;

/** What can be done with a column of the grid, from its header. */
export function ColumnMenu({
  open,
  grid,
  isFiltered,
  onBulkChange,
  onValues,
  onFind,
  onClearFilter,
  onClose,
}: ColumnMenuProps) {
  const { column: words, bulk } = useWords();
  const id = String(open.column);
  const state = grid.getColumnState().find(({ colId }) => colId === id);
  const sort = (way: 'asc' | 'desc' | null) =>
    grid.applyColumnState({ state: [{ colId: id, sort: way }], defaultState: { sort: null } });
  const isPinned = state?.pinned === 'left';
  const shown = grid.getAllDisplayedColumns().map((one) => one.getColId());
  const move = (by: -1 | 1) => {
    const target = grid.getAllDisplayedColumns()[shown.indexOf(id) + by];
    const all = grid.getAllGridColumns();
    if (target !== undefined) grid.moveColumns([id], all.indexOf(target));
  };
  const mayMove = (by: -1 | 1) => {
    const target = grid.getAllDisplayedColumns()[shown.indexOf(id) + by];
    return target !== undefined && Number(target.getColId()) >= 1 && target.isPinnedLeft() === isPinned;
  };
  return (
    <Menu
      opened
      onChange={(opened) => {
        if (!opened) onClose();
      }}
      position="bottom-start"
      width={320}
      returnFocus
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-label={words.open(open.name)}
          style={{
            position: 'fixed',
            left: open.at.left,
            top: open.at.top,
            width: open.at.width,
            height: open.at.height,
            padding: 0,
            border: 0,
            background: 'none',
            pointerEvents: 'none',
          }}
        />
      </Menu.Target>
      <Menu.Dropdown mah={`calc(100vh - ${Math.round(open.at.bottom) + 16}px)`} style={{ overflowY: 'auto' }}>
        <Menu.Item leftSection={<IconSortAscending size={16} aria-hidden />} onClick={() => sort('asc')}>
          {words.ascending}
        </Menu.Item>
        <Menu.Item leftSection={<IconSortDescending size={16} aria-hidden />} onClick={() => sort('desc')}>
          {words.descending}
        </Menu.Item>
        {state?.sort != null && (
          <Menu.Item leftSection={noIcon} onClick={() => sort(null)}>
            {words.unsorted}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconFilter size={16} aria-hidden />} onClick={onValues}>
          {words.values}
        </Menu.Item>
        <Menu.Item leftSection={<IconSearch size={16} aria-hidden />} onClick={onFind}>
          {words.find}
        </Menu.Item>
        {isFiltered && (
          <Menu.Item leftSection={noIcon} onClick={onClearFilter}>
            {words.clear}
          </Menu.Item>
        )}
        <Menu.Divider />
        {bulkActions.filter(wantsColumn).map((action, at) => (
          <Menu.Item
            key={action}
            leftSection={at === 0 ? <IconPencil size={16} aria-hidden /> : noIcon}
            onClick={() => onBulkChange(action, open.column)}
          >
            {bulk.actions[action]}…
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={isPinned ? <IconPinnedOff size={16} aria-hidden /> : <IconPin size={16} aria-hidden />}
          onClick={() => grid.applyColumnState({ state: [{ colId: id, pinned: isPinned ? null : 'left' }] })}
        >
          {isPinned ? words.unpin : words.pin}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowLeft size={16} aria-hidden />}
          disabled={!mayMove(-1)}
          onClick={() => move(-1)}
        >
          {words.left}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowRight size={16} aria-hidden />}
          disabled={!mayMove(1)}
          onClick={() => move(1)}
        >
          {words.right}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconEyeOff size={16} aria-hidden />}
          onClick={() => grid.setColumnsVisible([id], false)}
        >
          {words.hide}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
