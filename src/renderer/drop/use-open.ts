import { useCallback } from 'react';
import type { Opened } from '../../bridge/files.ts';
import type { Result } from '../../permit/result.ts';
import { bridge } from '../bridge.ts';
import { useNavigation } from '../shell/navigation.tsx';
import { useAsk } from '../shell/problems.tsx';
import { useReadings } from './readings.tsx';

/** The ways to open files; one file leads to its reading, several to the list of readings. */
export function useOpen() {
  const ask = useAsk();
  const readings = useReadings();
  const { go } = useNavigation();
  const { add } = readings;

  const take = useCallback(
    async (call: Promise<Result<Opened>>) => {
      const opened = await ask(call);
      if (opened === null || opened.readings.length === 0) return;
      add(opened);
      const [only, another] = opened.readings;
      go(
        only !== undefined && another === undefined
          ? { at: 'reading', reading: only.reading }
          : { at: 'start' },
      );
    },
    [ask, add, go],
  );

  return {
    take,
    chooseFiles: useCallback(() => take(bridge.chooseFiles()), [take]),
    paste: useCallback((text: string) => take(bridge.openPasted({ text })), [take]),
    openSample: useCallback(() => take(bridge.openSample()), [take]),
    drop: useCallback((files: readonly File[]) => take(bridge.drop(files)), [take]),
  };
}
