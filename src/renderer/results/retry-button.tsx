import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import type { OperationName } from '../../permit/operation.ts';
import { useWords } from '../language.tsx';
import { TypedNumber, typedAbove } from '../push/typed-number.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { NextButton } from '../shell/next-button.tsx';

const retried = ['rejected', 'unknown', 'unsent'] as const;

export type RetriedOutcome = (typeof retried)[number];

interface RetryButtonProps {
  readonly operation: OperationName;
  /** How many rows there are to choose from; with several kinds a person says which of them go. */
  readonly choices: Readonly<Record<RetriedOutcome, number>>;
  readonly practice: boolean;
  readonly busy: boolean;
  /** How many of them are unknown, of an operation that does harm when done twice: then it is always asked. */
  readonly unknown?: number;
  readonly onRetry: (outcomes: RetriedOutcome[]) => void;
}

/** Sends rows again, exactly those that were chosen; many live ones, and deletions, only after the same question as before a push. */
export function RetryButton({ operation, choices, practice, busy, unknown = 0, onRetry }: RetryButtonProps) {
  const words = useWords();
  const { results } = words;
  const [asking, question] = useDisclosure(false);
  const [typed, setTyped] = useState(0);
  const there = retried.filter((outcome) => choices[outcome] > 0);
  const usual = there.filter((outcome) => outcome !== 'unsent');
  const [chosen, choose] = useState<readonly RetriedOutcome[]>(usual);
  const several = unknown === 0 && there.length > 1;
  const taken = several ? there.filter((outcome) => chosen.includes(outcome)) : usual;
  const count = (outcomes: readonly RetriedOutcome[]) =>
    outcomes.reduce((sum, outcome) => sum + choices[outcome], 0);
  const rows = count(taken);
  const label =
    unknown > 0
      ? results.retryUnknown(rows, unknown)
      : several
        ? results.retryChoose(count(there))
        : results.retry(rows);
  const deletes = !practice && operation === 'delete';
  const wantsTyping = unknown > 0 || deletes || (!practice && rows > typedAbove);
  const open = () => {
    // What was typed and chosen before was gone when the question was closed.
    setTyped(0);
    choose(usual);
    question.open();
  };
  const ready = rows > 0 && (!wantsTyping || typed === rows);
  return (
    <>
      {unknown > 0 ? (
        <Button variant="default" loading={busy} onClick={open}>
          {label}
        </Button>
      ) : (
        <NextButton
          practice={practice}
          danger={deletes}
          loading={busy}
          onClick={several || wantsTyping ? open : () => onRetry(taken)}
        >
          {label}
        </NextButton>
      )}
      <Dialog
        opened={asking}
        onClose={question.close}
        title={several ? results.retryWhich : unknown > 0 ? results.sendAgain(rows) : results.retry(rows)}
      >
        <Stack
          component="form"
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            if (!ready) return;
            question.close();
            onRetry(taken);
          }}
        >
          {several &&
            there.map((outcome) => (
              <Checkbox
                key={outcome}
                label={results.retryOutcomes[outcome](choices[outcome])}
                checked={chosen.includes(outcome)}
                onChange={(event) =>
                  choose(
                    event.currentTarget.checked
                      ? [...chosen, outcome]
                      : chosen.filter((one) => one !== outcome),
                  )
                }
              />
            ))}
          {wantsTyping && (
            <>
              <Text>{unknown > 0 ? results.retryUnknownText : words.push.noUndo[operation]}</Text>
              <TypedNumber
                key={rows}
                rows={rows}
                hint={unknown > 0 ? results.retryUnknownHint : words.push.typedHint[operation]}
                onTyped={setTyped}
                first
              />
            </>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={question.close}>
              {words.shell.cancel}
            </Button>
            <Button {...(deletes ? { color: 'red' } : {})} type="submit" disabled={!ready}>
              {unknown > 0 ? results.sendAgain(rows) : results.retry(rows)}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
