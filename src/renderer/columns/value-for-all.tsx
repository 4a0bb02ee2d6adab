import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FieldName } from '../../permit/field.ts';
import { useAllWords } from '../language.tsx';

interface Props {
  readonly field: FieldName;
  /** The value that they have already; blank where they have none. */
  readonly given: string;
  readonly rows: number;
  readonly onGive: (value: string) => void;
  readonly onCancel: () => void;
}

/** Asks for the one value that all rows get for a field that no column holds. */
export function ValueForAll({ field, given, rows, onGive, onCancel }: Props) {
  const { window: words, issues } = useAllWords();
  const [value, setValue] = useState(given);
  const said = value.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (said !== '') onGive(said);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <TextInput
        data-autofocus
        autoFocus
        mt={6}
        maxLength={200}
        aria-label={words.columns.valueForAll(issues.fields[field])}
        placeholder={issues.rules[field]}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <Group gap={4} mt={6} wrap="nowrap">
        <Button type="submit" size="compact-sm" disabled={said === '' || said === given}>
          {words.columns.giveToAll(rows)}
        </Button>
        <Button variant="subtle" size="compact-xs" onClick={onCancel}>
          {words.shell.cancel}
        </Button>
      </Group>
    </form>
  );
}
