import type { CheckState, IssueCode } from '../../permit/issue.ts';
import { stateNumbers } from '../file/counts.ts';
import { type Outcome, outcomeSql } from '../file/tally.ts';
import { cellSql, containing } from './cell-sql.ts';

/** Where a row stands before a push: what checking says of it, or that it is left out, whatever checking says. */
export type RowState = CheckState | 'left-out';

export interface RowFilter {
  readonly state?: RowState | undefined;
  /** Rows with such an issue that are not left out. */
  readonly code?: IssueCode | undefined;
  /** Of the rows with the issue, those that no repair fits for sure. */
  readonly noRepair?: true | undefined;
  /** Rows with this text in any cell, whatever its case. */
  readonly text?: string | undefined;
  /** Rows with this text in any cell or in the controller's answer, or with this number or answered with this code. */
  readonly resultText?: string | undefined;
  /** Rows with the text in this column's cell. */
  readonly textColumn?: number | undefined;
  /** Rows whose cell in a column is one of these values, to the letter; each such condition holds. */
  readonly values?: readonly ColumnValues[] | undefined;
  readonly outcome?: Outcome | undefined;
  /** Rows that a push would send if it began now. */
  readonly toSend?: true | undefined;
  /** Rows of which a person said that an issue, or this one, is meant so. */
  readonly confirmed?: IssueCode | 'any' | undefined;
  /** Rows that the controller rejected with this code and these words. */
  readonly answer?: { readonly errorCode: number | null; readonly message: string | null } | undefined;
  /** Rows that whoever asks has picked by what the batch itself does not know. */
  readonly picked?: PickedRows | undefined;
  readonly sort?: { readonly column: number; readonly descending: boolean } | undefined;
}

