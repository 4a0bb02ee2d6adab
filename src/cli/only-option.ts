import { leaveOutOthers, type WantedTexts } from '../batch/edits/bulk/leave-out-others.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { readMeta } from '../batch/file/meta.ts';
import { personHere } from '../batch/file/person.ts';
import { trimmed } from '../permit/cell.ts';
import { fail, ok, type Result } from '../permit/result.ts';

/**
 * Which rows `--only "Header=value"` asks for, given again and again: of one column any of its values, of several columns
 * all. A header may hold an equals sign: the first part that is a header of the file is taken for one.
 */
export function wantedRows(
  stated: readonly string[],
  headers: readonly string[],
): Result<WantedTexts[], 'only-header-unknown' | 'only-header-repeated'> {
  const wanted = new Map<number, string[]>();
  for (const text of stated) {
    const found = partsOf(text).find(({ header }) => columnsOf(header, headers).length > 0);
    const first = partsOf(text)[0]?.header ?? text;
    if (!found) return fail('only-header-unknown', { header: first });
    const [column = 0, another] = columnsOf(found.header, headers);
    if (another !== undefined) return fail('only-header-repeated', { header: found.header, column });
    wanted.set(column, [...(wanted.get(column) ?? []), trimmed(found.value)]);
  }
  return ok([...wanted].map(([column, texts]) => ({ column, texts })));
}

/** Refuses what is no `"Header=value"`, before any file is looked at. */
export function checkOnly(stated: readonly string[]): Result<null, 'only-form'> {
  const wrong = stated.find((text) => text.indexOf('=') < 1);
  return wrong === undefined ? ok(null) : fail('only-form', { value: wrong });
}

/** Leaves out the rows of a batch that `--only` did not ask for; without a word of it none. */
export function leaveOutAsAsked(
  document: BatchDocument,
  stated: readonly string[],
): Result<unknown, 'only-header-unknown' | 'only-header-repeated'> {
  if (stated.length === 0) return ok(null);
  const headers = (readMeta(document, 'columns') ?? []).map(({ header }) => header);
  const wanted = wantedRows(stated, headers);
  if (!wanted.ok) return wanted;
  const done = leaveOutOthers(document, wanted.value, { who: personHere(), now: () => new Date() });
  if (!done.ok) throw new Error(`Rows could not be left out: ${done.failure.code}`);
  return done;
}

/** A text parted at each of its equals signs. */
function partsOf(text: string): { readonly header: string; readonly value: string }[] {
  return [...text.matchAll(/=/g)].map(({ index }) => ({
    header: trimmed(text.slice(0, index)),
    value: text.slice(index + 1),
  }));
}

/** The columns, counted from 1, that a header or `Column N` names. */
function columnsOf(name: string, headers: readonly string[]): number[] {
  const named = headers.flatMap((header, at) => (trimmed(header) === name ? [at + 1] : []));
  if (named.length > 0) return named;
  const column = Number(/^Column ([1-9]\d*)$/.exec(name)?.[1] ?? 0);
  return column >= 1 && column <= headers.length ? [column] : [];
}
