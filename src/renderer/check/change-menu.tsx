import { ActionIcon, Menu, Text, Tooltip } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { KnownChanges } from '../../bridge/book.ts';
import { fieldNames } from '../../permit/field.ts';
import { bridge } from '../bridge.ts';
import { useAllWords } from '../language.tsx';
import { everyChange, type RowFilter } from '../shell/navigation.tsx';
import { useAsk } from '../shell/problems.tsx';

type ChangeFilter = Pick<RowFilter, 'change' | 'changedField'>;

interface ChangeMenuProps {
  readonly summary: BatchSummary;
  readonly filter: ChangeFilter;
  readonly onFilter: (filter: ChangeFilter) => void;
}

/** Filters by what rows would change of what was last known here. */
export function ChangeMenu({ summary, filter, onFilter }: ChangeMenuProps) {
  const { change: words } = useAllWords().window;
  const ask = useAsk();
  const [counts, setCounts] = useState<KnownChanges | 'looking' | null>(null);
  // They are looked up when somebody wants them: in a large batch that takes a second.
  const look = async () => {
    setCounts('looking');
    setCounts(await ask(bridge.changeCounts({ batch: summary.batch })));
  };
  const isOn = filter.change !== null || filter.changedField !== null;
  return (
    <Menu position="bottom-start" width={300} onOpen={() => void look()}>
      <Menu.Target>
        <Tooltip label={words.open}>
          <ActionIcon variant={isOn ? 'light' : 'default'} aria-label={words.open}>
            <IconArrowsDiff size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.label}</Menu.Label>
        {counts === null || counts === 'looking' ? (
          <Text size="sm" c="dimmed" px="sm" py={4} role="status">
            {counts === null ? words.cannot : words.looking}
          </Text>
        ) : (
          <Kinds counts={counts} filter={filter} onFilter={onFilter} />
        )}
        {isOn && <Menu.Item onClick={() => onFilter(everyChange)}>{words.all}</Menu.Item>}
        <Menu.Divider />
        <Text size="xs" c="dimmed" px="sm" py={4}>
          {words.note}
        </Text>
      </Menu.Dropdown>
    </Menu>
  );
}

interface KindsProps extends Omit<ChangeMenuProps, 'summary'> {
  readonly counts: KnownChanges;
}

function Kinds({ counts, filter, onFilter }: KindsProps) {
  const { window: words, issues } = useAllWords();
  const { kinds } = words.change;
  const choice = (value: string, name: string, rows: number, wanted: Partial<ChangeFilter>) => (
    <Menu.RadioItem
      key={value}
      value={value}
      closeMenuOnClick
      disabled={rows === 0}
      rightSection={
        <Text size="xs" c="dimmed">
          {words.number(rows)}
        </Text>
      }
      onChange={() => onFilter({ ...everyChange, ...wanted })}
    >
      {name}
    </Menu.RadioItem>
  );
  return (
    <Menu.RadioGroup value={filter.changedField ?? filter.change}>
      {choice('changed', kinds.changed, counts.changed, { change: 'changed' })}
      {fieldNames.map((field) => {
        const rows = counts.fields[field] ?? 0;
        if (rows === 0 || field === 'referenceId') return null;
        return choice(field, words.change.field(issues.fields[field]), rows, { changedField: field });
      })}
      {choice('unchanged', kinds.unchanged, counts.unchanged, { change: 'unchanged' })}
      {choice('unknown', kinds.unknown, counts.unknown, { change: 'unknown' })}
    </Menu.RadioGroup>
  );
}
