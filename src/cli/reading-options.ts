import type { Command } from 'commander';
import type { HeaderMap } from '../batch/import/chosen-columns.ts';
import type { ReadingOptions } from '../batch/reading/reading-options.ts';
import type { FieldName } from '../permit/field.ts';
import type { OperationRules } from '../permit/operation.ts';
import { fail, ok, type Result } from '../permit/result.ts';
import type { Words } from '../words/words.ts';

/** How a file is to be read, as the command line gives it. */
export interface ReadingCommandOptions {
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly quote?: string;
  readonly escape?: string;
  readonly sheet?: string;
  readonly headerRow?: string;
}

export function addReadingOptions(command: Command, words: Words): Command {
  const { options } = words.reading;
  return command
    .option('--encoding <NAME>', options.encoding)
    .option('--delimiter <CHARACTER>', options.delimiter)
    .option('--quote <CHARACTER>', options.quote)
    .option('--escape <CHARACTER>', options.escape)
    .option('--sheet <NAME>', options.sheet)
    .option('--header-row <N>', options.headerRow);
}

/** Shells make it hard to give a tab. */
export const namedDelimiters: Readonly<Record<string, string>> = {
  '\\t': '\t',
  tab: '\t',
  space: ' ',
  comma: ',',
  semicolon: ';',
  pipe: '|',
};

export function readingOptions(given: ReadingCommandOptions): Result<ReadingOptions, 'option-header-row'> {
  const { encoding, delimiter, quote, sheet, headerRow } = given;
  if (headerRow !== undefined && !/^(?:0|[1-9]\d{0,6})$/.test(headerRow)) {
    return fail('option-header-row', { value: headerRow });
  }
  return ok({
    encoding,
    delimiter: delimiter === undefined ? undefined : (namedDelimiters[delimiter.toLowerCase()] ?? delimiter),
    quote,
    escape: given.escape,
    sheet,
    headerRow: headerRow === undefined ? undefined : Number(headerRow),
  });
}

/** Reads `--map "Header=field"`; nothing after the last equals sign leaves the column out. */
export function headerMaps(
  given: readonly string[],
  { fields }: OperationRules,
): Result<HeaderMap[], 'map-form' | 'map-field-unknown'> {
  const maps: HeaderMap[] = [];
  for (const text of given) {
    const at = text.lastIndexOf('=');
    if (at < 1) return fail('map-form', { value: text });
    const name = text.slice(at + 1).trim();
    const field = fields.find((known) => known === name) ?? null;
    if (field === null && name !== '') {
      return fail('map-field-unknown', { field: name, fields: fields.join(', ') });
    }
    maps.push({ header: text.slice(0, at), field: field satisfies FieldName | null });
  }
  return ok(maps);
}
