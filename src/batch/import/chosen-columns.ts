import type { FieldName } from '../../permit/field.ts';
import { type ColumnMatch, isSendable, matchHeaders } from '../../permit/mapping.ts';
import type { OperationName } from '../../permit/operation.ts';
import { operationRules } from '../../permit/operation-rules.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import type { Meta } from '../file/meta.ts';
import type { ReadFailure } from '../reading/reading-options.ts';
import type { MappingMemory } from './mapping-memory.ts';

/** A person's word on what the column with this header stands for; null leaves it out. */
export interface HeaderMap {
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
}

/** The columns' matches with what a person laid down on top. A map wins over any header's own meaning. */
export function chosenColumns(
  headers: readonly string[],
  { maps, recall, referenceOptional = false, operation = 'update' }: ColumnChoice,
): Result<ColumnMatch[], ReadFailure> {
  const rules = operationRules[operation];
  const columns = withRemembered(matchHeaders(headers, rules), recall?.(headers, operation) ?? null);
  const taken = new Map<FieldName, string>();
  for (const { header, field } of maps) {
    const index = headers.indexOf(header.trim());
    const found = columns[index];
    if (!found) return fail('map-header-unknown', { header });
    if (field !== null) {
      if (!rules.fields.includes(field)) {
        return fail('map-field-unknown', { field, fields: rules.fields.join(', ') });
      }
      if (taken.has(field)) return fail('map-field-twice', { field, header });
      taken.set(field, header);
      for (const [at, column] of columns.entries()) {
        if (column.field === field) columns[at] = { ...column, field: null, certainty: null, proposal: null };
      }
    }
    columns[index] = { header: found.header, field, certainty: 'chosen', proposal: null };
  }
  if (!referenceOptional && !isSendable(columns, rules)) {
    const proposal = columns.find((column) => column.proposal === 'referenceId');
    return fail('no-reference-column', {
      headers: headers.map((header) => `“${header}”`).join(', '),
      ...(proposal ? { proposal: proposal.header } : {}),
    });
  }
  return ok(columns);
}

/** The columns as a person had said for a file with these headers, where that differs from what the headers say. */
function withRemembered(
  columns: readonly ColumnMatch[],
  fields: readonly (FieldName | null)[] | null,
): ColumnMatch[] {
  if (fields === null) return [...columns];
  return columns.map((column, at) => {
    const field = fields[at] ?? null;
    if (field === column.field) return { ...column, proposal: null };
    return { header: column.header, field, certainty: 'remembered', proposal: null };
  });
}

/** Says which columns stand for what they do only because a person had said so. */
export function rememberedNote(columns: readonly ColumnMatch[]): Meta<'notes'> {
  const remembered = columns.filter(({ certainty }) => certainty === 'remembered');
  if (remembered.length === 0) return [];
  const headers = remembered.map(({ header }) => `“${header}”`).join(', ');
  return [{ code: 'mapping-remembered', facts: { headers } }];
}
