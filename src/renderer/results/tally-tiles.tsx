import { Group, Paper, SimpleGrid, Text, UnstyledButton } from '@mantine/core';
import type { Outcome, Tally } from '../../bridge/batch.ts';
import { useWords } from '../language.tsx';
import { StatusIcon } from '../shell/status-icon.tsx';
import classes from './tally-tiles.module.css';

/** The outcomes, in the order a person asks for them. */
export const outcomes = [
  'accepted',
  'rejected',
  'unknown',
  'unsent',
  'skipped',
] as const satisfies readonly Outcome[];

interface TallyTilesProps {
  readonly tally: Tally;
  /** Other names than the outcomes' own, where those would say too much. */
  readonly names?: Partial<Record<Outcome, string>>;
  /** With both, each tile shows its rows when pressed. */
  readonly shown?: Outcome | null;
  readonly onShow?: (outcome: Outcome) => void;
}

/** Every row's outcome, counted; the numbers always add up to the rows read. */
export function TallyTiles({ tally, names = {}, shown = null, onShow }: TallyTilesProps) {
  const words = useWords();
  return (
    <SimpleGrid
      cols={{ base: 2, xs: 5 }}
      spacing={6}
      role={onShow === undefined ? undefined : 'group'}
      aria-label={onShow === undefined ? undefined : words.results.outcomes}
    >
      {outcomes.map((outcome) => {
        const face = (
          <>
            <Text size="xs" className={classes.name}>
              {names[outcome] ?? words.results.tiles[outcome]}
            </Text>
            <Group gap={6} wrap="nowrap">
              <StatusIcon status={outcome} />
              <Text size="lg" fw={600} lh={1.4}>
                {words.number(tally[outcome])}
              </Text>
            </Group>
          </>
        );
        const title = words.results.meaning[outcome];
        return onShow === undefined ? (
          <Paper key={outcome} className={classes.tile} title={title} data-outcome={outcome}>
            {face}
          </Paper>
        ) : (
          <UnstyledButton
            key={outcome}
            className={classes.tile}
            title={title}
            data-outcome={outcome}
            aria-pressed={shown === outcome}
            disabled={tally[outcome] === 0}
            onClick={() => onShow(outcome)}
          >
            {face}
          </UnstyledButton>
        );
      })}
    </SimpleGrid>
  );
}
