import { Button, Table, Text } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type CSSProperties, type ReactNode, useState } from 'react';
import { useWords } from '../language.tsx';
import classes from './side-by-side.module.css';

/** One column of the table: what stands above it. */
export interface Beside {
  readonly key: string;
  readonly head: ReactNode;
}

/** One line of the table: what its values are, a text for each column, and what is to be said below one. */
export interface BesideLine {
  readonly key: string;
  readonly name: string;
  readonly values: readonly string[];
  readonly notes?: readonly (string | null)[];
}

interface SideBySideProps {
  readonly label: string;
  readonly columns: readonly Beside[];
  readonly lines: readonly BesideLine[];
  readonly blank: string;
}

/** Things of one kind beside each other: what differs comes first, and what is the same in all is folded. */
export function SideBySide({ label, columns, lines, blank }: SideBySideProps) {
  const { duplicates: words } = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const differing = lines.filter(differs);
  const same = lines.filter((line) => !differs(line));
  return (
    <div className={classes.scroll} style={{ '--beside': columns.length } as CSSProperties}>
      <Table className={classes.table} verticalSpacing={4} aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" className={classes.name}>
              {words.field}
            </Table.Th>
            {columns.map(({ key, head }) => (
              <Table.Th key={key} scope="col" className={classes.head}>
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {differing.map((line) => (
            <Line key={line.key} line={line} blank={blank} className={classes.differs} />
          ))}
          {same.length > 0 && (
            <Table.Tr>
              <Table.Td colSpan={columns.length + 1} p={0}>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-expanded={isOpen}
                  leftSection={isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
                  onClick={() => setIsOpen(!isOpen)}
                >
                  {words.same(same.length)}
                </Button>
              </Table.Td>
            </Table.Tr>
          )}
          {isOpen && same.map((line) => <Line key={line.key} line={line} blank={blank} />)}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function differs({ values }: BesideLine): boolean {
  return values.some((value) => value !== values[0]);
}

interface LineProps {
  readonly line: BesideLine;
  readonly blank: string;
  readonly className?: string | undefined;
}

function Line({ line: { name, values, notes }, blank, className }: LineProps) {
  return (
    <Table.Tr className={className}>
      <Table.Th scope="row" className={classes.name}>
        {name}
      </Table.Th>
      {values.map((value, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a value has nothing but its column.
        <Table.Td key={at} className={classes.value}>
          {value.trim() === '' ? (
            <Text span size="sm" c="dimmed" fs="italic">
              {blank}
            </Text>
          ) : (
            <bdi>{value}</bdi>
          )}
          {notes?.[at] && (
            <Text size="xs" c="dimmed">
              {notes[at]}
            </Text>
          )}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
