import { Text } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { BatchSummary } from '../../../bridge/batch.ts';
import type { DuplicateGroup } from '../../../bridge/duplicates.ts';
import type { Words } from '../../../words/words.ts';
import { bridge } from '../../bridge.ts';
import { useWords } from '../../language.tsx';
import { Dialog } from '../../shell/dialog.tsx';
import { useAsk } from '../../shell/problems.tsx';
import type { Change } from '../use-changes.ts';
import { GroupForm, type Send } from './group-form.tsx';

interface DuplicatesDialogProps {
  readonly summary: BatchSummary;
  readonly change: Change;
  readonly onClose: () => void;
}

/** Goes through the rows that have the same reference ID, a group at a time, and decides which of them are sent. */
export function DuplicatesDialog({ summary, change, onClose }: DuplicatesDialogProps) {
  const words = useWords();
  const ask = useAsk();
  const { batch } = summary;
  /** Null for the first group that is not decided. */
  const [place, setPlace] = useState<number | null>(null);
  const [group, setGroup] = useState<DuplicateGroup | null>(null);
  const [isLoaded, setIsLoaded] = useState(false);
  /** Enter that is pressed twice must not decide of rows that nobody has seen. */
  const busy = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change may make other groups.
  useEffect(() => {
    let isCurrent = true;
    busy.current = true;
    void ask(bridge.duplicateGroup({ batch, at: place })).then((found) => {
      if (!isCurrent) return;
      setGroup(found);
      setIsLoaded(true);
      busy.current = false;
    });
    return () => {
      isCurrent = false;
    };
  }, [batch, place, summary, ask]);

  const decide = async ({ at, total, rows, size }: DuplicateGroup, send: Send) => {
    const [first] = rows;
    if (busy.current || first === undefined) return;
    busy.current = true;
    const call = bridge.decideDuplicates({ batch, row: first.number, rows: size, send: wire(send) });
    const changed = await change(call, said(words, send, size));
    if (changed === null) busy.current = false;
    else setPlace(at + 1 < total ? at + 1 : at);
  };

  const move = (at: number) => {
    if (group !== null && at >= 0 && at < group.total) setPlace(at);
  };
  const turn = (event: KeyboardEvent) => {
    if (group === null || (event.key !== 'PageUp' && event.key !== 'PageDown')) return;
    event.preventDefault();
    move(event.key === 'PageUp' ? group.at - 1 : group.at + 1);
  };

  return (
    <Dialog opened onClose={onClose} onKeyDown={turn} title={words.check.duplicates} size="80rem">
      {isLoaded && group === null && <Text>{words.duplicates.none}</Text>}
      {group !== null && (
        <GroupForm
          key={[group.at, ...group.rows.map(({ number, decision }) => `${number}${decision}`)].join()}
          summary={summary}
          group={group}
          onMove={move}
          onDecide={(send) => void decide(group, send)}
        />
      )}
    </Dialog>
  );
}

function said({ duplicates }: Words['window'], send: Send, size: number): string {
  if (send === 'all') return duplicates.allSent(size);
  return send === 'none' ? duplicates.noneSent(size) : duplicates.oneSent(send, size - 1);
}

function wire(send: Send): number[] | 'all' {
  return send === 'all' ? send : send === 'none' ? [] : [send];
}
