import { Anchor, List, Text, Title } from '@mantine/core';
import type { BatchSummary } from '../../bridge/batch.ts';
import { leftOutReasons } from '../../permit/left-out-reason.ts';
import { useAllWords } from '../language.tsx';
import { useNavigation } from '../shell/navigation.tsx';

/** What a push would not send, and why, with the way to each. */
export function LeftOut({ summary }: { summary: BatchSummary }) {
  const words = useAllWords().window;
  const { push } = words;
  const { goTo } = useNavigation();
  const { batch } = summary;
  const { invalid, tally } = summary;
  const showLeftOut = () => goTo(batch, 'check', { state: 'left-out' });
  const hidden = summary.issueCounts.find(({ code }) => code === 'row-hidden')?.count ?? 0;
  const lines: readonly (readonly [number, string, () => void])[] = [
    [invalid, push.leftOutErrors(invalid), () => goTo(batch, 'check', { state: 'invalid' })],
    [hidden, push.leftOutHidden(hidden), () => goTo(batch, 'check', { code: 'row-hidden' })],
    // A row that is left out on purpose is told as such, whatever checking says of it.
    ...leftOutReasons.map((reason) => {
      const rows = summary.leftOut.reasons[reason] ?? 0;
      return [rows, push.leftOutBy[reason](rows), showLeftOut] as const;
    }),
    [tally.accepted, push.alreadyDone(tally.accepted), () => goTo(batch, 'check', { outcome: 'accepted' })],
  ];
  const some = lines.filter(([value]) => value > 0);
  return (
    <div>
      <Title order={3} mb={4}>
        {push.leftOut}
      </Title>
      {some.length === 0 ? (
        <Text c="dimmed">{push.nothingLeftOut}</Text>
      ) : (
        <List spacing={4}>
          {some.map(([, text, show]) => (
            <List.Item key={text}>
              {text}{' '}
              <Anchor component="button" type="button" onClick={show} aria-label={`${push.look}: ${text}`}>
                {push.look}
              </Anchor>
            </List.Item>
          ))}
        </List>
      )}
    </div>
  );
}
