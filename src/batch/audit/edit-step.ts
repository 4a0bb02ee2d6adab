import type { BatchDocument } from '../document.ts';
import { canonical } from './canonical.ts';
import type { EntryOf } from './entry.ts';
import { LineDigest } from './outcome-lines.ts';
import { columnSalt } from './salt.ts';

/** A line of the table `edit`: what one cell of a step was before and after. */
export interface EditLine {
  readonly id: number;
  readonly step: number;
  readonly row: number;
  readonly column: number;
  readonly before: string;
  readonly after: string;
  readonly kind: string;
  readonly who: string;
  readonly at: string;
}

/** The canonical line of an edit. */
function editLine({ row, column, before, after, kind, who, at }: EditLine): string {
  return canonical({ row, column, before, after, kind, who, at });
}

const pageSize = 5_000;

/** A step's lines in the order in which they were made; `from` is a number that all of their ids are above. */
export function* stepLines(document: BatchDocument, step: number, from = 0): Generator<EditLine> {
  const page = document.db.prepare(
    `select id, step, row, column, before, after, kind, who, at from edit
     where step = ? and id > ? order by id limit ${pageSize}`,
  );
  for (let last = from; ; ) {
    const lines = page.all(step, last) as EditLine[];
    yield* lines;
    if (lines.length < pageSize) return;
    last = lines.at(-1)?.id ?? last;
  }
}

/** What the entry `seq` says about a step: its lines counted by kind, and by column committed to. */
export function stepFacts(
  lines: Iterable<EditLine>,
  salt: string,
  seq: number,
): Pick<EntryOf<'edit'>, 'kinds' | 'columns'> {
  const kinds: Record<string, number> = {};
  const digests = new Map<number, LineDigest>();
  for (const line of lines) {
    kinds[line.kind] = (kinds[line.kind] ?? 0) + 1;
    let digest = digests.get(line.column);
    if (!digest) {
      digest = new LineDigest(columnSalt(salt, seq, line.column));
      digests.set(line.column, digest);
    }
    digest.add(editLine(line));
  }
  const columns = [...digests]
    .sort(([one], [other]) => one - other)
    .map(([column, digest]) => ({ column, count: digest.count, digest: digest.end() }));
  return { kinds, columns };
}
