import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useWords } from '../language.tsx';

interface FindInRowsProps {
  readonly text: string;
  /** Says what is looked through. */
  readonly label: string;
  readonly onText: (text: string) => void;
  /** Leads from one column to all; null where all are looked through. */
  readonly onAllColumns?: (() => void) | null;
}

/** Finds rows by a text, once the person has stopped typing. */
export function FindInRows({ text, label, onText, onAllColumns = null }: FindInRowsProps) {
  const words = useWords();
  const [typed, setTyped] = useState(text);
  const settle = useDebouncedCallback(onText, 200);
  useEffect(() => setTyped(text), [text]);
  return (
    <TextInput
      data-find
      size="xs"
      flex="1 1 6.5rem"
      maw="16rem"
      aria-label={label}
      placeholder={label}
      title={label}
      rightSection={
        onAllColumns !== null && (
          <CloseButton
            size="xs"
            aria-label={words.column.findInAll}
            title={words.column.findInAll}
            onClick={onAllColumns}
          />
        )
      }
      leftSection={<IconSearch size={14} aria-hidden />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        settle(event.currentTarget.value.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          setTyped('');
          onText('');
        }
      }}
    />
  );
}
