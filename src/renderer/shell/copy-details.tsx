import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Failure } from '../../permit/result.ts';
import { useWords } from '../language.tsx';
import { useApp } from './app-description.tsx';
import { copyText } from './copy-text.ts';
import { failureDetails } from './failure-details.ts';

/** Copies what support needs of a failure; nothing personal is in it. */
export function CopyDetails({ failure }: { failure: Failure }) {
  const words = useWords();
  const { app } = useApp();
  const [copied, setCopied] = useState(false);
  return (
    <Button
      size="compact-xs"
      variant="default"
      style={{ flexShrink: 0 }}
      onClick={() => {
        copyText(failureDetails(app, failure, new Date()));
        setCopied(true);
      }}
      onBlur={() => setCopied(false)}
    >
      {copied ? words.shell.copied : words.shell.copyDetails}
    </Button>
  );
}
