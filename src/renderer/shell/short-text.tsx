import { ActionIcon, Group, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../language.tsx';
import { copyText } from './copy-text.ts';
import { shortened } from './shortened.ts';

/** A value of the wire: monospaced, shortened in the middle, whole on hover and copy. */
export function ShortText({ text }: { text: string }) {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  return (
    <Group gap={4} wrap="nowrap">
      <Text ff="monospace" size="sm" title={text}>
        {shortened(text)}
      </Text>
      <Tooltip label={copied ? words.shell.copied : words.shell.copy}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={words.shell.copy}
          onClick={() => {
            copyText(text);
            setCopied(true);
          }}
          onMouseLeave={() => setCopied(false)}
        >
          {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
