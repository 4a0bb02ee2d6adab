import type { ColDef, ValueFormatterParams, ValueGetterParams } from 'ag-grid-community';
import type { BatchRow, RowIssue } from '../../bridge/rows.ts';
import { fieldOf } from '../../permit/column-role.ts';
import type { FieldName } from '../../permit/field.ts';
import type { ColumnMatch } from '../../permit/mapping.ts';
import { rowMessage } from '../../words/row-message.ts';
import type { Words } from '../../words/words.ts';
import type { Formats } from '../formats.ts';
import { shortened } from '../shell/shortened.ts';
import { CellView, type CellViewParams } from './cell-view.ts';
import type { OpenColumn } from './column/column-menu.tsx';
import { columnWidths } from './column/column-widths.ts';
import { ColumnHeader, type ColumnHeaderParams } from './column-header.ts';
import type { Leading } from './row-status.ts';
import { StatusCell, type StatusCellParams } from './status-cell.tsx';

/** What mostly changes in a renewal: beside these values there is room for what was there before. */
const renewedFields: ReadonlySet<ColumnMatch['field']> = new Set(['endDate', 'plate', 'amount']);

const wireFields: ReadonlySet<FieldName> = new Set(['referenceId', 'startDate', 'endDate', 'amount']);

/** What a column's header can do besides sorting. */
export interface ColumnTools {
  /** Columns, counted from 1, for whose values only some rows are shown. */
  readonly filtered: readonly number[];
  readonly open: (column: OpenColumn) => void;
}

/** The grid's columns: the row's number and state, then the file's columns as they stand there. */
export function gridColumns(
  words: Words,
  columns: readonly ColumnMatch[],
  samples: readonly (readonly string[])[],
  leading: Leading,
  onEdit: (row: BatchRow, column: number, value: string) => void,
  formats: Formats,
  tools: ColumnTools | null,
  /** About the largest row number, for which there must be room. */
  lastRow: number,
  /** In a narrow window the first columns share what there is; where permits are known their old values have room. */
  { narrow, permitsKnown }: { readonly narrow: boolean; readonly permitsKnown: boolean },
): ColDef<BatchRow>[] {
  const { check } = words.window;
  const number: ColDef<BatchRow> = {
    colId: 'number',
    headerName: check.rowNumber,
    pinned: 'left',
    lockPosition: 'left',
    width: 32 + 9 * Math.max(4, String(lastRow).length),
    headerClass: 'ag-right-aligned-header',
    sortable: false,
    cellClass: 'cell-number',
    valueGetter: ({ data }) => (data === undefined ? '' : data.number),
  };
  const state: ColDef<BatchRow> = {
    colId: 'state',
    headerName: check.state,
    headerTooltip: check.state,
    headerComponentParams: { innerHeaderComponent: ColumnHeader, unseen: true },
    pinned: 'left',
    lockPosition: 'left',
    width: 36,
    minWidth: 36,
    cellClass: 'cell-status',
    sortable: false,
    resizable: false,
    cellRenderer: StatusCell,
    cellRendererParams: {
      leading,
      names: words.window.statuses,
      rejected: (row) =>
        leading === 'state' && row.outcome.status === 'rejected' ? answerOf(words, row) : '',
    } satisfies StatusCellParams,
    valueGetter: ({ data }) => (leading === 'outcome' ? data?.outcome.status : data?.state),
  };
  const answer: ColDef<BatchRow> = {
    colId: 'answer',
    headerName: words.window.results.message,
    width: 320,
    sortable: false,
    valueGetter: ({ data }) => answerOf(words, data),
    tooltipValueGetter: ({ data }) => answerOf(words, data),
  };
  const names = columns.map(({ header }, index) => header.trim() || words.window.file.blankHeader(index + 1));
  const widths = columnWidths(
    columns.map(({ field }, index) => {
      const shown = (samples[index] ?? []).map((value) => shownAs(field, value));
      const longest = shown.reduce((long, value) => (value.length > long.length ? value : long), '');
      return {
        name: names[index] ?? '',
        field: field === null ? '' : words.issues.roles[field],
        samples: shown,
        wire: isWireField(field),
        beside: permitsKnown && renewedFields.has(field) ? check.wasShort(changedPart(longest, longest)) : '',
      };
    }),
    narrow,
  );
  return [
    number,
    state,
    ...(leading === 'outcome' ? [answer] : []),
    ...columns.map((match, index) =>
      cellColumn(words, match, index, names[index] ?? '', widths[index] ?? 0, onEdit, formats, tools),
    ),
  ];
}

