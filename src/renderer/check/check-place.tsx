import type { GridApi } from 'ag-grid-community';
import { useCallback, useEffect, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { BatchRow } from '../../bridge/rows.ts';
import type { Words } from '../../words/words.ts';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { usePushes } from '../push/pushes.tsx';
import { useConnections } from '../settings/connections.tsx';
import { useTell } from '../shell/messages.tsx';
import { everyRow, type RowFilter, useNavigation } from '../shell/navigation.tsx';
import { NextButton } from '../shell/next-button.tsx';
import { PlaceFrame } from '../shell/place-frame.tsx';
import { useAsk } from '../shell/problems.tsx';
import { BatchRows } from './batch-rows.tsx';
import { columnOfIssue } from './bulk/issue-column.ts';
import { useBulkChange } from './bulk/use-bulk-change.tsx';
import classes from './check-place.module.css';
import { DuplicatesDialog } from './duplicates/duplicates-dialog.tsx';
import { FilterBar } from './filter-bar.tsx';
import type { GridFocus, Selected } from './grid-focus.ts';
import { IssuesPanel } from './issues-panel.tsx';
import { RowPanel } from './row-panel.tsx';
import type { RowCount } from './row-source.ts';
import { useChanges } from './use-changes.ts';
import type { SetCells } from './use-clipboard.tsx';
import { usePermitsKnown } from './use-permits-known.ts';

/** The batch's rows, what is wrong with them, and what can be done about it. Needs no network and no token. */
export function CheckPlace({ summary, filter: wanted }: { summary: BatchSummary; filter: RowFilter }) {
  const words = useWords();
  const ask = useAsk();
  const tell = useTell();
  const connections = useConnections();
  const { goTo } = useNavigation();
  const [filter, setFilter] = useState(wanted);
  const [count, setCount] = useState<RowCount | null>(null);
  const [focus, setFocus] = useState<GridFocus | null>(null);
  const [selected, setSelected] = useState<readonly number[] | null>([]);
  const [range, setRange] = useState<Selected | null>(null);
  const [grid, setGrid] = useState<GridApi<BatchRow> | null>(null);
  const { batch } = summary;
  const practice = connections.get(summary.connection)?.practice === true;
  const push = usePushes().of(batch);
  /** While its rows are being sent they are only looked at. */
  const pushing = push !== undefined && push.ended === null;

  const permitsKnown = usePermitsKnown(summary);
  const { revision, change, undo, redo } = useChanges(summary, pushing);

  useEffect(() => setFilter(wanted), [wanted]);
  const [deciding, setDeciding] = useState(false);
  const { openBulkChange, dialog } = useBulkChange({ summary, filter, count, selected, change });
  const edit = (row: BatchRow, column: number, value: string) =>
    void change(bridge.editCell({ batch, row: row.number, column, value }), words.bulk.done.change(1));
  const repair = ({ row, column }: GridFocus) => {
    const issue = row.issues.find((one) => one.repair !== null && (column === null || one.column === column));
    if (!issue) return;
    const cell = { batch, row: row.number, column: issue.column ?? 0 };
    void change(bridge.repairIssue(cell), words.check.repaired(1));
  };
  const setCells: SetCells = useCallback(
    ({ rows, columns, values }, said) => {
      const block = { rows: [...rows], columns: [...columns], values: values.map((line) => [...line]) };
      void change(bridge.setCells({ batch, ...block }), said);
    },
    [change, batch],
  );
  const keep = ({ row, column }: GridFocus) =>
    void change(bridge.confirmIssue({ batch, row: row.number, column: column ?? 0 }), words.check.kept(1));

  const removeExtra = async ({ number: row, cells }: BatchRow) => {
    const extra = cells.flatMap((cell, at) =>
      at >= summary.columns.length && cell.trim() !== '' ? [at + 1] : [],
    );
    // Each is a step of its own, and one Undo takes one back.
    const said = extra.length === 1 ? words.bulk.done.change(1) : undefined;
    for (const column of extra) {
      if ((await change(bridge.editCell({ batch, row, column, value: '' }), said)) === null) return;
    }
  };

  // What is shown for an issue stands in its column, which may be out of sight.
  useEffect(() => {
    if (filter.code === null || grid === null || grid.isDestroyed()) return;
    const column = columnOfIssue(filter.code, summary.columns);
    if (column !== null) grid.ensureColumnVisible(String(column), 'middle');
  }, [filter.code, grid, summary.columns]);
  const findIn = (column: number) => {
    setFilter((before) => ({ ...before, text: '', textColumn: column }));
    // The menu gives the focus back to the header first.
    requestAnimationFrame(() => document.querySelector<HTMLInputElement>('[data-find]')?.focus());
  };
  const save = async (call: Promise<Awaited<ReturnType<typeof bridge.saveErrors>>>) => {
    const path = await ask(call);
    if (path !== null) tell(words.check.saved(path));
  };
  const { rows, pushable, invalid, leftOut, tally } = summary;
  // What a run has settled: a permit that may have been created is not sent again unasked.
  const settled = summary.runs === 0 ? 0 : Math.max(0, rows - pushable - invalid - leftOut.rows);
  const accepted = Math.min(tally.accepted, settled);
  const sentence = pushing
    ? words.check.pushing
    : rows === 0
      ? words.check.headersOnly
      : words.check.sentence(pushable, invalid, leftOut.rows, accepted, settled - accepted);

  return (
    <PlaceFrame
      sentence={[sentence, selectedText(words, range)].filter(Boolean).join(' ')}
      actions={[
        ...(summary.invalid + summary.warned > 0
          ? [{ label: words.check.saveErrors, onClick: () => void save(bridge.saveErrors({ batch })) }]
          : []),
        { label: words.check.saveCorrected, onClick: () => void save(bridge.saveCorrected({ batch })) },
      ]}
      next={
        <NextButton
          onward
          practice={practice}
          disabled={summary.pushable === 0 && !pushing}
          onClick={() => goTo(batch, 'push')}
        >
          {pushing
            ? words.check.toPush
            : summary.pushable === 0
              ? words.push.nothingTitle
              : words.check.next(summary.pushable, practice)}
        </NextButton>
      }
      aside={
        <>
          <IssuesPanel
            summary={summary}
            filter={filter}
            onFilter={setFilter}
            readOnly={pushing}
            change={change}
            onBulkChange={openBulkChange}
            onDecide={() => setDeciding(true)}
          />
          <RowPanel
            summary={summary}
            focus={focus}
            revision={revision}
            leading="state"
            {...(pushing
              ? {}
              : {
                  onRepair: repair,
                  onKeep: keep,
                  onBulkChange: openBulkChange,
                  onChoose: ({ number: row }: BatchRow, reference: string) =>
                    void change(bridge.chooseReference({ batch, row, reference }), words.bulk.done.change(1)),
                  onRemoveExtra: (row: BatchRow) => void removeExtra(row),
                })}
          />
        </>
      }
    >
      {dialog}
      {deciding && !pushing && (
        <DuplicatesDialog summary={summary} change={change} onClose={() => setDeciding(false)} />
      )}
      <div className={classes.rows}>
        <FilterBar
          summary={summary}
          filter={filter}
          count={count}
          permitsKnown={permitsKnown}
          readOnly={pushing}
          onFilter={setFilter}
          grid={grid}
          onBulkChange={() => openBulkChange()}
          onUndo={undo}
          onRedo={redo}
        />
        <BatchRows
          summary={summary}
          filter={filter}
          revision={revision}
          leading="state"
          onFocus={setFocus}
          onSelect={setSelected}
          onCount={setCount}
          onShowAll={() => setFilter(everyRow)}
          permitsKnown={permitsKnown}
          onRange={setRange}
          {...(pushing ? {} : { onEdit: edit, onSet: setCells, onRepair: repair })}
          tools={{
            onFilter: setFilter,
            onBulkChange: openBulkChange,
            onFind: findIn,
            onGrid: setGrid,
          }}
        />
      </div>
    </PlaceFrame>
  );
}

function selectedText({ check }: Words['window'], selected: Selected | null): string {
  if (selected === null) return '';
  const { rows, columns } = selected;
  return columns === null ? check.selectedRows(rows) : check.selected(rows, columns);
}
