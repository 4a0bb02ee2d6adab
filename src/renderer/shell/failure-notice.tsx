import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Failure } from '../../permit/result.ts';
import { failureMessage } from '../failure-message.ts';
import { useAllWords } from '../language.tsx';
import { CopyDetails } from './copy-details.tsx';
import { Notice } from './notice.tsx';

interface FailureNoticeProps {
  readonly failure: Failure;
  readonly kind?: 'warning' | 'error';
  readonly title?: ReactNode;
  /** Instead of the failure's usual one. */
  readonly sentence?: string;
  /** What more there is to say. */
  readonly children?: ReactNode;
}

/** A failure where it arose: its sentence, and the details for support. */
export function FailureNotice({ failure, kind = 'error', title, sentence, children }: FailureNoticeProps) {
  const words = useAllWords();
  return (
    <Notice role="alert" kind={kind} title={title}>
      <Group gap="sm" align="flex-end">
        <div style={{ flex: '1 1 18rem', minWidth: 0 }}>
          <Text style={{ overflowWrap: 'anywhere' }}>{sentence ?? failureMessage(words, failure)}</Text>
          {children}
        </div>
        <CopyDetails failure={failure} />
      </Group>
    </Notice>
  );
}
