import { fieldNames } from '../../permit/field.ts';
import { joinedCells } from '../../permit/joined-date.ts';
import { mappingOf } from '../../permit/mapping.ts';
import { comparable } from '../../permit/same-value.ts';
import { readCounts } from '../file/counts.ts';
import { eachRow } from '../file/current-row.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta, rulesOf } from '../file/meta.ts';

/**
 * Whether two batches say the same of the same permits in the same order: their mapped values, as they were read or as
 * they are now, whatever the files' encoding, line ends, kind, further columns and the columns' order. The first row
 * that differs ends the comparison.
 */
export function hasSameContent(one: BatchDocument, other: BatchDocument): boolean {
  if (readCounts(one).rows !== readCounts(other).rows) return false;
  const rows = contentOf(other);
  // By which of the two of either batch: as it was read, and as it is now.
  let alike = [true, true, true, true];
  for (const [read, now] of contentOf(one)) {
    const next = rows.next();
    if (next.done) return false;
    const [otherRead, otherNow] = next.value;
    const pairs = [read === otherRead, read === otherNow, now === otherRead, now === otherNow];
    alike = alike.map((before, at) => before && pairs[at] === true);
    if (!alike.includes(true)) return false;
  }
  return readCounts(one).rows > 0;
}

/** Of each row what its mapped cells say, as they were read and as they are now. */
function* contentOf(document: BatchDocument): Generator<readonly [string, string]> {
  const mapping = mappingOf(readMeta(document, 'columns') ?? []);
  const { fields } = rulesOf(document);
  const columns = fieldNames
    .filter((field) => fields.includes(field))
    .map((field) => ({
      field,
      at: mapping.indexOf(field),
    }));
  const said = (cells: readonly string[]) => {
    const joined = joinedCells(cells, mapping);
    return JSON.stringify(
      columns.map(({ field, at }) => comparable(field, at < 0 ? '' : (joined[at] ?? ''))),
    );
  };
  for (const { read, cells } of eachRow(document)) {
    const asRead = said(read);
    yield [asRead, read === cells ? asRead : said(cells)];
  }
}
