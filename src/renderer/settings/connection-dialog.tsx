import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import type { ConnectionSummary } from '../../bridge/connections.ts';
import { useWords } from '../language.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { ConnectionForm } from './connection-form.tsx';

/** Which connection is being set up: none, a new one, or one that is there, whose token may be what is missing. */
export type Editing = ConnectionSummary | 'new' | null;

interface ConnectionDialogProps {
  readonly editing: Editing;
  readonly onClose: () => void;
}

/** The one place where a connection is set up, tried and changed. What was typed is not lost unasked. */
export function ConnectionDialog({ editing, onClose }: ConnectionDialogProps) {
  const { connections: words } = useWords();
  const [isTyped, setTyped] = useState(false);
  const [asking, ask] = useState(false);
  const close = () => {
    ask(false);
    setTyped(false);
    onClose();
  };
  return (
    <Modal.Stack>
      <Dialog
        stackId="form"
        opened={editing !== null}
        onClose={() => (isTyped ? ask(true) : close())}
        closeOnClickOutside={false}
        size="lg"
        title={editing === null || editing === 'new' ? words.newTitle : words.editTitle(editing.name)}
      >
        {editing !== null && (
          <ConnectionForm connection={editing === 'new' ? null : editing} onTyped={setTyped} onDone={close} />
        )}
      </Dialog>
      <Modal stackId="discard" opened={asking} onClose={() => ask(false)} title={words.discard.title}>
        <Text mb="md">{words.discard.text}</Text>
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={() => ask(false)}>
            {words.discard.no}
          </Button>
          <Button color="red" onClick={close}>
            {words.discard.yes}
          </Button>
        </Group>
      </Modal>
    </Modal.Stack>
  );
}
