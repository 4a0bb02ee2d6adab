import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../../disk/replace-file.ts';
import { isTransient, retryWhileHeldSync } from '../../disk/retry-held.ts';
import { type ColumnRole, columnRoles } from '../../permit/column-role.ts';
import { type ColumnMatch, isOwnColumn, openColumns } from '../../permit/mapping.ts';
import { matchHeaders } from '../../permit/match-headers.ts';
import { type OperationName, operationNames } from '../../permit/operation.ts';
import { operationRules } from '../../permit/operation-rules.ts';

/** What was said of the columns with one header line, by position; of columns behind these nothing. */
export interface RememberedColumns {
  /** What each stands for; null for nothing. */
  readonly fields: readonly (ColumnRole | null)[];
  /** Columns, from 0, of which nobody has decided yet. */
  readonly asked: readonly number[];
}

/** What people have said columns stand for, by the operation and the header line of their files; kept in the data folder. */
export interface MappingMemory {
  /** What was said last for these headers, of results for those of their file; null where nothing was. */
  recall(headers: readonly string[], operation: OperationName): RememberedColumns | null;
  /** Keeps what a person has laid down; what the headers say by themselves needs no keeping. */
  remember(columns: readonly ColumnMatch[], operation: OperationName): void;
}

const mostKept = 200;

const file = z.strictObject({
  version: z.literal(1),
  mappings: z.array(
    z.strictObject({
      operation: z.enum(operationNames).default('update'),
      headers: z.array(z.string()),
      fields: z.array(z.enum(columnRoles).nullable()),
      asked: z.array(z.int().min(0)).default([]),
    }),
  ),
});

type Stored = z.infer<typeof file>['mappings'];

/**
 * The memory of a data folder. It is a convenience: where it cannot be read nothing is remembered, and where it cannot
 * be written, nothing is either; the columns are shown either way.
 */
export function mappingMemory(dataFolder: string): MappingMemory {
  const path = join(dataFolder, 'mappings.json');
  const keyOf = (operation: OperationName, headers: readonly string[]) =>
    JSON.stringify([operation, headers]);
  const isFor = (one: Stored[number], key: string) => keyOf(one.operation, one.headers) === key;

  return {
    recall(headers, operation) {
      const stored = read(path) ?? [];
      for (const line of [headers, withoutOwn(headers)]) {
        const found = stored.find((one) => isFor(one, keyOf(operation, line)));
        const fields = found?.fields.filter((field) => field !== null) ?? [];
        const sound = found?.fields.length === line.length && new Set(fields).size === fields.length;
        if (sound) return { fields: found.fields, asked: found.asked };
      }
      return null;
    },
    remember(columns, operation) {
      const headers = columns.map(({ header }) => header);
      const fields = columns.map(({ field }) => field);
      const plain = matchHeaders(headers, operationRules[operation]).every(
        ({ field, proposal }, at) => field === fields[at] && proposal === null && !isLeftOut(columns[at]),
      );
      const asked = openColumns(columns);
      const known = read(path);
      // What somebody holds is not replaced by less.
      if (known === null) return;
      const kept = known.filter((one) => !isFor(one, keyOf(operation, headers)));
      write(path, plain ? kept : [{ operation, headers, fields, asked }, ...kept].slice(0, mostKept));
    },
  };
}

/** The header line of the file that results are of: this product's own columns stand behind it. */
function withoutOwn(headers: readonly string[]): readonly string[] {
  const own = headers.findIndex(isOwnColumn);
  return own > 0 && headers.slice(own).every(isOwnColumn) ? headers.slice(0, own) : headers;
}

/** Whether a person said that a column stands for nothing; its values may have looked like a field. */
function isLeftOut(column: ColumnMatch | undefined): boolean {
  return column?.field === null && column.certainty === 'chosen';
}

/** What is kept; null where another program does not let it be read. */
function read(path: string): Stored | null {
  let text: string;
  try {
    text = retryWhileHeldSync(() => readFileSync(path, 'utf8'));
  } catch (cause) {
    return isTransient(cause) ? null : [];
  }
  try {
    const parsed = file.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.mappings : [];
  } catch {
    return [];
  }
}

function write(path: string, mappings: Stored): void {
  try {
    replaceFile(path, JSON.stringify({ version: 1, mappings }));
  } catch {
    // What cannot be remembered is asked again.
  }
}
