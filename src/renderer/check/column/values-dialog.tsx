import { Button, Checkbox, Group, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { memo, startTransition, useCallback, useEffect, useState } from 'react';
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
  const { column: words, shell } = useWords();
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
      // 200 boxes are drawn a few at a time: in one go they would hold up the window for a tenth of a second.
      if (!stale && answer !== null) startTransition(() => setFound(answer));
    });
    return () => {
      stale = true;
    };
  }, [batch, column, search, ask]);

  const toggle = useCallback((value: string) => {
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(value)) next.add(value);
      return next;
    });
  }, []);
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
              <Stack gap={0} pr="sm">
                {shown.map(({ value, rows }) => (
                  <Value
                    key={value}
                    value={value}
                    rows={rows}
                    checked={chosen.has(value)}
                    onToggle={toggle}
                  />
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

interface ValueProps {
  readonly value: string;
  /** Null where it is not known how many have it. */
  readonly rows: number | null;
  readonly checked: boolean;
  readonly onToggle: (value: string) => void;
}

/** Of 200 values only those in view are laid out. */
const offscreen = { contentVisibility: 'auto', containIntrinsicSize: 'auto 28px' } as const;

/** One value; a tick draws its box alone anew. */
const Value = memo(function Value({ value, rows, checked, onToggle }: ValueProps) {
  const { column: words, number } = useWords();
  return (
    <Group justify="space-between" wrap="nowrap" p={4} style={offscreen}>
      <Checkbox
        label={value === '' ? words.blank : value}
        checked={checked}
        onChange={() => onToggle(value)}
        styles={{ label: { overflowWrap: 'anywhere' } }}
      />
      {rows !== null && (
        <Text size="sm" c="dimmed">
          {number(rows)}
        </Text>
      )}
    </Group>
  );
});
