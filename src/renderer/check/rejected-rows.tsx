import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { Rejection } from '../../bridge/push.ts';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { everyRow, type RowFilter } from '../shell/navigation.tsx';
import { useAsk } from '../shell/problems.tsx';
import { StatusIcon } from '../shell/status-icon.tsx';
import classes from './check-place.module.css';

/** Why the controller rejected rows that are not left out, the most frequent reason first. */
export function useRejections({ batch, tally, leftOut, runs }: BatchSummary): readonly Rejection[] {
  const ask = useAsk();
  const [found, setFound] = useState<readonly Rejection[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a run, or leaving rows out, is what makes the answer another.
  useEffect(() => {
    let current = true;
    if (tally.rejected === 0) setFound([]);
    else {
      void ask(bridge.rejections({ batch })).then((answer) => {
        if (current && answer !== null) setFound(answer.filter(({ waiting }) => waiting > 0));
      });
    }
    return () => {
      current = false;
    };
  }, [ask, batch, tally.rejected, leftOut.rows, runs]);
  return found;
}

interface RejectedRowsProps {
  readonly rejections: readonly Rejection[];
  readonly filter: RowFilter;
  readonly readOnly: boolean;
  readonly onFilter: (filter: RowFilter) => void;
  readonly onLeaveOut: () => void;
}

/** The rows that the controller rejected, by its reason: they are mended here, or left out. */
export function RejectedRows({ rejections, filter, readOnly, onFilter, onLeaveOut }: RejectedRowsProps) {
  const { bulk, check, results } = useWords();
  const words = useWords();
  if (rejections.length === 0) return null;
  return (
    <Stack gap={0} mb="sm" component="section" aria-label={check.rejected}>
      <Title order={3} size="sm">
        {check.rejected}
      </Title>
      {rejections.map(({ errorCode, message, waiting }) => {
        const sentence = results.reason(errorCode, message);
        const shown = filter.answer?.errorCode === errorCode && filter.answer.message === message;
        const wanted: RowFilter = { ...everyRow, outcome: 'rejected', answer: { errorCode, message } };
        return (
          <div key={`${errorCode} ${message}`} className={classes.group} data-active={shown || undefined}>
            <Group gap="xs" wrap="nowrap">
              <StatusIcon status="rejected" />
              <Text flex={1} size="sm" style={{ overflowWrap: 'anywhere' }}>
                {sentence}
              </Text>
              <Text fw={600}>{words.number(waiting)}</Text>
            </Group>
            <Group gap={4} pl={20}>
              <Button
                size="compact-xs"
                variant="subtle"
                aria-pressed={shown}
                aria-label={check.showIssue(sentence)}
                onClick={() => onFilter(shown ? everyRow : wanted)}
              >
                {check.show}
              </Button>
              {!readOnly && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={bulk.ofIssueLabel['leave-out'](sentence)}
                  onClick={() => {
                    onFilter(wanted);
                    onLeaveOut();
                  }}
                >
                  {bulk.ofIssue['leave-out']}
                </Button>
              )}
            </Group>
          </div>
        );
      })}
    </Stack>
  );
}
