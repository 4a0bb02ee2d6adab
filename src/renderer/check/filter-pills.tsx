import { Pill } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAllWords } from '../language.tsx';
import { everyChange, type RowFilter } from '../shell/navigation.tsx';

interface FilterPillsParts {
  readonly filter: RowFilter;
  readonly nameOf: (column: number) => string;
  readonly onFilter: (filter: RowFilter) => void;
}

/** What the rows that are shown have in common, besides their state and a text that is looked for; each can be taken away. */
export function useFilterPills({ filter, nameOf, onFilter }: FilterPillsParts): readonly ReactNode[] {
  const { window: words, issues } = useAllWords();
  const { check } = words;
  // What came from an issue, a tile of the results or a link of the push page.
  const only = [
    ...(filter.code === null ? [] : [check.onlyCode(issues.titles[filter.code])]),
    ...(filter.noRepair ? [check.onlyNoRepair] : []),
    ...(filter.outcome === null ? [] : [check.onlyOutcome(words.statuses[filter.outcome])]),
    ...(filter.toSend ? [check.onlyToSend] : []),
    ...(filter.confirmed === null ? [] : [check.onlyKept]),
  ];
  const change =
    filter.changedField !== null
      ? words.change.onlyField(issues.fields[filter.changedField])
      : filter.change && words.change.only[filter.change];
  const pill = (label: string, clear: string, without: Partial<RowFilter>): ReactNode => (
    <Pill
      key={clear}
      title={label}
      withRemoveButton
      onRemove={() => onFilter({ ...filter, ...without })}
      removeButtonProps={{ 'aria-label': clear, 'aria-hidden': false, tabIndex: 0 }}
    >
      {label}
    </Pill>
  );
  const none = { code: null, noRepair: false, outcome: null, toSend: false, confirmed: null, answer: null };
  return [
    ...(only.length > 0 ? [pill(only.join(' · '), check.clear, none)] : []),
    ...(change === null ? [] : [pill(change, `${check.clear}: ${change}`, everyChange)]),
    ...filter.values.map(({ column, values }) =>
      pill(check.onlyValues(nameOf(column), values), `${check.clear}: ${nameOf(column)}`, {
        values: filter.values.filter((one) => one.column !== column),
      }),
    ),
  ];
}
