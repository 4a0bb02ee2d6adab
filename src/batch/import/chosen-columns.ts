import { type ColumnRole, clockRole, isDateField } from '../../permit/column-role.ts';
import type { FieldName } from '../../permit/field.ts';
import { isTimeOfDay } from '../../permit/joined-date.ts';
import { type ColumnMatch, isSendable, type SampleRows } from '../../permit/mapping.ts';
import { holds, matchHeaders } from '../../permit/match-headers.ts';
import type { OperationName, OperationRules } from '../../permit/operation.ts';
import { operationRules } from '../../permit/operation-rules.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { referenceLike, valuesLike } from '../../permit/value-proposal.ts';
import type { Meta } from '../file/meta.ts';
import type { ReadFailure } from '../reading/reading-options.ts';
import type { MappingMemory, RememberedColumns } from './mapping-memory.ts';

/** A person's word on what the column with this header stands for; null leaves it out. */
export interface HeaderMap {
  /** The header, or `Column N`. */
  readonly header: string;
  readonly field: FieldName | null;
}

export interface ColumnChoice {
  /** What is to be done with the permits; an update without it. */
  readonly operation?: OperationName;
  readonly maps: readonly HeaderMap[];
  /** What a person had said for a file with the same headers; `maps` win over it. */
  readonly recall?: MappingMemory['recall'];
  /** Takes columns even when none is known to hold the reference IDs, for a person to say which one does. */
  readonly referenceOptional?: boolean;
  /** A file without any column for the reference IDs gets a blank one, for them to be looked up. */
  readonly addsReference?: boolean;
}

/**
 * The columns' matches with what a person laid down on top. A map wins over any header's own meaning; one of a column of
 * times of day to a date that has its own column joins the two.
 */
export function chosenColumns(
  headers: readonly string[],
  { maps, recall, referenceOptional = false, addsReference = false, operation = 'update' }: ColumnChoice,
  rows: SampleRows = [],
): Result<ColumnMatch[], ReadFailure> {
  const rules = operationRules[operation];
  const columns = withRemembered(matchHeaders(headers, rules, rows), recall?.(headers, operation) ?? null);
  const taken = new Set<ColumnRole>();
  const isTimes = ({ header }: HeaderMap) => holds(rows, columnOf(headers, header), isTimeOfDay);
  // A time is joined with a date, wherever that was named.
  for (const map of [...maps.filter((one) => !isTimes(one)), ...maps.filter(isTimes)]) {
    const { header, field } = map;
    const index = columnOf(headers, header);
    const found = columns[index];
    if (!found) return fail('map-header-unknown', { header });
    if (field === null) {
      columns[index] = { header: found.header, field, certainty: 'chosen', proposal: null };
      continue;
    }
    if (!rules.fields.includes(field)) {
      return fail('map-field-unknown', { field, fields: rules.fields.join(', ') });
    }
    const hasDate = columns.some((column, at) => at !== index && column.field === field);
    const role = isDateField(field) && hasDate && isTimes(map) ? clockRole(field) : field;
    if (taken.has(role)) return fail('map-field-twice', { field, header });
    taken.add(role);
    for (const [at, column] of columns.entries()) {
      if (column.field === role) columns[at] = { ...column, field: null, certainty: null, proposal: null };
    }
    columns[index] = { header: found.header, field: role, certainty: 'chosen', proposal: null };
  }
  if (!referenceOptional && !isSendable(columns, rules)) {
    const proposal = columns.find((column) => column.proposal === 'referenceId');
    if (addsReference && proposal === undefined) return ok(columns);
    const like = referenceLike(headers, rows);
    const shown = like !== null && columns[like.column] === proposal ? like : null;
    return fail('no-reference-column', {
      headers: headers.map((header) => `“${header}”`).join(', '),
      ...(proposal ? { proposal: proposal.header } : {}),
      ...(shown ? { count: shown.count, total: shown.total } : {}),
    });
  }
  return ok(columns);
}

/** The column, from 0, that a header or `Column N` names; -1 for none. */
function columnOf(headers: readonly string[], name: string): number {
  const byHeader = headers.indexOf(name.trim());
  if (byHeader >= 0) return byHeader;
  const number = /^column ([1-9]\d{0,4})$/i.exec(name.trim())?.[1];
  return number === undefined || Number(number) > headers.length ? -1 : Number(number) - 1;
}

/** The columns as a person had said for a file with these headers, where that differs from what the headers say. */
function withRemembered(
  columns: readonly ColumnMatch[],
  remembered: RememberedColumns | null,
): ColumnMatch[] {
  if (remembered === null) return [...columns];
  return columns.map((column, at) => {
    const field = remembered.fields[at];
    if (field === undefined) return column;
    if (remembered.asked.includes(at)) return column;
    if (field === column.field && column.proposal === null) return column;
    return { header: column.header, field, certainty: 'remembered', proposal: null };
  });
}

/** Says why columns are asked about whose values, not their headers, look like a field. */
export function valuesNotes(
  columns: readonly ColumnMatch[],
  rows: SampleRows,
  { fields }: OperationRules,
): Meta<'notes'> {
  const headers = columns.map(({ header }) => header);
  return columns.flatMap(({ header, proposal }, at): Meta<'notes'> => {
    const field = fields.find((name) => name === proposal);
    const like = field === undefined ? null : valuesLike(field, headers, rows);
    if (!like || like.column !== at) return [];
    return [
      { code: 'column-values', facts: { header, field: like.field, count: like.count, total: like.total } },
    ];
  });
}

/** Says which columns stand for what they do only because a person had said so. */
export function rememberedNote(columns: readonly ColumnMatch[]): Meta<'notes'> {
  const remembered = columns.filter(({ certainty }) => certainty === 'remembered');
  if (remembered.length === 0) return [];
  const headers = remembered.map(({ header }) => `“${header}”`).join(', ');
  return [{ code: 'mapping-remembered', facts: { headers } }];
}
