import { useHotkeys } from '@mantine/hooks';
import type { GridApi } from 'ag-grid-community';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { BatchRow } from '../../bridge/rows.ts';
import type { Words } from '../../words/words.ts';
import { bridge } from '../bridge.ts';
import { OpenAlready } from '../drop/open-already.tsx';
import { useBatches } from '../history/batches.tsx';
import { useWords } from '../language.tsx';
import { usePushes } from '../push/pushes.tsx';
import { useConnections } from '../settings/connections.tsx';
import { type RowFilter, useNavigation } from '../shell/navigation.tsx';
import { NextButton } from '../shell/next-button.tsx';
import { PlaceFrame } from '../shell/place-frame.tsx';
import { tell, useAsk } from '../shell/problems.tsx';
import { BatchRows } from './batch-rows.tsx';
import { columnOfIssue } from './bulk/issue-column.ts';
import { useBulkChange } from './bulk/use-bulk-change.tsx';
import classes from './check-place.module.css';
import { FilterBar } from './filter-bar.tsx';
import type { GridFocus, Selected } from './grid-focus.ts';
import { IssuesPanel } from './issues-panel.tsx';
import { RowPanel } from './row-panel.tsx';
import type { RowCount } from './row-source.ts';
import type { SetCells } from './use-clipboard.tsx';

/** The batch's rows, what is wrong with them, and what can be done about it. Needs no network and no token. */
export function CheckPlace({ summary, filter: wanted }: { summary: BatchSummary; filter: RowFilter }) {
  const words = useWords();
  const ask = useAsk();
  const batches = useBatches();
  const connections = useConnections();
  const { goTo } = useNavigation();
  const [filter, setFilter] = useState(wanted);
  const [revision, setRevision] = useState(0);
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

  useEffect(() => setFilter(wanted), [wanted]);
  // Rows are checked for a connection, and held against what is known of its permits.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another connection is what makes the rows others.
  useEffect(() => setRevision((before) => before + 1), [summary.connection]);

  /** How many changes wait for their answer: what can be undone or done again after them, only the engine knows. */
  const underWay = useRef(0);
  const change = useCallback(
    async (call: ReturnType<typeof bridge.summary>) => {
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
    [batches.change, pushing, words],
  );
  const { openBulkChange, dialog } = useBulkChange({ summary, filter, count, selected, change });
  // A key can come when a summary is shown and the effects that listen with it have not run yet.
  const newest = useRef(summary);
  useLayoutEffect(() => {
    newest.current = summary;
  }, [summary]);
  const undo = useCallback(async () => {
    const may = underWay.current > 0 || newest.current.canUndo;
    if (may && (await change(bridge.undo({ batch }))) !== null) tell(words.check.undone);
  }, [change, batch, words]);
  const redo = useCallback(async () => {
    const may = underWay.current > 0 || newest.current.canRedo;
    if (may && (await change(bridge.redo({ batch }))) !== null) tell(words.check.redone);
  }, [change, batch, words]);
  const edit = (row: BatchRow, column: number, value: string) =>
    void change(bridge.editCell({ batch, row: row.number, column, value }));
  const repair = ({ row, column }: GridFocus) => {
    const issue = row.issues.find((one) => one.repair !== null && (column === null || one.column === column));
    if (issue) void change(bridge.repairIssue({ batch, row: row.number, column: issue.column ?? 0 }));
  };
  const setCells: SetCells = useCallback(
    async ({ rows, columns, values }) => {
      const block = { rows: [...rows], columns: [...columns], values: values.map((line) => [...line]) };
      return (await change(bridge.setCells({ batch, ...block }))) !== null;
    },
    [change, batch],
  );
  const keep = ({ row, column }: GridFocus) =>
    void change(bridge.confirmIssue({ batch, row: row.number, column: column ?? 0 }));

  const removeExtra = async ({ number: row, cells }: BatchRow) => {
    for (let column = summary.columns.length + 1; column <= cells.length; column++) {
      if ((cells[column - 1] ?? '').trim() === '') continue;
      if ((await change(bridge.editCell({ batch, row, column, value: '' }))) === null) return;
    }
  };

  useHotkeys([
    ['mod+Z', () => void undo()],
    ['mod+shift+Z', () => void redo()],
    ['mod+Y', () => void redo()],
  ]);
  useEffect(
    () =>
      bridge.listen((event) => {
        if (event.kind === 'checked' && event.batch === batch) setRevision((before) => before + 1);
        if (event.kind !== 'menu' || (event.command !== 'undo' && event.command !== 'redo')) return;
        // While text is written, the menu means the text.
        if (document.activeElement instanceof HTMLInputElement) document.execCommand(event.command);
        else void (event.command === 'undo' ? undo() : redo());
      }),
    [undo, redo, batch],
  );

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
  const cannot = summary.invalid;
  const sentence = pushing
    ? words.check.pushing
    : summary.rows === 0
      ? words.check.headersOnly
      : summary.pushable > 0
        ? words.check.sentence(summary.pushable, cannot, summary.leftOut.rows)
        : summary.tally.accepted > 0
          ? words.check.doneBut(summary.tally.accepted, cannot)
          : words.check.none(cannot);

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
                    void change(bridge.chooseReference({ batch, row, reference })),
                  onRemoveExtra: (row: BatchRow) => void removeExtra(row),
                })}
          />
        </>
      }
    >
      {dialog}
      <div className={classes.rows}>
        <OpenAlready summary={summary} />
        <FilterBar
          summary={summary}
          filter={filter}
          count={count}
          readOnly={pushing}
          onFilter={setFilter}
          grid={grid}
          onBulkChange={() => openBulkChange()}
          onUndo={() => void undo()}
          onRedo={() => void redo()}
        />
        <BatchRows
          summary={summary}
          filter={filter}
          revision={revision}
          leading="state"
          onFocus={setFocus}
          onSelect={setSelected}
          onCount={setCount}
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
