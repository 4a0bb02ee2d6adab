import { useHotkeys } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import type { BatchSummary } from '../../../bridge/batch.ts';
import { bridge } from '../../bridge.ts';
import { useWords } from '../../language.tsx';
import type { RowFilter } from '../../shell/navigation.tsx';
import type { RowCount } from '../row-source.ts';
import { type Change, writesText } from '../use-changes.ts';
import { BulkDialog, type BulkOpening } from './bulk-dialog.tsx';

interface BulkChangeParts {
  readonly summary: BatchSummary;
  readonly filter: RowFilter;
  readonly count: RowCount | null;
  /** The numbers of the selected rows, ascending; null while they are being looked up. */
  readonly selected: readonly number[] | null;
  readonly change: Change;
}

/**
 * Changing many rows: what opens the dialog, from wherever it is wanted, and the dialog. `openBulkChange({ action, column })`
 * is what a column's menu calls.
 */
export function useBulkChange({ summary, filter, count, selected, change }: BulkChangeParts): {
  readonly openBulkChange: (opening?: BulkOpening) => void;
  readonly dialog: ReactNode;
} {
  const words = useWords();
  const [opening, setOpening] = useState<BulkOpening | null>(null);
  const { batch } = summary;
  const openBulkChange = (how: BulkOpening = {}) => setOpening(how);
  const byKey = (how?: BulkOpening) => (event: KeyboardEvent) => {
    if (!writesText(event.target)) openBulkChange(how);
  };
  useHotkeys(
    [
      ['mod+E', byKey()],
      ['mod+shift+L', byKey({ action: 'leave-out', onSelected: true })],
      ['mod+shift+B', byKey({ action: 'bring-back', onSelected: true })],
    ],
    [],
  );
  // Which rows are selected takes a moment after a filter: the dialog comes with the answer.
  const isKnown = selected !== null || opening?.rows !== undefined || opening?.onShown === true;
  const dialog = opening !== null && isKnown && (
    <BulkDialog
      summary={summary}
      opening={opening}
      filter={filter}
      shown={count?.kind === 'counted' ? count.total : null}
      selected={selected ?? []}
      onClose={() => setOpening(null)}
      onApply={(scope, wanted, changing) => {
        setOpening(null);
        const kind = wanted.kind === 'column' ? 'change' : wanted.kind;
        void change(bridge.changeBulk({ batch, scope, change: wanted }), words.bulk.done[kind](changing));
      }}
    />
  );
  return { openBulkChange, dialog };
}
