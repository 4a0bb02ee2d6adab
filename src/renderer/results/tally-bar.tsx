import { Progress } from '@mantine/core';
import type { Tally } from '../../bridge/contract.ts';
import { useWords } from '../language.tsx';
import { markColors } from '../shell/mark.tsx';
import { outcomes } from './tally-tiles.tsx';

/** The tally as one bar: what is coloured is settled, what is blank is not sent yet. */
export function TallyBar({ tally }: { tally: Tally }) {
  const words = useWords();
  const total = outcomes.reduce((sum, outcome) => sum + tally[outcome], 0);
  return (
    <Progress.Root size="lg" transitionDuration={150}>
      {outcomes
        .filter((outcome) => outcome !== 'unsent' && tally[outcome] > 0)
        .map((outcome) => (
          <Progress.Section
            key={outcome}
            value={(tally[outcome] / total) * 100}
            color={markColors[outcome]}
            aria-label={`${words.marks[outcome]}: ${words.rows(tally[outcome])}`}
          />
        ))}
    </Progress.Root>
  );
}
