import { Button, Checkbox, Group, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ColumnValues } from '../../../bridge/rows.ts';
import { bridge } from '../../bridge.ts';
import { useWords } from '../../language.tsx';
import { Dialog } from '../../shell/dialog.tsx';
import type { RowFilter } from '../../shell/navigation.tsx';
import { useAsk } from '../../shell/problems.tsx';
import { wireFilter } from '../row-source.ts';

interface ValuesDialogProps {
  readonly batch: string;
  /** Counts from 1. */
  readonly column: number;
  readonly name: string;
  readonly filter: RowFilter;
  readonly onFilter: (filter: RowFilter) => void;
  readonly onClose: () => void;
}

/** Filters by a column's values: the most frequent, with how many rows have each, and a search for the others. */
export function ValuesDialog({ batch, column, name, filter, onFilter, onClose }: ValuesDialogProps) {
  const { column: words, shell, number } = useWords();
  const ask = useAsk();
  const others = filter.values.filter((one) => one.column !== column);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(filter.values.find((one) => one.column === column)?.values),
  );
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 200);
  const [found, setFound] = useState<ColumnValues | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter does not change while this is open.
  useEffect(() => {
    let stale = false;
    const conditions = wireFilter({ ...filter, values: others });
    void ask(bridge.columnValues({ batch, filter: conditions, column, search })).then((answer) => {
      if (!stale && answer !== null) setFound(answer);
    });
    return () => {
      stale = true;
    };
  }, [batch, column, search, ask]);

  const toggle = (value: string) => {
    const next = new Set(chosen);
    if (!next.delete(value)) next.add(value);
    setChosen(next);
  };
  const apply = () => {
    const values = chosen.size === 0 ? others : [...others, { column, values: [...chosen] }];
    onFilter({ ...filter, values });
    onClose();
  };
  const listed = found?.values ?? [];
  const hidden = [...chosen].filter((value) => !listed.some((one) => one.value === value));
  const shown = [...hidden.map((value) => ({ value, rows: null })), ...listed];
  return (
    <Dialog opened onClose={onClose} title={words.valuesOf(name)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <Stack gap="sm">
          <TextInput
            data-autofocus
            aria-label={words.search}
            placeholder={words.search}
            leftSection={<IconSearch size={14} aria-hidden />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {found === null ? (
            <Text c="dimmed" role="status">
              {words.looking}
            </Text>
          ) : shown.length === 0 ? (
            <Text c="dimmed" role="status">
              {words.noValue}
            </Text>
          ) : (
            <ScrollArea.Autosize mah="45vh" type="auto">
              <Stack gap={6} pr="sm">
                {shown.map(({ value, rows }) => (
                  <Group key={value} justify="space-between" wrap="nowrap">
                    <Checkbox
                      label={value === '' ? words.blank : value}
                      checked={chosen.has(value)}
                      onChange={() => toggle(value)}
                      styles={{ label: { overflowWrap: 'anywhere' } }}
                    />
                    {rows !== null && (
                      <Text size="sm" c="dimmed">
                        {number(rows)}
                      </Text>
                    )}
                  </Group>
                ))}
              </Stack>
            </ScrollArea.Autosize>
          )}
          {found !== null && found.distinct > found.values.length && (
            <Text size="sm" c="dimmed">
              {words.mostFrequent(found.values.length, found.distinct)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shell.cancel}
            </Button>
            <Button type="submit">{words.show(chosen.size)}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
