import { Button, CloseButton, Text } from '@mantine/core';
import { failureMessage } from '../failure-message.ts';
import { useAllWords } from '../language.tsx';
import { CopyDetails } from './copy-details.tsx';
import { useMessageCalls, useMessagesHere } from './messages.tsx';
import classes from './messages-here.module.css';
import { StatusIcon } from './status-icon.tsx';

interface MessagesHereProps {
  /** In the footer otherwise. */
  readonly inDialog?: boolean;
  /** Only failures: what is being done now is said instead. */
  readonly quiet?: boolean;
}

/** What was just done, with Undo where it can be undone, and what failed. */
export function MessagesHere({ inDialog = false, quiet = false }: MessagesHereProps) {
  const words = useAllWords();
  const { dismiss } = useMessageCalls();
  const { news, failures } = useMessagesHere(inDialog);
  const shown = quiet ? null : news;
  return (
    <>
      {failures.map((failure) => (
        <div key={failure.code} role="alert" className={classes.message}>
          <StatusIcon status="invalid" />
          <Text className={classes.text}>{failureMessage(words, failure)}</Text>
          <CopyDetails failure={failure} />
          <CloseButton size="xs" onClick={() => dismiss(failure)} />
        </div>
      ))}
      <div className={shown === null ? undefined : classes.message}>
        {/* There before what it says, or a screen reader may miss that. */}
        <div role="status" className={classes.news}>
          {shown !== null && (
            <>
              <StatusIcon status="valid" />
              <Text className={classes.text}>{shown.text}</Text>
            </>
          )}
        </div>
        {shown?.action && (
          <Button size="compact-xs" variant="light" onClick={shown.action.onClick}>
            {shown.action.label}
          </Button>
        )}
      </div>
    </>
  );
}