/** Rows that the batch has, by their numbers: the first byte stands for row 1, and is 1 where the row is picked. */
export interface PickedRows {
  /** Tells them from any others that are picked: by it what was found is known again. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What tells a filter from others. */
export function filterName(filter: RowFilter): string {
  return JSON.stringify(filter, (key, value: unknown) => (key === 'bytes' ? undefined : value));
}

export interface ColumnValues {
  readonly column: number;
  readonly values: readonly string[];
}

/** A filter without its sort: which rows, not in which order. */
export type RowConditions = Omit<RowFilter, 'sort'>;

/** A query with the values of its parameters that are neither `?1` nor `?2`. */
export interface RowQuery {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

type Parameter = string | number | Uint8Array | null;

/** Whether every row passes. */
export function passesAll(conditions: RowConditions): boolean {
  return partsOf(conditions).length === 0;
}

/** The numbers of the rows above `?1` and up to `?2` that pass, ascending. */
export function passingBetween(conditions: RowConditions): RowQuery {
  const source = sourceOf(conditions);
  if (source === null) {
    const parts = partsOf(conditions);
    return {
      sql: `select r.number from row r left join outcome o on o.row = r.number
        where r.number > ?1 and r.number <= ?2 and ${whereOf(parts)} order by r.number`,
      parameters: parts.flatMap(({ parameters }) => parameters),
    };
  }
  const parts = partsOf(conditions, source.tells);
  return {
    sql: `select f.number from (${source.sql}) f ${parts.length > 0 ? joined : ''}
      where ${whereOf(parts)} order by f.number`,
    parameters: [...source.parameters, ...parts.flatMap(({ parameters }) => parameters)],
  };
}

/** Keeps SQLite from going through all rows to look up the few. */
const joined = 'cross join row r on r.number = f.number left join outcome o on o.row = f.number';

interface Part {
  readonly condition: keyof RowConditions;
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

function whereOf(parts: readonly Part[]): string {
  return parts.length > 0 ? parts.map(({ sql }) => sql).join(' and ') : '1';
}

/** What each condition asks of `row r left join outcome o`, but for the one that the source has met already. */
function partsOf(conditions: RowConditions, met?: keyof RowConditions): Part[] {
  const {
    state,
    code,
    noRepair,
    text,
    textColumn,
    resultText,
    values = [],
    outcome,
    toSend,
    confirmed,
    answer,
    picked,
  } = conditions;
  const parts: Part[] = [];
  const add = (condition: keyof RowConditions, sql: string, ...parameters: Parameter[]): void => {
    if (condition !== met) parts.push({ condition, sql, parameters });
  };
  if (state === 'left-out') add('state', 'r.skipped > 0');
  else if (state !== undefined) add('state', 'r.skipped = 0 and r.state = ?', stateNumbers[state]);
  if (code !== undefined) {
    const among = `i.code = ? and i.row = r.number${noRepair ? unsure : ''}`;
    add('code', `exists (select 1 from issue i where ${among})`, code);
    if (state === undefined) add('state', 'r.skipped = 0');
  }
  if (text !== undefined && text !== '') {
    if (textColumn === undefined) parts.push(textPart(text));
    else {
      const { sql, patternOf } = containing(text);
      add('text', `${cellSql(textColumn)} ${sql}`, patternOf(text));
    }
  }
  if (resultText !== undefined && resultText !== '') parts.push(resultPart(resultText));
  for (const one of values) {
    const among = '(select value from json_each(?))';
    add('values', `${cellSql(one.column)} in ${among}`, JSON.stringify(one.values));
  }
  if (outcome !== undefined) add('outcome', `${outcomeSql} = ?`, outcome);
  if (answer !== undefined) {
    const { errorCode, message } = answer;
    parts.push({
      condition: 'answer',
      sql: "o.status = 'rejected' and o.error_code is ? and o.message is ?",
      parameters: [errorCode, message],
    });
  }
  if (picked) add('picked', "substr(?, r.number, 1) = x'01'", picked.bytes);
  if (toSend) add('toSend', toSendSql);
  if (confirmed === 'any') add('confirmed', 'r.confirmed is not null');
  else if (confirmed !== undefined) add('confirmed', 'instr(r.confirmed, ?) > 0', JSON.stringify(confirmed));
  return parts;
}

/** What `pendingSql` of push/ asks for a push that begins now: a creation without an answer is never sent again unasked. */
const toSendSql = `(r.skipped = 0 and r.state < 2 and (o.row is null or o.status not in ('accepted', 'unknown')
  or (o.status = 'unknown'
    and (select coalesce(value ->> '$.operation', 'update') from meta where key = 'settings') <> 'create')))`;

/** Of issues: a repair that only one reading allows is 2. */
const unsure = ' and repair < 2';

/** Rows with this text in any cell. */
function textPart(text: string): Part {
  const { sql, patternOf } = containing(text);
  // JSON escapes quotes, backslashes and control characters: no row holds the text without holding it as JSON writes it.
  const stored = patternOf(JSON.stringify(text).slice(1, -1));
  const held = patternOf(text);
  // Where JSON has nothing but the text, it tells; else it may be a key, a separator or a part of an escape.
  const told = /^[[\],]$/.test(text) ? '0' : "r.edits is null and instr(r.cells, '\\') = 0";
  return {
    condition: 'text',
    sql: `(r.cells ${sql} or r.edits ${sql}) and (${told}
      or exists (select 1 from json_each(r.edits) e where e.value ${sql})
      or exists (select 1 from json_each(r.cells) c where c.value ${sql}
        and r.edits -> ('$."' || (c.key + 1) || '"') is null))`,
    parameters: [stored, stored, held, held],
  };
}

/** Rows with this text in any cell or in the answer, or whose number or code it is. Of a row that is left out no answer is shown. */
function resultPart(text: string): Part {
  const inCells = textPart(text);
  const { sql, patternOf } = containing(text);
  const number = /^\d{1,9}$/.test(text) ? Number(text) : null;
  return {
    condition: 'resultText',
    sql: `((${inCells.sql}) or r.number = ?
      or ((o.message ${sql} or o.error_code = ?) and ${outcomeSql} <> 'skipped'))`,
    parameters: [...inCells.parameters, number, patternOf(text), number],
  };
}

/** A table in which a condition's rows are found without going through all rows. */
interface Source {
  /** Distinct numbers above `?1` and up to `?2`. */
  readonly sql: string;
  readonly parameters: readonly Parameter[];
  /** The condition that all rows in it meet. */
  readonly tells: keyof RowConditions;
}

function sourceOf({ code, noRepair, outcome }: RowConditions): Source | null {
  const span = 'row > ?1 and row <= ?2';
  if (code !== undefined) {
    const sql = `select distinct row as number from issue where ${span} and code = ?${noRepair ? unsure : ''}`;
    return { sql, parameters: [code], tells: 'code' };
  }
  if (outcome === 'accepted' || outcome === 'rejected' || outcome === 'unknown') {
    const statuses = outcome === 'unknown' ? "'unknown', 'sending'" : `'${outcome}'`;
    const sql = `select row as number from outcome where ${span} and status in (${statuses})`;
    return { sql, parameters: [], tells: 'outcome' };
  }
  return null;
}
