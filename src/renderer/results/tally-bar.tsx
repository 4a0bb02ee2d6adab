import { Progress } from '@mantine/core';
import type { Tally } from '../../bridge/batch.ts';
import { useWords } from '../language.tsx';
import { statusColors } from '../shell/status-icon.tsx';
import { outcomes } from './tally-tiles.tsx';

/** Those of a run, without the rows it leaves out. */
const ofRun = outcomes.filter((outcome) => outcome !== 'skipped');

/** A run's tally as one bar: what is coloured was sent, what is blank was not yet. */
export function TallyBar({ tally }: { tally: Tally }) {
  const words = useWords();
  const total = ofRun.reduce((sum, outcome) => sum + tally[outcome], 0);
  return (
    <Progress.Root size="lg" transitionDuration={150}>
      {ofRun
        .filter((outcome) => outcome !== 'unsent' && tally[outcome] > 0)
        .map((outcome) => (
          <Progress.Section
            key={outcome}
            value={(tally[outcome] / total) * 100}
            color={statusColors[outcome]}
            aria-label={`${words.statuses[outcome]}: ${words.rows(tally[outcome])}`}
          />
        ))}
    </Progress.Root>
  );
}
