import { useEffect, useState } from 'react';
import type { ChangeProgress } from '../../bridge/edits.ts';
import { bridge } from '../bridge.ts';
import { useNavigation } from './navigation.tsx';

/** How far the change of many rows is that goes on in the batch that is shown; null while there is none. */
export function useChangeProgress(): ChangeProgress | null {
  const { view } = useNavigation();
  const batch = view.at === 'batch' ? view.batch : null;
  const [progress, setProgress] = useState<ChangeProgress | null>(null);
  useEffect(
    () =>
      bridge.listen((event) => {
        if (event.kind === 'change') setProgress(event);
        if (event.kind === 'change-ended') setProgress(null);
      }),
    [],
  );
  return progress?.batch === batch ? progress : null;
}
