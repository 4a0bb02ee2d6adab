import type { ConnectionSummary } from '../../bridge/connections.ts';
import { useWords } from '../language.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { TokenField } from './token-field.tsx';

interface TokenDialogProps {
  readonly connection: ConnectionSummary;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** A connection's token alone, wherever it is missed. */
export function TokenDialog({ connection, opened, onClose }: TokenDialogProps) {
  const words = useWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={words.connections.tokenOf(connection.name)}>
      <TokenField connection={connection} onSet={onClose} />
    </Dialog>
  );
}
