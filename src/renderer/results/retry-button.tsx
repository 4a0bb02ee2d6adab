import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import type { OperationName } from '../../permit/operation.ts';
import { useWords } from '../language.tsx';
import { TypedNumber, typedAbove } from '../push/typed-number.tsx';
import { NextButton } from '../shell/next-button.tsx';

interface RetryButtonProps {
  readonly operation: OperationName;
  readonly rows: number;
  readonly practice: boolean;
  readonly busy: boolean;
  /** How many of them are unknown, of an operation that does harm when done twice: then it is always asked. */
  readonly unknown?: number;
  readonly onRetry: () => void;
}

/** Sends rows again; many live ones, and deletions, only after the same question as before a push. */
export function RetryButton({ operation, rows, practice, busy, unknown = 0, onRetry }: RetryButtonProps) {
  const words = useWords();
  const [asking, question] = useDisclosure(false);
  const [typed, setTyped] = useState(0);
  const label = unknown > 0 ? words.results.retryUnknown(rows, unknown) : words.results.retry(rows);
  const deletes = !practice && operation === 'delete';
  const ask = unknown > 0 || deletes || (!practice && rows > typedAbove);
  const open = () => {
    // What was typed before was blank again when the question was closed.
    setTyped(0);
    question.open();
  };
  return (
    <>
      {unknown > 0 ? (
        <Button variant="default" loading={busy} onClick={open}>
          {label}
        </Button>
      ) : (
        <NextButton practice={practice} danger={deletes} loading={busy} onClick={ask ? open : onRetry}>
          {label}
        </NextButton>
      )}
      <Modal opened={asking} onClose={question.close} title={label}>
        <Stack
          component="form"
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            if (typed !== rows) return;
            question.close();
            onRetry();
          }}
        >
          <Text>{unknown > 0 ? words.results.retryUnknownText : words.push.noUndo[operation]}</Text>
          <TypedNumber
            rows={rows}
            hint={unknown > 0 ? words.results.retryUnknownHint : words.push.typedHint[operation]}
            onTyped={setTyped}
            first
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={question.close}>
              {words.shell.cancel}
            </Button>
            <Button {...(deletes ? { color: 'red' } : {})} type="submit" disabled={typed !== rows}>
              {unknown > 0 ? words.results.sendAgain(rows) : label}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
