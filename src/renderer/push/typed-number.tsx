import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../language.tsx';

/** Above this many live rows the number must be typed. */
export const typedAbove = 500;

interface TypedNumberProps {
  readonly rows: number;
  /** Why it is asked. */
  readonly hint: string;
  readonly onTyped: (rows: number) => void;
  /** Of a dialog: the focus goes here. */
  readonly first?: boolean;
}

/** Has a person type how many live permits are about to change, and tells what was typed. */
export function TypedNumber({ rows, hint, onTyped, first = false }: TypedNumberProps) {
  const { push } = useWords();
  const [typed, setTyped] = useState('');
  return (
    <TextInput
      label={push.typed(rows)}
      description={hint}
      data-autofocus={first || undefined}
      value={typed}
      inputMode="numeric"
      autoComplete="off"
      maw="28rem"
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        onTyped(Number(text.replace(/\D/g, '')));
      }}
    />
  );
}
