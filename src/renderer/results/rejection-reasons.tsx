import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Rejection } from '../../bridge/push.ts';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { copyText } from '../shell/copy-text.ts';
import { useTell } from '../shell/messages.tsx';
import { useAsk } from '../shell/problems.tsx';

interface RejectionReasonsProps {
  readonly batch: string;
  /** How many rows are rejected: they are asked for anew when that changes. */
  readonly rejected: number;
  /** The one whose rows are shown. */
  readonly shown: Rejection | null;
  readonly onShow: (reason: Rejection | null) => void;
}

/** Shown before the others are asked for. */
const first = 3;

/** Why rows were rejected, by reason, with the way to the rows and to their IDs. */
export function RejectionReasons({ batch, rejected, shown, onShow }: RejectionReasonsProps) {
  const words = useWords();
  const { results } = words;
  const ask = useAsk();
  const tell = useTell();
  const [reasons, setReasons] = useState<readonly Rejection[]>([]);
  const [all, setAll] = useState(false);
  useEffect(() => {
    let current = true;
    if (rejected === 0) setReasons([]);
    else {
      void ask(bridge.rejections({ batch })).then((found) => {
        if (current && found !== null) setReasons(found);
      });
    }
    return () => {
      current = false;
    };
  }, [ask, batch, rejected]);
  if (rejected === 0 || reasons.length === 0) return null;

  const copy = async ({ errorCode, message }: Rejection) => {
    const keys = await ask(bridge.permitKeys({ batch, filter: { answer: { errorCode, message } } }));
    if (keys === null) return;
    copyText(keys.join('\n'));
    tell(results.copiedIds(keys.length));
  };
  return (
    <Paper component="section" withBorder px="sm" py="xs" aria-label={results.why(rejected)}>
      <Title order={3} size="sm">
        {results.why(rejected)}
      </Title>
      <Stack gap={2} mt={4} component="ul" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {(all ? reasons : reasons.slice(0, first)).map((reason) => {
          const sentence = results.reason(reason.errorCode, reason.message);
          const isShown = shown?.errorCode === reason.errorCode && shown.message === reason.message;
          return (
            <Group component="li" key={`${reason.errorCode} ${reason.message}`} gap="xs" wrap="nowrap">
              <Text fw={600} miw="2.5rem" ta="right">
                {words.number(reason.rows)}
              </Text>
              <Text flex={1} truncate title={sentence}>
                {sentence}
              </Text>
              <Button
                size="compact-sm"
                variant={isShown ? 'light' : 'subtle'}
                aria-pressed={isShown}
                aria-label={`${results.showReason}: ${sentence}`}
                onClick={() => onShow(isShown ? null : reason)}
              >
                {results.showReason}
              </Button>
              <Button
                size="compact-sm"
                variant="subtle"
                leftSection={<IconCopy size={14} aria-hidden />}
                aria-label={`${results.copyIds}: ${sentence}`}
                onClick={() => void copy(reason)}
              >
                {results.copyIds}
              </Button>
            </Group>
          );
        })}
      </Stack>
      {!all && reasons.length > first && (
        <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
          {results.moreReasons(reasons.length - first)}
        </Button>
      )}
    </Paper>
  );
}
