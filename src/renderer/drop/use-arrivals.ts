import { useEffect, useRef } from 'react';
import type { BatchSummary } from '../../bridge/contract.ts';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { type Place, useNavigation } from '../shell/navigation.tsx';
import { tell } from '../shell/problems.tsx';
import { useReadings } from './readings.tsx';

/** Shows a batch as soon as it is read, and a push's results as soon as they are there, to whom waits for them. */
export function useArrivals(): void {
  const words = useWords();
  const { view, go, goTo } = useNavigation();
  const { list } = useReadings();
  const now = useRef({ view, list });
  now.current = { view, list };

  useEffect(
    () =>
      bridge.listen((event) => {
        const { view, list } = now.current;
        const waitedFor = view.at === 'reading' && 'reading' in event && view.reading === event.reading;
        if (event.kind === 'reading' && view.at === 'start' && list.length <= 1) {
          go({ at: 'reading', reading: event.reading });
        }
        if (event.kind === 'push' && view.at === 'batch' && view.batch === event.batch) {
          // A retry was started from the results.
          if (view.place === 'results') goTo(view.batch, 'push');
        }
        const watched = view.at === 'batch' && view.place === 'push';
        if (event.kind === 'push-ended' && watched && view.batch === event.batch) goTo(view.batch, 'results');
        if (event.kind !== 'reading-ended') return;
        if (event.result === 'cancelled') {
          tell(words.reading.cancelled(event.file));
          if (waitedFor) go({ at: 'start' });
        } else if (event.result.ok) {
          const alone = view.at === 'start' && list.every((one) => one.reading === event.reading);
          if (waitedFor || alone) goTo(event.result.value.batch, firstPlace(event.result.value));
        } else if (view.at === 'start' && list.length <= 1) {
          go({ at: 'reading', reading: event.reading });
        }
      }),
    [go, goTo, words],
  );
}

/** Where a new batch is shown: the rows, unless its columns want a person's word first. */
function firstPlace(summary: BatchSummary): Place {
  const open = summary.columns.some((column) => column.field === null && column.proposal !== null);
  const reference = summary.columns.some((column) => column.field === 'referenceId');
  return open || !reference ? 'columns' : 'check';
}
