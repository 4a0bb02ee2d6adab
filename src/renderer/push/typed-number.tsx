import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OperationName } from '../../permit/operation.ts';
import { useWords } from '../language.tsx';

/** Above this many live rows the number must be typed. */
export const typedAbove = 500;

interface TypedNumberProps {
  readonly operation: OperationName;
  readonly rows: number;
  readonly onTyped: (rows: number) => void;
}

/** Has a person type how many live permits are about to change, and tells what was typed. */
export function TypedNumber({ operation, rows, onTyped }: TypedNumberProps) {
  const { push } = useWords();
  const [typed, setTyped] = useState('');
  return (
    <TextInput
      label={push.typed(rows)}
      description={push.typedHint[operation]}
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
