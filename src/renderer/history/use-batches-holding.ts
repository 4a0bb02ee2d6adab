import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { bridge } from '../bridge.ts';
import { useAsk } from '../shell/problems.tsx';

/** Shorter texts stand in too many plates and reference IDs to tell one. */
const shortest = 3;

interface Holding {
  readonly batches: ReadonlySet<string>;
  /** They are still looked through. */
  readonly searching: boolean;
}

/** The batches with this text in a reference ID or a plate, once the person has stopped typing. */
export function useBatchesHolding(text: string): Holding {
  const ask = useAsk();
  const wanted = text.trim();
  const [settled] = useDebouncedValue(wanted, 250);
  const [found, setFound] = useState<{ readonly text: string; readonly batches: ReadonlySet<string> }>({
    text: '',
    batches: new Set(),
  });
  useEffect(() => {
    let current = true;
    if (settled.length < shortest) return;
    void ask(bridge.searchBatches({ text: settled })).then((batches) => {
      if (current) setFound({ text: settled, batches: new Set(batches ?? []) });
    });
    return () => {
      current = false;
    };
  }, [settled, ask]);
  const searching = wanted.length >= shortest && found.text !== wanted;
  return { batches: found.text === wanted ? found.batches : none, searching };
}

const none: ReadonlySet<string> = new Set();
