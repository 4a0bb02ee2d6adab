import { useEffect } from 'react';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { useMessageCalls } from '../shell/messages.tsx';
import { useNavigation } from '../shell/navigation.tsx';
import { firstPlace } from './first-place.ts';
import { useReadings } from './readings.tsx';

/** Shows a batch as soon as it is read, and a push's results as soon as they are there, to whom waits for them. */
export function useArrivals(): void {
  const words = useWords();
  const { say } = useMessageCalls();
  const { view, pendingView, go, goTo } = useNavigation();
  const { list, pendingList, dismiss } = useReadings();

  // Who waits for a reading is shown its batch, and a batch that is shown need not be offered any more.
  const arrived = list.find(
    ({ reading, done }) =>
      done !== null &&
      ((view.at === 'reading' && view.reading === reading) ||
        (view.at === 'batch' && view.batch === done.batch)),
  );
  useEffect(() => {
    if (arrived?.done == null) return;
    // Listed until the batch is shown: without it, there would be nothing to show meanwhile.
    if (view.at === 'batch') dismiss(arrived.reading);
    else if (pendingView() === view) goTo(arrived.done.batch, firstPlace(arrived.done));
  }, [arrived, view, pendingView, dismiss, goTo]);

  useEffect(
    () =>
      bridge.listen((event) => {
        // A push can be over before the place that shows it is drawn, and a file that was dropped with others refused.
        const view = pendingView();
        const list = pendingList();
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
          if (waitedFor) go({ at: 'start' });
          say(words.reading.cancelled(event.file));
        } else if (event.result.ok) {
          const alone = view.at === 'start' && list.every((one) => one.reading === event.reading);
          if (alone) goTo(event.result.value.batch, firstPlace(event.result.value));
        } else if (view.at === 'start' && list.length <= 1) {
          go({ at: 'reading', reading: event.reading });
        }
      }),
    [pendingView, pendingList, go, goTo, say, words],
  );
}