function cellColumn(
  words: Words,
  match: ColumnMatch,
  index: number,
  name: string,
  width: number,
  onEdit: (row: BatchRow, column: number, value: string) => void,
  formats: Formats,
  tools: ColumnTools | null,
): ColDef<BatchRow> {
  const { check } = words.window;
  const { roles } = words.issues;
  const column = index + 1;
  const field = match.field;
  const isWire = isWireField(field);
  const shown = (value: string) => shownAs(field, value);
  /** What was last known here of the cell, where it changes that. */
  const wasKnown = (row: BatchRow): string | null => {
    const was = row.was.find((one) => one.column === column);
    return was === undefined ? null : check.was(was.value, formats.instant(new Date(was.at).toISOString()));
  };
  const remarked = {
    component: CellView,
    params: {
      remark: (row) => {
        const issue = issueOf(row, column);
        return [
          ...(issue === undefined ? [] : [words.issues.message(issue)]),
          ...(row.edited.includes(column) ? [check.edited] : []),
          ...[wasKnown(row)].filter((said) => said !== null),
        ].join(', ');
      },
      beside: (row) => {
        const was = row.was.find((one) => one.column === column);
        return was === undefined ? '' : check.wasShort(changedPart(was.value, row.cells[index] ?? ''));
      },
    } satisfies CellViewParams,
  };
  return {
    colId: String(column),
    headerName: name,
    headerTooltip: field === null || roles[field] === name ? name : `${name} → ${roles[field]}`,
    headerComponentParams: {
      innerHeaderComponent: ColumnHeader,
      field: field === null ? null : roles[field],
      filtered: tools?.filtered.includes(column) ? words.window.column.filtered : undefined,
      menu:
        tools === null
          ? undefined
          : { label: words.window.column.open(name), open: (at) => tools.open({ column, name, at }) },
    } satisfies Partial<ColumnHeaderParams> & { innerHeaderComponent: typeof ColumnHeader },
    width,
    editable: ({ context, data }) =>
      context === true && data !== undefined && data.outcome.status !== 'accepted',
    valueGetter: ({ data }: ValueGetterParams<BatchRow>) => data?.cells[index] ?? '',
    valueSetter: ({ data, newValue, oldValue }) => {
      const value = String(newValue ?? '');
      if (value !== oldValue) onEdit(data, column, value);
      // The engine has the last word: the row is drawn again from its answer.
      return false;
    },
    valueFormatter: ({ value }: ValueFormatterParams<BatchRow, string>) => shown(value ?? ''),
    cellRendererSelector: ({ data }) =>
      data !== undefined &&
      (issueOf(data, column) !== undefined || data.edited.includes(column) || wasKnown(data) !== null)
        ? remarked
        : undefined,
    tooltipValueGetter: ({ data }) => {
      if (data === undefined) return null;
      const issue = issueOf(data, column);
      const value = data.cells[index] ?? '';
      if (issue !== undefined) return words.issues.message(issue);
      const was = wasKnown(data);
      if (was !== null) return was;
      return shown(value) === value ? null : value;
    },
    cellClass: [
      'cell-text',
      ...(isWire ? ['cell-wire'] : []),
      ...(field === 'amount' ? ['cell-right'] : []),
      ...(field === null ? ['cell-unmapped'] : []),
    ],
    cellClassRules: {
      'cell-error': ({ data }) => data !== undefined && issueOf(data, column)?.severity === 'error',
      'cell-warning': ({ data }) => data !== undefined && issueOf(data, column)?.severity === 'warning',
      'cell-changes': ({ data }) => data?.was.some((one) => one.column === column) === true,
      'cell-edited': ({ data }) => data?.edited.includes(column) === true,
    },
  };
}

/** Of a time the day alone, where the time of day stays as it was. */
function changedPart(was: string, now: string): string {
  const [day = '', clock] = was.split('T');
  return clock !== undefined && now.endsWith(`T${clock}`) ? day : was;
}

function isWireField(field: ColumnMatch['field']): boolean {
  return field !== null && wireFields.has(fieldOf(field));
}

function shownAs(field: ColumnMatch['field'], value: string): string {
  return field === 'referenceId' ? shortened(value, 16) : value;
}

function issueOf(row: BatchRow, column: number): RowIssue | undefined {
  return row.issues.find((issue) => issue.column === column);
}

function answerOf(words: Words, row: BatchRow | undefined): string {
  if (row === undefined) return '';
  const { errorCode, status } = row.outcome;
  if (status === 'skipped' && row.leftOut !== null) return words.leftOut[row.leftOut];
  if (status === 'skipped' && row.state === 'invalid') return words.window.results.leftOutErrors;
  const said = rowMessage(row.outcome, words);
  if (said !== '') return errorCode === null ? said : `${said} (${errorCode})`;
  if (errorCode !== null) return words.window.results.code(errorCode);
  return words.window.results.meaning[status];
}
