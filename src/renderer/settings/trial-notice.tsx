import type { ReactNode } from 'react';
import type { ConnectionTrial } from '../../bridge/connections.ts';
import { trialMessage } from '../failure-message.ts';
import { useAllWords } from '../language.tsx';
import { FailureNotice } from '../shell/failure-notice.tsx';
import { Notice } from '../shell/notice.tsx';

interface TrialNoticeProps {
  readonly trial: ConnectionTrial;
  readonly title?: string;
  readonly children?: ReactNode;
}

/** Whether a connection that was tried works, and what to do where it does not. */
export function TrialNotice({ trial, title, children }: TrialNoticeProps) {
  const sentence = trialMessage(useAllWords(), trial);
  if (!trial.good) return <FailureNotice failure={trial} title={title} sentence={sentence} />;
  return (
    <Notice role="status" kind="good" title={title}>
      {sentence}
      {children}
    </Notice>
  );
}
