import { Button, Table, Text, VisuallyHidden } from '@mantine/core';
import type { PermitLine } from '../../bridge/permits.ts';
import { type FieldName, fieldNames } from '../../permit/field.ts';
import { useAllWords, useFormats } from '../language.tsx';
import { shortened } from '../shell/shortened.ts';
import classes from './permit-table.module.css';

/** Shown whether or not one of these permits has them. */
const always: readonly FieldName[] = ['plate', 'endDate'];

/** Never broken, and every letter as wide as another. */
const wireFields: ReadonlySet<FieldName> = new Set(['startDate', 'endDate', 'amount']);

interface PermitTableProps {
  readonly permits: readonly PermitLine[];
  readonly onOpen: (reference: string) => void;
}

/** Permits with the values that were last known of them; each leads to its history. */
export function PermitTable({ permits, onOpen }: PermitTableProps) {
  const { window: words, issues } = useAllWords();
  const { permits: said } = words;
  const formats = useFormats();
  const day = (at: number) => formats.isoDay(new Date(at).toISOString());
  const fields = fieldNames.filter(
    (field) =>
      field !== 'referenceId' && (always.includes(field) || permits.some(({ values }) => values[field])),
  );
  return (
    <Table.ScrollContainer minWidth={800} type="native">
      <Table highlightOnHover stickyHeader aria-label={said.title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{said.reference}</Table.Th>
            {fields.map((field) => (
              <Table.Th key={field} scope="col" ta={alignOf(field)}>
                {issues.fields[field]}
              </Table.Th>
            ))}
            <Table.Th scope="col">{said.lastKnown}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {permits.map(({ reference, values, isDeleted, at, batch }) => (
            <Table.Tr key={reference}>
              <Table.Td>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  ff="monospace"
                  // Its letters stand under the heading's.
                  ml="-0.5rem"
                  title={reference}
                  onClick={() => onOpen(reference)}
                >
                  <VisuallyHidden>{said.show(reference)}</VisuallyHidden>
                  <span aria-hidden>{shortened(reference)}</span>
                </Button>
              </Table.Td>
              {fields.map((field) => {
                const known = values[field];
                return (
                  <Table.Td
                    key={field}
                    ta={alignOf(field)}
                    className={wireFields.has(field) ? classes.wire : undefined}
                    title={known && said.from(day(known.at), known.batch)}
                  >
                    {known?.value}
                  </Table.Td>
                );
              })}
              <Table.Td>
                {isDeleted && <Text size="sm">{said.deleted}</Text>}
                <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                  {said.from(day(at), batch)}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function alignOf(field: FieldName): 'end' | undefined {
  return field === 'amount' ? 'end' : undefined;
}
