import { isBlank } from '../../../permit/cell.ts';
import type { CurrentRow } from '../../file/current-row.ts';
import type { BatchDocument } from '../../file/document.ts';

/**
 * What blank cells of a column get from above, for pages of rows that ascend. The rows between them count too, whether or
 * not they are to be changed: what a person sees above a blank cell is what it gets.
 */
export function fillingDown(
  { db }: BatchDocument,
  column: number,
): (rows: readonly CurrentRow[]) => string[] {
  const at = Math.trunc(column);
  const value = `coalesce(case when edits is not null then edits ->> '$."${at}"' end, cells ->> ${at - 1}, '')`;
  let last = 0;
  let above = '';
  return (rows) => {
    const filled: string[] = [];
    for (const { number, cells } of rows) {
      const own = cells[at - 1] ?? '';
      if (number > last + 1) {
        const between = db
          .prepare(
            `select ${value} as value from row where number > ? and number < ?
             and trim(${value}, ' ' || char(9, 10, 13, 160)) <> '' order by number desc limit 1`,
          )
          .get(last, number) as { value: string } | undefined;
        if (between) above = between.value;
      }
      last = number;
      if (!isBlank(own)) above = own;
      filled.push(isBlank(own) ? above : own);
    }
    return filled;
  };
}
