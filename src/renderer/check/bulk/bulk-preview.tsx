import { Stack, Table, Text } from '@mantine/core';
import type { BulkPreview as Preview } from '../../../bridge/bulk.ts';
import type { Result } from '../../../permit/result.ts';
import { failureMessage } from '../../failure-message.ts';
import { useAllWords } from '../../language.tsx';
import classes from './bulk.module.css';

/** How many rows would change, and the first of them before and after. */
export function BulkPreview({ preview }: { preview: Result<Preview> | null }) {
  const all = useAllWords();
  const { bulk } = all.window;
  if (preview?.ok === false) return <Text role="alert">{failureMessage(all, preview.failure)}</Text>;
  const found = preview?.value ?? null;
  return (
    <Stack gap="xs" className={classes.preview}>
      <Text fw={600} role="status">
        {found === null ? bulk.looking : bulk.will(found.changing, found.rows)}
      </Text>
      {found !== null && found.locked > 0 && <Text c="dimmed">{bulk.locked(found.locked)}</Text>}
      {found !== null && found.shapeless > 0 && <Text c="dimmed">{bulk.shapeless(found.shapeless)}</Text>}
      {found !== null && found.examples.length > 0 && (
        <Table verticalSpacing={4} layout="fixed">
          <Table.Caption className={classes.caption}>{bulk.examples(found.examples.length)}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="5rem">{bulk.row}</Table.Th>
              <Table.Th>{bulk.before}</Table.Th>
              <Table.Th>{bulk.after}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.examples.map(({ row, before, after }) => (
              <Table.Tr key={row}>
                <Table.Td className={classes.number}>{all.window.number(row)}</Table.Td>
                <Value text={before} blank={bulk.blankCell} />
                <Value text={after} blank={bulk.blankCell} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}

function Value({ text, blank }: { text: string; blank: string }) {
  return (
    <Table.Td className={classes.value}>
      {text === '' ? (
        <Text span c="dimmed" fs="italic">
          {blank}
        </Text>
      ) : (
        <bdi>{text}</bdi>
      )}
    </Table.Td>
  );
}
