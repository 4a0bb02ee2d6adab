import { Table, Text } from '@mantine/core';
import { memo } from 'react';
import { useWords } from '../language.tsx';
import classes from './first-rows.module.css';

interface FirstRowsProps {
  readonly label: string;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The spreadsheet's number of each row, where it is known. */
  readonly numbers?: readonly number[];
}

/** What a person looks through to see whether a file was understood. */
const most = { rows: 12, columns: 60 };

/** The header and the first rows of a file, as they were understood. */
export const FirstRows = memo(function FirstRows({ label, headers, rows, numbers }: FirstRowsProps) {
  const words = useWords();
  const shown = headers.slice(0, most.columns);
  const more = headers.length - shown.length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section className={classes.scroll} aria-label={label} tabIndex={0}>
      <Table className={classes.table} withColumnBorders striped={false}>
        <Table.Thead>
          <Table.Tr>
            {numbers !== undefined && <Table.Th ta="right">{words.file.row}</Table.Th>}
            {shown.map((header, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity than their place.
              <Table.Th key={index}>{header.trim() || words.file.blankHeader(index + 1)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.slice(0, most.rows).map((cells, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the first rows of a file never move.
            <Table.Tr key={at}>
              {numbers !== undefined && (
                <Table.Td ta="right" c="dimmed">
                  {numbers[at]}
                </Table.Td>
              )}
              {shown.map((_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity than their place.
                <Table.Td key={index} title={cells[index]}>
                  {cells[index]}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {more > 0 && (
        <Text size="sm" c="dimmed" px="sm" py="xs">
          {words.file.moreColumns(more)}
        </Text>
      )}
    </section>
  );
});
