import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { fieldOf } from '../../permit/column-role.ts';
import type { FieldName } from '../../permit/field.ts';
import { type IssueCode, severityOf } from '../../permit/issue.ts';
import { type Mapping, mappingOf } from '../../permit/mapping.ts';
import { operationRules } from '../../permit/operation-rules.ts';
import { type PermitRequest, permitRequest } from '../../permit/permit-request.ts';
import { settingsFor } from '../../permit/utc-column.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta } from '../file/meta.ts';
import { countOfIssues, pendingPages, type SentBefore, sentBefore } from './pending.ts';
import type { Scope } from './scope.ts';

/** What a push is about to do, as far as its rows tell. */
export interface PushPreview {
  readonly rows: number;
  /** The earliest and the latest end, as they are sent; null where no row has one. */
  readonly endDates: { readonly first: Extreme; readonly last: Extreme; readonly utc: boolean } | null;
  /** By currency, the most rows first; the currency of rows without one is blank. */
  readonly amounts: readonly AmountTotal[];
  /** Of the column that was asked for, its most frequent values first; null without a column. */
  readonly groups: Groups | null;
  /** By kind, of the rows that are sent. */
  readonly warnings: readonly { readonly code: IssueCode; readonly rows: number }[];
  /** Rows with a value that a person keeps as it is. */
  readonly confirmed: number;
  /** Rows that their workbook hides, and that a person sends all the same. */
  readonly hidden: number;
  readonly before: SentBefore;
}

/** Cells of one column, to the letter. */
interface CellsOf {
  readonly column: number;
  readonly values: readonly string[];
}

interface Extreme {
  readonly value: string;
  /** What the rows with that end have in their cells. */
  readonly cells: readonly CellsOf[];
}

interface AmountTotal {
  readonly currency: string;
  readonly rows: number;
  /** Exact, with a point and two digits. */
  readonly total: string;
  /** What those rows have in the column of currencies; null where nothing tells them apart. */
  readonly cells: CellsOf | null;
}

interface Groups {
  readonly column: number;
  readonly values: readonly { readonly value: string; readonly rows: number }[];
  readonly distinct: number;
}

const mostGroups = 12;
/** More spellings of a currency than any file has; a filter takes no more. */
const mostSpellings = 1_000;

/** Looks through the rows that a run of this scope would send, a few at a time, so that every other call is answered meanwhile. */
export async function pushPreview(
  document: BatchDocument,
  scope: Scope,
  column: number | null,
): Promise<PushPreview> {
  const columns = readMeta(document, 'columns');
  const settings = readMeta(document, 'settings');
  if (!columns || !settings) throw new Error('The batch has no columns or settings');
  const mapping = mappingOf(columns);
  const rules = operationRules[settings.operation];
  const sends = (field: FieldName): boolean => rules.fields.includes(field);
  const sent = settingsFor(columns, settings);
  const ends = new Ends(columnsOf(mapping, 'endDate'));
  const amounts = new Amounts(mapping.indexOf('currency'));
  const groups = new Map<string, number>();
  let rows = 0;
  let confirmed = 0;
  let hidden = 0;
  for (const page of pendingPages(document, scope)) {
    for (const { cells, reading } of page) {
      const request = permitRequest(cells, mapping, sent, rules);
      rows++;
      if (reading.confirmed) confirmed++;
      if (reading.confirmed?.[0]?.includes('row-hidden')) hidden++;
      if (sends('endDate')) ends.add(request, cells);
      if (sends('amount')) amounts.add(request.amount, request.currency ?? '', cells);
      if (column !== null) {
        const value = cells[column - 1] ?? '';
        groups.set(value, (groups.get(value) ?? 0) + 1);
      }
    }
    await yieldToEventLoop();
  }
  const warnings = countOfIssues(document, scope).filter(({ code }) => severityOf[code] === 'warning');
  return {
    rows,
    endDates: ends.found(),
    amounts: amounts.found(),
    groups: column === null ? null : groupsOf(column, groups),
    warnings,
    confirmed,
    hidden,
    before: sentBefore(document, scope),
  };
}

function columnsOf(mapping: Mapping, field: FieldName): number[] {
  return mapping.flatMap((role, at) => (role && fieldOf(role) === field ? [at + 1] : []));
}

function groupsOf(column: number, groups: ReadonlyMap<string, number>): Groups {
  const values = [...groups]
    .map(([value, rows]) => ({ value, rows }))
    .sort((one, other) => other.rows - one.rows || (one.value < other.value ? -1 : 1));
  return { column, values: values.slice(0, mostGroups), distinct: values.length };
}

class Ends {
  readonly #columns: readonly number[];
  #first: Extreme | null = null;
  #last: Extreme | null = null;
  #utc = false;

  constructor(columns: readonly number[]) {
    this.#columns = columns;
  }

  /** Ends as they are sent are written so that the later one is the greater text. */
  add({ endTime, endDateUtc }: PermitRequest, cells: readonly string[]): void {
    const value = endDateUtc ?? endTime;
    if (value === undefined) return;
    this.#utc ||= endDateUtc !== undefined;
    if (this.#first === null || value < this.#first.value) this.#first = this.#extreme(value, cells);
    if (this.#last === null || value > this.#last.value) this.#last = this.#extreme(value, cells);
  }

  found(): PushPreview['endDates'] {
    if (this.#first === null || this.#last === null) return null;
    return { first: this.#first, last: this.#last, utc: this.#utc };
  }

  #extreme(value: string, cells: readonly string[]): Extreme {
    return {
      value,
      cells: this.#columns.map((column) => ({ column, values: [cells[column - 1] ?? ''] })),
    };
  }
}

class Amounts {
  /** Where currencies stand, from 0; -1 without such a column. */
  readonly #at: number;
  readonly #totals = new Map<string, { rows: number; cents: bigint; spellings: Set<string> }>();

  constructor(at: number) {
    this.#at = at;
  }

  /** Of a row that can be sent: its amount has exactly two digits behind the point. */
  add(amount: string | undefined, currency: string, cells: readonly string[]): void {
    if (amount === undefined) return;
    const total = this.#totals.get(currency) ?? { rows: 0, cents: 0n, spellings: new Set() };
    this.#totals.set(currency, total);
    total.rows++;
    total.cents += BigInt(amount.replace('.', ''));
    if (this.#at >= 0 && total.spellings.size < mostSpellings) total.spellings.add(cells[this.#at] ?? '');
  }

  found(): AmountTotal[] {
    return [...this.#totals]
      .map(([currency, { rows, cents, spellings }]) => ({
        currency,
        rows,
        total: inUnits(cents),
        cells: this.#at < 0 ? null : { column: this.#at + 1, values: [...spellings] },
      }))
      .sort((one, other) => other.rows - one.rows || (one.currency < other.currency ? -1 : 1));
  }
}

function inUnits(cents: bigint): string {
  const digits = cents.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
