import type { BatchDocument } from '../file/document.ts';

/** A reason for which the controller rejected rows, as it stands now. */
export interface Rejection {
  readonly errorCode: number | null;
  /** The controller's own words. */
  readonly message: string | null;
  readonly rows: number;
  /** Those of them that are not left out. */
  readonly waiting: number;
}

/** More reasons than anybody reads: a controller may name the permit in every message. */
const mostReasons = 50;

/** Why rows were rejected: the most frequent reasons, the most frequent first. */
export function rejections(document: BatchDocument): Rejection[] {
  return document.db
    .prepare(
      `select o.error_code as errorCode, o.message, count(*) as rows, sum(r.skipped = 0) as waiting
       from outcome o join row r on r.number = o.row where o.status = 'rejected'
       group by error_code, message order by rows desc, error_code, message limit ${mostReasons}`,
    )
    .all() as unknown as Rejection[];
}
