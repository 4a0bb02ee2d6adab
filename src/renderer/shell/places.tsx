import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { BatchSummary } from '../../bridge/contract.ts';
import { useWords } from '../language.tsx';
import { type Push, usePushes } from '../push/pushes.tsx';
import { type Mark, MarkIcon } from './mark.tsx';
import { type Place, places, useNavigation } from './navigation.tsx';
import classes from './places.module.css';

/** The five places of a batch: where one is, what is done, what wants attention. */
export function Places({ summary, place }: { summary: BatchSummary; place: Place }) {
  const words = useWords();
  const pushes = usePushes();
  const { goTo } = useNavigation();
  const push = pushes.of(summary.batch);
  return (
    <nav aria-label={words.places.label} data-region>
      <ol className={classes.list}>
        {places.map((one, index) => {
          const state = stateOf(one, summary, push);
          return (
            <li key={one} className={classes.item}>
              <UnstyledButton
                className={classes.place}
                data-place={one}
                disabled={state === 'not-yet'}
                aria-current={one === place ? 'step' : undefined}
                onClick={() => goTo(summary.batch, one)}
              >
                {state === 'open' || state === 'not-yet' ? (
                  <span className={classes.number} aria-hidden>
                    {index + 1}
                  </span>
                ) : (
                  <MarkIcon mark={marks[state]} size={18} />
                )}
                {words.places[one]}
                {state === 'done' && <VisuallyHidden>{words.places.done}</VisuallyHidden>}
                {state === 'attention' && <VisuallyHidden>{words.places.attention}</VisuallyHidden>}
                {state === 'running' && <VisuallyHidden>{words.places.running}</VisuallyHidden>}
              </UnstyledButton>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

type PlaceState = 'done' | 'attention' | 'running' | 'open' | 'not-yet';

const marks = {
  done: 'valid',
  attention: 'warned',
  running: 'running',
} as const satisfies Record<string, Mark>;

function stateOf(place: Place, summary: BatchSummary, push: Push | undefined): PlaceState {
  const reference = summary.columns.some((column) => column.field === 'referenceId');
  const running = push !== undefined && push.ended === null;
  const ran = summary.runs > 0;
  switch (place) {
    case 'file':
      return 'done';
    case 'columns':
      return reference ? 'done' : 'attention';
    case 'check':
      if (!reference) return 'not-yet';
      return summary.invalid > 0 ? 'attention' : 'done';
    case 'push':
      if (running) return 'running';
      if (summary.interrupted) return 'attention';
      if (!reference) return 'not-yet';
      return ran ? 'done' : 'open';
    case 'results':
      if (!ran || running) return 'not-yet';
      return summary.tally.rejected + summary.tally.unknown > 0 ? 'attention' : 'done';
  }
}
