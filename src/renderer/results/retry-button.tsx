import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useWords } from '../language.tsx';
import { TypedNumber, typedAbove } from '../push/typed-number.tsx';
import { NextButton } from '../shell/next-button.tsx';

interface RetryButtonProps {
  readonly rows: number;
  readonly practice: boolean;
  readonly busy: boolean;
  readonly onRetry: () => void;
}

/** Sends rejected and unknown rows again; many live ones only after the same question as before a push. */
export function RetryButton({ rows, practice, busy, onRetry }: RetryButtonProps) {
  const words = useWords();
  const [asking, question] = useDisclosure(false);
  const [typed, setTyped] = useState(0);
  const ask = !practice && rows > typedAbove;
  return (
    <>
      <NextButton practice={practice} loading={busy} onClick={ask ? question.open : onRetry}>
        {words.results.retry(rows)}
      </NextButton>
      <Modal
        opened={asking}
        onClose={question.close}
        title={words.results.retry(rows)}
        closeButtonProps={{ 'aria-label': words.shell.close }}
      >
        <Stack>
          <Text>{words.push.noUndo}</Text>
          <TypedNumber rows={rows} onTyped={setTyped} />
          <Group justify="flex-end">
            <Button variant="default" onClick={question.close}>
              {words.shell.cancel}
            </Button>
            <Button
              disabled={typed !== rows}
              onClick={() => {
                question.close();
                onRetry();
              }}
            >
              {words.results.retry(rows)}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
