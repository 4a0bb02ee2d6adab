import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { UntoldList } from '../../bridge/permits.ts';
import { useAllWords } from '../language.tsx';
import { Dialog } from '../shell/dialog.tsx';

const mayBe = ['update', 'delete'] as const;

type Was = (typeof mayBe)[number];

interface Props {
  /** Null: nothing is asked. */
  readonly list: UntoldList | null;
  readonly onClose: () => void;
  readonly onSaid: (rowsWere: Was) => void;
}

/** Asks what was done to the permits of results that do not tell it: a deletion must not pass for an update. */
export function RowsWere({ list, onClose, onSaid }: Props) {
  const { rowsWere: words } = useAllWords().window.permits;
  return (
    <Dialog opened={list !== null} onClose={onClose} title={words.title}>
      {list !== null && <Question key={list.file} list={list} onClose={onClose} onSaid={onSaid} />}
    </Dialog>
  );
}

function Question({ list: { file, rows }, onClose, onSaid }: Props & { readonly list: UntoldList }) {
  const { shell, permits } = useAllWords().window;
  const words = permits.rowsWere;
  const [chosen, setChosen] = useState<Was | null>(null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== null) onSaid(chosen);
      }}
    >
      <Stack>
        <Text>{words.text(file, rows)}</Text>
        <Radio.Group
          label={words.question}
          value={chosen ?? ''}
          onChange={(value) => setChosen(mayBe.find((name) => name === value) ?? null)}
        >
          <Stack gap="xs" mt={6}>
            {mayBe.map((name) => (
              <Radio key={name} value={name} label={words.operations[name]} />
            ))}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {shell.cancel}
          </Button>
          <Button type="submit" disabled={chosen === null}>
            {words.go}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
