import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconColumns3, IconEye } from '@tabler/icons-react';
import type { GridApi } from 'ag-grid-community';
import { useState } from 'react';
import type { BatchRow } from '../../../bridge/rows.ts';
import type { ColumnMatch } from '../../../permit/mapping.ts';
import { useWords } from '../../language.tsx';
import { orderColumns } from './column-layout.ts';

interface ColumnsMenuProps {
  readonly grid: GridApi<BatchRow> | null;
  readonly columns: readonly ColumnMatch[];
}

/** How all columns are laid out, and the way back to those that are hidden. */
export function ColumnsMenu({ grid, columns }: ColumnsMenuProps) {
  const { column: words, file } = useWords();
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const look = () =>
    setHidden(
      grid === null || grid.isDestroyed()
        ? []
        : grid.getColumnState().flatMap(({ colId, hide }) => (hide ? [colId] : [])),
    );
  const nameOf = (id: string) => columns[Number(id) - 1]?.header.trim() || file.blankHeader(Number(id));
  return (
    <Menu position="bottom-end" width={260} onOpen={look}>
      <Menu.Target>
        <Tooltip label={words.columns}>
          <ActionIcon variant="default" aria-label={words.columns} disabled={grid === null}>
            <IconColumns3 size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      {grid !== null && (
        <Menu.Dropdown mah="60vh" style={{ overflowY: 'auto' }}>
          <Menu.Item onClick={() => orderColumns(grid, columns, 'file')}>{words.inFileOrder}</Menu.Item>
          <Menu.Item onClick={() => orderColumns(grid, columns, 'sent-first')}>{words.sentFirst}</Menu.Item>
          <Menu.Item onClick={() => orderColumns(grid, columns, 'sent-only')}>{words.sentOnly}</Menu.Item>
          {hidden.length > 0 && <Menu.Divider />}
          {hidden.map((id) => (
            <Menu.Item
              key={id}
              leftSection={<IconEye size={16} aria-hidden />}
              onClick={() => grid.setColumnsVisible([id], true)}
            >
              {words.showAgain(nameOf(id))}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      )}
    </Menu>
  );
}
