import { useHotkeys } from '@mantine/hooks';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import { bridge } from '../bridge.ts';
import { useBatches } from '../history/batches.tsx';
import { useWords } from '../language.tsx';
import { useMessageCalls, useTell } from '../shell/messages.tsx';

type Call = ReturnType<typeof bridge.summary>;

/** Changes the batch; `said` is what the footer then says, with Undo, where that made a step. Null when it failed. */
export type Change = (call: Call, said?: string) => Promise<BatchSummary | null>;

interface Changes {
  /** Grows whenever rows may have changed. */
  readonly revision: number;
  readonly change: Change;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** Changing a batch's rows, and taking that back: by the footer's Undo, the tools, the keyboard and the menu. */
export function useChanges(summary: BatchSummary, pushing: boolean): Changes {
  const words = useWords();
  const batches = useBatches();
  const tell = useTell();
  const { forget } = useMessageCalls();
  const [revision, setRevision] = useState(0);
  const { batch } = summary;

  /** How many changes wait for their answer: what can be undone or done again after them, only the engine knows. */
  const underWay = useRef(0);
  // A key can come when a summary is shown and the effects that listen with it have not run yet.
  const newest = useRef(summary);
  const lastStep = useRef(summary.lastStep);
  useLayoutEffect(() => {
    newest.current = summary;
    lastStep.current = summary.lastStep;
  }, [summary]);
  // Rows are checked for a connection, and held against what is known of its permits.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another connection is what makes the rows others.
  useEffect(() => setRevision((before) => before + 1), [summary.connection]);

  const turn = useRef((_: 'undo' | 'redo') => {});
  const offer = useCallback(
    (direction: 'undo' | 'redo') => ({
      label: words.check[direction],
      // What is under way takes the place of the step that this would turn.
      onClick: () => {
        if (underWay.current === 0) turn.current(direction);
      },
    }),
    [words],
  );
  const ask = useCallback(
    async (call: Call) => {
      if (pushing) {
        tell(words.check.pushing);
        return null;
      }
      underWay.current++;
      const changed = await batches.change(call);
      underWay.current--;
      setRevision((before) => before + 1);
      return changed;
    },
    [batches.change, pushing, tell, words],
  );
  const change = useCallback<Change>(
    async (call, said) => {
      const changed = await ask(call);
      if (changed === null) return null;
      const isStep = changed.lastStep !== lastStep.current;
      lastStep.current = changed.lastStep;
      if (said !== undefined && isStep) tell(said, offer('undo'));
      else forget();
      return changed;
    },
    [ask, tell, forget, offer],
  );
  turn.current = async (direction) => {
    const { canUndo, canRedo } = newest.current;
    if (underWay.current === 0 && !(direction === 'undo' ? canUndo : canRedo)) return;
    const turned = await ask(bridge[direction]({ batch }));
    if (turned === null) return;
    lastStep.current = turned.lastStep;
    if (direction === 'undo') tell(words.steps.undone(turned.nextRedo), offer('redo'));
    else tell(words.steps.redone(turned.nextUndo), offer('undo'));
  };
  const undo = useCallback(() => turn.current('undo'), []);
  const redo = useCallback(() => turn.current('redo'), []);

  const byKey = (turn: () => void) => (event: KeyboardEvent) => {
    if (writesText(event.target)) return;
    event.preventDefault();
    turn();
  };
  const keys = { preventDefault: false };
  useHotkeys(
    [
      ['mod+Z', byKey(undo), keys],
      ['mod+shift+Z', byKey(redo), keys],
      ['mod+Y', byKey(redo), keys],
    ],
    [],
  );
  useEffect(
    () =>
      bridge.listen((event) => {
        if (event.kind === 'checked' && event.batch === batch) setRevision((before) => before + 1);
        if (event.kind !== 'menu' || (event.command !== 'undo' && event.command !== 'redo')) return;
        // While text is written, the menu means the text.
        if (writesText(document.activeElement)) document.execCommand(event.command);
        else if (event.command === 'undo') undo();
        else redo();
      }),
    [undo, redo, batch],
  );
  return { revision, change, undo, redo };
}

/** Whether a key there is about what is typed: after a choice made with a radio button it is about the batch. */
export function writesText(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement;
}
