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

/** The one place where a connection is set up, tried and changed. A click beside it does not lose what was typed. */
export function ConnectionDialog({ editing, onClose }: ConnectionDialogProps) {
  const { connections: words } = useWords();
  return (
    <Dialog
      opened={editing !== null}
      onClose={onClose}
      closeOnClickOutside={false}
      size="lg"
      title={editing === null || editing === 'new' ? words.newTitle : words.editTitle(editing.name)}
    >
      {editing !== null && (
        <ConnectionForm connection={editing === 'new' ? null : editing} onDone={onClose} />
      )}
    </Dialog>
  );
}
