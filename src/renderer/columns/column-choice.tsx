import { Select, Stack, Text } from '@mantine/core';
import type { FieldName } from '../../permit/field.ts';
import { useAllWords } from '../language.tsx';
import { shortened } from '../shell/shortened.ts';

/** What a field may be given: the column at an index, no column, or one value for all rows. */
export type ColumnChoice = number | 'none' | 'same-for-all';

interface Props {
  readonly field: FieldName;
  readonly value: ColumnChoice;
  /** In the file's order. */
  readonly headers: readonly string[];
  /** First values of each column. */
  readonly samples: readonly (readonly string[])[];
  /** Whether a value for all rows can be had: the field that tells permits apart has none. */
  readonly sameForAll: boolean;
  readonly disabled: boolean;
  readonly onChange: (choice: ColumnChoice) => void;
}

/** A list of all columns with their first values, to be searched by typing. */
export function ColumnChoiceList({ field, value, headers, samples, sameForAll, disabled, onChange }: Props) {
  const { window: words, issues } = useAllWords();
  const choices: { value: string; label: string }[] = [
    { value: 'none', label: words.columns.none },
    ...(sameForAll ? [{ value: 'same-for-all', label: words.columns.sameForAll }] : []),
    ...headers.map((label, index) => ({ value: String(index), label })),
  ];
  return (
    <Select
      aria-label={words.columns.choose(issues.fields[field])}
      data={choices}
      value={String(value)}
      allowDeselect={false}
      searchable
      nothingFoundMessage={words.columns.nothingFound}
      maxDropdownHeight={320}
      disabled={disabled}
      // What is typed takes the place of the name that stands there, and while it does all columns are listed.
      onFocus={(event) => event.currentTarget.select()}
      onClick={(event) => event.currentTarget.select()}
      renderOption={({ option }) => (
        <Stack gap={0} miw={0}>
          <Text size="sm">{option.label}</Text>
          <First values={samples[Number(option.value)] ?? []} />
        </Stack>
      )}
      onChange={(chosen) => {
        if (chosen === null) return;
        onChange(chosen === 'none' || chosen === 'same-for-all' ? chosen : Number(chosen));
      }}
    />
  );
}

function First({ values }: { values: readonly string[] }) {
  if (values.length === 0) return null;
  return (
    <Text size="xs" c="dimmed" truncate>
      {values.map((value) => shortened(value, 24)).join(' · ')}
    </Text>
  );
}
