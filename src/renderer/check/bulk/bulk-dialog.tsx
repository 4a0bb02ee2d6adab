import { Button, Checkbox, Group, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { BatchSummary } from '../../../bridge/batch.ts';
import type { BulkChange, RowScope } from '../../../bridge/bulk.ts';
import { useWords } from '../../language.tsx';
import { Dialog } from '../../shell/dialog.tsx';
import type { RowFilter } from '../../shell/navigation.tsx';
import { wireFilter } from '../row-source.ts';
import {
  actionsFor,
  type BulkAction,
  type BulkDraft,
  bulkActions,
  bulkChangeOf,
  emptyDraft,
  wantsColumn,
} from './bulk-draft.ts';
import { BulkPreview } from './bulk-preview.tsx';
import { useBulkPreview } from './use-bulk-preview.ts';

/** With what the dialog opens. */
export interface BulkOpening {
  readonly action?: BulkAction;
  /** Counts from 1. */
  readonly column?: number | null;
  /** These rows and no others; else those that are selected, or shown. */
  readonly rows?: readonly number[];
  /** The rows shown, although others are selected. */
  readonly onShown?: boolean;
  /** The selected rows and no others, where there are some. */
  readonly onSelected?: boolean;
}

interface BulkDialogProps {
  readonly summary: BatchSummary;
  readonly opening: BulkOpening;
  readonly filter: RowFilter;
  /** How many rows the filter shows; null while that is not known. */
  readonly shown: number | null;
  /** The numbers of the selected rows, ascending. */
  readonly selected: readonly number[];
  readonly onClose: () => void;
  readonly onApply: (scope: RowScope, change: BulkChange, rows: number) => void;
}

/** Changes many rows as one step: what, in which rows, and what comes of it, before it is done. */
export function BulkDialog({ summary, opening, filter, shown, selected, onClose, onApply }: BulkDialogProps) {
  const { bulk } = useWords();
  const [draft, setDraft] = useState<BulkDraft>({
    ...emptyDraft,
    action: opening.action ?? 'set',
    column: opening.column ?? null,
  });
  const rows = opening.rows ?? selected;
  const onlyRows = opening.rows !== undefined || (opening.onSelected === true && selected.length > 0);
  // A cursor that rests somewhere selects its row too: that is hardly meant by who opens this for many.
  const [onSelected, setOnSelected] = useState(onlyRows || (rows.length > 1 && !opening.onShown));
  const set = (part: Partial<BulkDraft>) => setDraft((before) => ({ ...before, ...part }));
  const scope: RowScope = onSelected ? { rows: [...rows] } : { filter: wireFilter(filter) };
  const change = bulkChangeOf(draft, filter.code);
  const preview = useBulkPreview(change === null ? null : { batch: summary.batch, scope, change });
  const changing = preview?.ok === true ? preview.value.changing : 0;
  const kind = wantsColumn(draft.action) ? 'change' : (draft.action as keyof typeof bulk.apply);

  return (
    <Dialog opened onClose={onClose} title={bulk.title} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (change !== null && changing > 0) onApply(scope, change, changing);
        }}
      >
        <Stack gap="sm">
          <Select
            data-autofocus={opening.action === undefined || undefined}
            label={bulk.action}
            allowDeselect={false}
            value={draft.action}
            data={actionsFor(filter).map((action) => ({ value: action, label: bulk.actions[action] }))}
            onChange={(value) => {
              const action = bulkActions.find((one) => one === value);
              if (action !== undefined) set({ action });
            }}
          />
          {wantsColumn(draft.action) && (
            <ColumnSelect
              label={bulk.column}
              summary={summary}
              value={draft.column}
              onChoose={(column) => set({ column })}
            />
          )}
          <ActionInputs summary={summary} draft={draft} set={set} />
          <Radio.Group
            label={bulk.scope}
            value={onSelected ? 'selected' : 'shown'}
            onChange={(value) => setOnSelected(value === 'selected')}
          >
            <Group gap="lg" mt={4}>
              {rows.length > 0 && <Radio value="selected" label={bulk.selected(rows.length)} />}
              {!onlyRows && <Radio value="shown" label={bulk.shown(shown)} />}
            </Group>
          </Radio.Group>
          {change !== null && <BulkPreview preview={preview} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {bulk.cancel}
            </Button>
            <Button type="submit" disabled={changing === 0}>
              {bulk.apply[kind](changing)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

interface ActionInputsProps {
  readonly summary: BatchSummary;
  readonly draft: BulkDraft;
  readonly set: (part: Partial<BulkDraft>) => void;
}

/** What an action needs to be told besides its column. */
function ActionInputs({ summary, draft, set }: ActionInputsProps) {
  const { bulk } = useWords();
  switch (draft.action) {
    case 'set':
      return (
        <TextInput
          data-autofocus
          label={bulk.value}
          value={draft.value}
          onChange={(event) => set({ value: event.currentTarget.value })}
        />
      );
    case 'replace':
      return (
        <>
          <Group grow align="flex-start">
            <TextInput
              data-autofocus
              label={bulk.find}
              value={draft.find}
              onChange={(event) => set({ find: event.currentTarget.value })}
            />
            <TextInput
              label={bulk.replacement}
              value={draft.replacement}
              onChange={(event) => set({ replacement: event.currentTarget.value })}
            />
          </Group>
          <Group gap="lg">
            <Checkbox
              label={bulk.matchCase}
              checked={draft.matchCase}
              onChange={(event) => set({ matchCase: event.currentTarget.checked })}
            />
            <Checkbox
              label={bulk.pattern}
              checked={draft.isPattern}
              onChange={(event) => set({ isPattern: event.currentTarget.checked })}
            />
          </Group>
        </>
      );
    case 'copy':
      return (
        <ColumnSelect
          label={bulk.from}
          summary={summary}
          value={draft.from}
          onChoose={(from) => set({ from })}
        />
      );
    default:
      return null;
  }
}

interface ColumnSelectProps {
  readonly label: string;
  readonly summary: BatchSummary;
  readonly value: number | null;
  readonly onChoose: (column: number | null) => void;
}

function ColumnSelect({ label, summary, value, onChoose }: ColumnSelectProps) {
  const words = useWords();
  return (
    <Select
      label={label}
      searchable
      placeholder={words.bulk.noColumn}
      nothingFoundMessage={words.bulk.nothing}
      value={value === null ? null : String(value)}
      data={summary.columns.map(({ header }, index) => ({
        value: String(index + 1),
        label: header.trim() || words.file.blankHeader(index + 1),
      }))}
      onChange={(chosen) => onChoose(chosen === null ? null : Number(chosen))}
    />
  );
}
