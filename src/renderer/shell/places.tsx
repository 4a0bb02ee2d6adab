import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { BatchSummary } from '../../bridge/batch.ts';
import { useWords } from '../language.tsx';
import { usePushes } from '../push/pushes.tsx';
import { type Place, places, useNavigation } from './navigation.tsx';
import { stateOf } from './place-state.ts';
import classes from './places.module.css';
import { type Status, StatusIcon } from './status-icon.tsx';

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
                  <StatusIcon status={iconOf[state]} size={18} />
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

const iconOf = {
  done: 'valid',
  attention: 'warned',
  running: 'running',
} as const satisfies Record<string, Status>;
