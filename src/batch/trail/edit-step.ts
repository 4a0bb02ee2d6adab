import type { BatchDocument } from '../file/document.ts';
import { linesOf } from '../file/pages.ts';
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

type StepLine = Omit<EditLine, 'id' | 'step'>;

/** Lines that differ only in their row. */
type AlikeLines = Omit<StepLine, 'row'>;

/**
 * The canonical line of an edit, as canonical.ts would write it; written out here because a million of them are
 * needed.
 */
export function editLine(line: StepLine): string {
  const { head, tail } = aroundRow(line);
  return `${head}${line.row}${tail}`;
}

/** What stands before and after the row's number, in lines that differ only in that. */
function aroundRow({ column, before, after, kind, who, at }: AlikeLines): { head: string; tail: string } {
  return {
    head:
      `{"after":${JSON.stringify(after)},"at":${JSON.stringify(at)},"before":${JSON.stringify(before)},` +
      `"column":${column},"kind":${JSON.stringify(kind)},"row":`,
    tail: `,"who":${JSON.stringify(who)}}`,
  };
}

/** What `editOf` makes a line of. A cell's text comes as JSON: the SQLite library cuts text off at a U+0000. */
export const editColumns =
  'id, step, row, "column", json_quote(before) as before, json_quote(after) as after, kind, who, at';

export function editOf({ before, after, ...line }: EditLine): EditLine {
  return { ...line, before: JSON.parse(before) as string, after: JSON.parse(after) as string };
}

/** A step's lines in the order in which they were made. */
export function* stepLines(document: BatchDocument, step: number): Generator<EditLine> {
  const query = {
    columns: editColumns,
    from: 'edit',
    key: ['id'],
    where: 'step = ?',
    values: [step],
    size: 5_000,
  };
  for (const line of linesOf<EditLine>(document.db, query)) yield editOf(line);
}

export type StepFacts = Pick<EntryOf<'edit'>, 'kinds' | 'columns'>;

/** Gathers what the entry `seq` says about a step: its lines counted by kind, and by column committed to. */
export class StepDigest {
  readonly #kinds: Record<string, number> = {};
  readonly #columns = new Map<number, LineDigest>();
  readonly #salt: string;
  readonly #seq: number;

  constructor(salt: string, seq: number) {
    this.#salt = salt;
    this.#seq = seq;
  }

  /** Takes the lines of these rows; they come in the order of their ids. */
  add(line: AlikeLines, rows: readonly number[]): void {
    this.#kinds[line.kind] = (this.#kinds[line.kind] ?? 0) + rows.length;
    let digest = this.#columns.get(line.column);
    if (!digest) {
      digest = new LineDigest(columnSalt(this.#salt, this.#seq, line.column));
      this.#columns.set(line.column, digest);
    }
    const { head, tail } = aroundRow(line);
    for (const row of rows) digest.add(`${head}${row}${tail}`);
  }

  end(): StepFacts {
    const columns = [...this.#columns]
      .sort(([one], [other]) => one - other)
      .map(([column, digest]) => ({ column, count: digest.count, digest: digest.end() }));
    return { kinds: this.#kinds, columns };
  }
}

/** What the entry `seq` says about a step of these lines. */
export function stepFacts(lines: Iterable<StepLine>, salt: string, seq: number): StepFacts {
  const digest = new StepDigest(salt, seq);
  for (const line of lines) digest.add(line, [line.row]);
  return digest.end();
}
