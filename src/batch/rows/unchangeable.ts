import { shapelessCodes } from '../../permit/issue.ts';
import type { BatchDocument } from '../file/document.ts';
import { numberListQuery, parseNumbers } from '../file/number-list.ts';

/** Which of these rows the controller has accepted or is about to get: they stay as they are. */
export function lockedAmong({ db }: BatchDocument, numbers: readonly number[]): number[] {
  const query = `select row as number from outcome
    where status in ('accepted', 'sending') and row in (select value from json_each(?)) order by row`;
  const { list } = db.prepare(numberListQuery(query)).get(JSON.stringify(numbers)) as { list: string | null };
  return [...parseNumbers(list ?? '')];
}

/** Which of these rows hold cells that may stand in other columns, ascending: a block that is set passes them over. */
export function shapelessAmong({ db }: BatchDocument, numbers: readonly number[]): number[] {
  const query = `select row as number from issue where column = 0 and code in (select value from json_each(?2))
    and row in (select value from json_each(?1)) order by row`;
  const codes = JSON.stringify([...shapelessCodes]);
  const { list } = db.prepare(numberListQuery(query)).get(JSON.stringify(numbers), codes) as {
    list: string | null;
  };
  return [...parseNumbers(list ?? '')];
}
